/** Proves the CoAP view against the examples of its specifications and by breaking messages. */
@NullMarked
package org.coapsms.codec.coap;

import org.jspecify.annotations.NullMarked;
