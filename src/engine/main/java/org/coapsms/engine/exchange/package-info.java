/**
 * The exchanges layer: CoAP requests and responses in both directions, which message answers which,
 * what is a duplicate, when a request is repeated and when it has failed. It never touches a
 * carrier.
 */
@NullMarked
package org.coapsms.engine.exchange;

import org.jspecify.annotations.NullMarked;
