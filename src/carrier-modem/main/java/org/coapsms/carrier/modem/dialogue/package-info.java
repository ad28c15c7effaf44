/**
 * Talks AT with one modem, without I/O and without a clock: it is told what has arrived and what
 * time it is, and asked what to write and what has happened. Decides about start-up, sending,
 * reading and recovery; never about messages, exchanges or which modem to use. Differences between
 * modems come from the modem's own answers and from its profile, never from its name.
 *
 * <p>Words: a <em>final result</em> ends a command ({@code OK}, {@code +CMS ERROR: 38}); an
 * <em>unsolicited result</em> comes without a command and may stand anywhere; the <em>prompt</em>
 * is the {@code >} after which the modem takes a TPDU; Ctrl-Z after the TPDU sends it and is the
 * point of no return.
 */
@NullMarked
package org.coapsms.carrier.modem.dialogue;

import org.jspecify.annotations.NullMarked;
