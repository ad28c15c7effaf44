package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Holds one SMPP PDU: what an ESME and an SMSC say to each other. Immutable. */
public sealed interface Pdu
    permits Bind,
        BindResp,
        Outbind,
        Unbind,
        UnbindResp,
        EnquireLink,
        EnquireLinkResp,
        GenericNack,
        ShortMessagePdu,
        SubmitSmResp,
        DeliverSmResp,
        SubmitMulti,
        SubmitMultiResp,
        DataSm,
        DataSmResp,
        QuerySm,
        QuerySmResp,
        CancelSm,
        CancelSmResp,
        ReplaceSm,
        ReplaceSmResp,
        AlertNotification,
        UnknownPdu {

  int commandId();

  /** 0 in a request, whatever the peer wrote there. */
  int commandStatus();

  int sequenceNumber();

  /** The whole PDU with its header. */
  Bytes encode();

  /** Whether this answers something. */
  default boolean isResponse() {
    return CommandId.isResponse(commandId());
  }

  /**
   * Reads exactly one PDU; see {@link PduFraming} for streams.
   *
   * @throws MalformedPdu with the command_status to answer; the sequence number to answer with is
   *     in {@link CommandHeader}
   */
  static Pdu decode(Bytes wholePdu) throws MalformedPdu {
    return PduKinds.read(PduReader.of(wholePdu));
  }
}
