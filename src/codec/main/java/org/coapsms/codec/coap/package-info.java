/**
 * Reads and writes CoAP messages over datagrams (RFC 7252 §3): header, token, options, payload. It
 * decides where each part lies and never what an option means to a request: unknown options,
 * reserved code classes and odd option lengths are kept as they came. It never allocates more than
 * the octets it was given.
 */
@NullMarked
package org.coapsms.codec.coap;

import org.jspecify.annotations.NullMarked;
