/**
 * The CoAP side towards IP: the proxy face that clients use and the upstream that devices ask.
 * Translates between CoAP proxying (RFC 7252 §5.7) and what the engine understands, and is the only
 * package that knows Californium, which carries the message layer over UDP and sees neither options
 * nor blocks. Decides nothing about short messages, repetition on the air or who may be reached.
 */
@NullMarked
package org.coapsms.bridge.coap;

import org.jspecify.annotations.NullMarked;
