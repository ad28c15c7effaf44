package org.coapsms.carrier.smpp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.coapsms.codec.smpp.CommandId;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;

/**
 * What we have jsmpp do: run the session that reads, and compose PDUs. Binding, answers, time-outs
 * and windows are ours, because its own ones block, wait in line or forget.
 */
final class Sessions {
  private static final PDUComposer COMPOSER = new DefaultComposer();

  private Sessions() {}

  /** Starts the thread that reads; it ends when the connection is closed, and closes it first. */
  static void read(LinkConnection connection, PduStream stream, SmppConfig config)
      throws IOException {
    SMPPSession session =
        new SMPPSession(new DefaultPDUSender(), stream, (host, port) -> connection);
    // 0 keeps jsmpp from asking on its own: the connection has no read time-out to drive that.
    session.setEnquireLinkTimer(0);
    session.connect(config.endpoint().host(), config.endpoint().port());
  }

  static byte[] bind(
      BindRole role, int sequence, SmppConfig.Account account, int interfaceVersion) {
    try {
      return COMPOSER.bind(
          role.commandId(),
          sequence,
          account.systemId(),
          account.password(),
          account.systemType(),
          (byte) interfaceVersion,
          (byte) 0,
          (byte) 0,
          "");
    } catch (PDUStringException e) {
      throw new IllegalStateException("the configuration was checked for this", e);
    }
  }

  /** A PDU without a body. */
  static byte[] header(int commandId, int commandStatus, int sequence) {
    return COMPOSER.composeHeader(commandId, commandStatus, sequence);
  }

  /** The answer to a request: of the two that carry a message id, an empty one. */
  static byte[] answer(int commandId, int commandStatus, int sequence) {
    boolean hasMessageId =
        commandId == CommandId.responseTo(CommandId.DELIVER_SM)
            || commandId == CommandId.responseTo(CommandId.DATA_SM);
    return hasMessageId
        ? messageIdAnswer(commandId, commandStatus, sequence)
        : header(commandId, commandStatus, sequence);
  }

  private static byte[] messageIdAnswer(int commandId, int commandStatus, int sequence) {
    byte[] pdu = COMPOSER.deliverSmResp(commandStatus, sequence, "");
    ByteBuffer.wrap(pdu).putInt(Integer.BYTES, commandId);
    return pdu;
  }
}
