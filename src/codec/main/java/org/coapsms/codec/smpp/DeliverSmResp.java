package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Answers deliver_sm; the id is unused (SMPP 3.4 §4.6.2).
 *
 * @param messageId at most 64 characters; empty where the peer gave none, as refusals may be a
 *     header alone
 */
public record DeliverSmResp(int commandStatus, int sequenceNumber, String messageId, Tlvs tlvs)
    implements Pdu {

  public DeliverSmResp {
    TextField.MESSAGE_ID.check(messageId);
  }

  public static DeliverSmResp accepted(int sequenceNumber, String messageId) {
    return new DeliverSmResp(CommandStatus.ESME_ROK, sequenceNumber, messageId, Tlvs.EMPTY);
  }

  public static DeliverSmResp refused(int sequenceNumber, int commandStatus) {
    return new DeliverSmResp(commandStatus, sequenceNumber, "", Tlvs.EMPTY);
  }

  static DeliverSmResp read(PduReader in) throws MalformedPdu {
    return new DeliverSmResp(
        in.commandStatus(),
        in.sequenceNumber(),
        in.hasMore() ? in.text(TextField.MESSAGE_ID) : "",
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.DELIVER_SM);
  }

  @Override
  public Bytes encode() {
    boolean headerAlone =
        commandStatus != CommandStatus.ESME_ROK && messageId.isEmpty() && tlvs.isEmpty();
    PduWriter out = new PduWriter();
    return (headerAlone ? out : out.text(TextField.MESSAGE_ID, messageId).tlvs(tlvs)).pdu(this);
  }
}
