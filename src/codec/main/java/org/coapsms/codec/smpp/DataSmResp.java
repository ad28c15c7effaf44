package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Answers data_sm (SMPP 3.4 §4.7.2).
 *
 * @param messageId at most 64 characters; empty where the peer gave none, as refusals may be a
 *     header alone
 */
public record DataSmResp(int commandStatus, int sequenceNumber, String messageId, Tlvs tlvs)
    implements Pdu {

  public DataSmResp {
    TextField.MESSAGE_ID.check(messageId);
  }

  public static DataSmResp accepted(int sequenceNumber, String messageId) {
    return new DataSmResp(CommandStatus.ESME_ROK, sequenceNumber, messageId, Tlvs.EMPTY);
  }

  public static DataSmResp refused(int sequenceNumber, int commandStatus) {
    return new DataSmResp(commandStatus, sequenceNumber, "", Tlvs.EMPTY);
  }

  static DataSmResp read(PduReader in) throws MalformedPdu {
    return new DataSmResp(
        in.commandStatus(),
        in.sequenceNumber(),
        in.hasMore() ? in.text(TextField.MESSAGE_ID) : "",
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.DATA_SM);
  }

  @Override
  public Bytes encode() {
    boolean headerAlone =
        commandStatus != CommandStatus.ESME_ROK && messageId.isEmpty() && tlvs.isEmpty();
    PduWriter out = new PduWriter();
    return (headerAlone ? out : out.text(TextField.MESSAGE_ID, messageId).tlvs(tlvs)).pdu(this);
  }
}
