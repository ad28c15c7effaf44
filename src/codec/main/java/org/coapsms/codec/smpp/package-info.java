/**
 * Reads and writes SMPP 3.4 and 5.0: the PDUs between an ESME (who sends and receives messages) and
 * an SMSC (who carries them), for both sides. It decides what octets say and which command_status
 * answers octets that cannot be; it never decides whether a command is allowed in a session, keeps
 * no sequence numbers and opens no connection. Texts are ISO 8859-1, so that no octet is lost.
 */
@NullMarked
package org.coapsms.codec.smpp;

import org.jspecify.annotations.NullMarked;
