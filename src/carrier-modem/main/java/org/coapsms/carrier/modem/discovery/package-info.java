/**
 * Finds the serial devices of this machine and says what is known of each without touching it: its
 * names, what sits on the USB behind it, who holds it. Decides which devices could be modems; never
 * opens one, never writes to one.
 */
@NullMarked
package org.coapsms.carrier.modem.discovery;

import org.jspecify.annotations.NullMarked;
