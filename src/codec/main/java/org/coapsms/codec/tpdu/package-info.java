/**
 * Reads and writes the short message itself as 3GPP TS 23.040 defines it: the transfer protocol
 * data unit (TPDU) in its three kinds that carry messages and reports (SMS-SUBMIT from a handset,
 * SMS-DELIVER and SMS-STATUS-REPORT to one), with the user data header (UDH) and its information
 * elements. Every decoder is total: a value, or {@link MalformedTpdu} with the octet's position. It
 * never decides what a message is good for, and it does not put parts together.
 */
@NullMarked
package org.coapsms.codec.tpdu;

import org.jspecify.annotations.NullMarked;
