/** Rules of proxying, case by case, without a socket. */
@NullMarked
package org.coapsms.bridge.coap;

import org.jspecify.annotations.NullMarked;
