package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Tells what became of a message (SMPP 3.4 §4.8.2).
 *
 * @param messageId at most 64 characters
 * @param finalDate empty while the message has not reached its end; see {@link SmppTime}
 * @param messageState see the message_state parameter
 * @param errorCode of the network, 0 if none
 */
public record QuerySmResp(
    int commandStatus,
    int sequenceNumber,
    String messageId,
    String finalDate,
    int messageState,
    int errorCode,
    Tlvs tlvs)
    implements Pdu {

  public QuerySmResp {
    TextField.MESSAGE_ID.check(messageId);
    TextField.FINAL_DATE.check(finalDate);
    Fields.u8(messageState, "message_state");
    Fields.u8(errorCode, "error_code");
  }

  public static QuerySmResp refused(int sequenceNumber, int commandStatus) {
    return new QuerySmResp(commandStatus, sequenceNumber, "", "", 0, 0, Tlvs.EMPTY);
  }

  static QuerySmResp read(PduReader in) throws MalformedPdu {
    if (!in.hasMore()) {
      return refused(in.sequenceNumber(), in.commandStatus());
    }
    return new QuerySmResp(
        in.commandStatus(),
        in.sequenceNumber(),
        in.text(TextField.MESSAGE_ID),
        in.text(TextField.FINAL_DATE),
        in.u8("message_state"),
        in.u8("error_code"),
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.QUERY_SM);
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .text(TextField.MESSAGE_ID, messageId)
        .text(TextField.FINAL_DATE, finalDate)
        .u8(messageState)
        .u8(errorCode)
        .tlvs(tlvs)
        .pdu(this);
  }
}
