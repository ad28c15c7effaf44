/**
 * Says what octets of unknown origin are and shows every field of them: short messages, SMPP PDUs,
 * user data, receipts, CoAP. It decides which reading to believe when several fit, and never what
 * to do about the message.
 */
@NullMarked
package org.coapsms.codec.decode;

import org.jspecify.annotations.NullMarked;
