/**
 * Turns octets into meaning and back: what the mobile network, CoAP and modems put on the wire. It
 * decides what octets say and never what to do about them; it does no I/O and reads no clock.
 */
@NullMarked
package org.coapsms.codec;

import org.jspecify.annotations.NullMarked;
