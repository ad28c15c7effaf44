package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Answers submit_sm with the id under which receipts will come (SMPP 3.4 §4.4.2).
 *
 * @param messageId at most 64 characters; empty where the peer gave none, as refusals may be a
 *     header alone
 */
public record SubmitSmResp(int commandStatus, int sequenceNumber, String messageId, Tlvs tlvs)
    implements Pdu {

  public SubmitSmResp {
    TextField.MESSAGE_ID.check(messageId);
  }

  public static SubmitSmResp accepted(int sequenceNumber, String messageId) {
    return new SubmitSmResp(CommandStatus.ESME_ROK, sequenceNumber, messageId, Tlvs.EMPTY);
  }

  public static SubmitSmResp refused(int sequenceNumber, int commandStatus) {
    return new SubmitSmResp(commandStatus, sequenceNumber, "", Tlvs.EMPTY);
  }

  static SubmitSmResp read(PduReader in) throws MalformedPdu {
    return new SubmitSmResp(
        in.commandStatus(),
        in.sequenceNumber(),
        in.hasMore() ? in.text(TextField.MESSAGE_ID) : "",
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.SUBMIT_SM);
  }

  @Override
  public Bytes encode() {
    boolean headerAlone =
        commandStatus != CommandStatus.ESME_ROK && messageId.isEmpty() && tlvs.isEmpty();
    PduWriter out = new PduWriter();
    return (headerAlone ? out : out.text(TextField.MESSAGE_ID, messageId).tlvs(tlvs)).pdu(this);
  }
}
