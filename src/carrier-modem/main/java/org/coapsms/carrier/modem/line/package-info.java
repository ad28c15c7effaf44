/**
 * Moves octets to and from a modem: a serial port through jSSC, or TCP. Decides when a port counts
 * as lost; never what the octets mean, and never lets a type of jSSC out.
 */
@NullMarked
package org.coapsms.carrier.modem.line;

import org.jspecify.annotations.NullMarked;
