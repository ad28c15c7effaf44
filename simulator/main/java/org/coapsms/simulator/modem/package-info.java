/**
 * Plays GSM modems: an AT dialogue after ITU-T V.250, TS 27.007 and TS 27.005 that behaves as a
 * modem profile says, on a pseudo-terminal or a TCP port. The dialogue does no I/O and takes its
 * time from the network it is attached to. Decides nothing about the radio and knows no vendor.
 *
 * <p>TE is the terminal equipment, the program that uses the modem; an unsolicited result code is
 * what the modem says without being asked; the prompt is where a TE types a PDU.
 */
@NullMarked
package org.coapsms.simulator.modem;

import org.jspecify.annotations.NullMarked;
