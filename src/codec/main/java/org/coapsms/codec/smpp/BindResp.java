package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Answers a bind (SMPP 3.4 §4.1.2).
 *
 * @param direction which of the three bind commands it answers
 * @param systemId of the SMSC, at most 15 characters; empty where a refusal is a header alone
 */
public record BindResp(
    Bind.Direction direction, int commandStatus, int sequenceNumber, String systemId, Tlvs tlvs)
    implements Pdu {

  public BindResp {
    TextField.SYSTEM_ID.check(systemId);
  }

  static BindResp read(Bind.Direction direction, PduReader in) throws MalformedPdu {
    return new BindResp(
        direction,
        in.commandStatus(),
        in.sequenceNumber(),
        in.hasMore() ? in.text(TextField.SYSTEM_ID) : "",
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(direction.commandId());
  }

  @Override
  public Bytes encode() {
    boolean headerAlone =
        commandStatus != CommandStatus.ESME_ROK && systemId.isEmpty() && tlvs.isEmpty();
    PduWriter out = new PduWriter();
    return (headerAlone ? out : out.text(TextField.SYSTEM_ID, systemId).tlvs(tlvs)).pdu(this);
  }
}
