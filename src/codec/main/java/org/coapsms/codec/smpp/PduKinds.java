package org.coapsms.codec.smpp;

import java.util.Map;

/** The table of kinds: which record takes which command apart. */
final class PduKinds {

  @FunctionalInterface
  private interface Kind {
    Pdu read(PduReader in) throws MalformedPdu;
  }

  private static final Map<Integer, Kind> KINDS =
      Map.ofEntries(
          Map.entry(CommandId.BIND_RECEIVER, in -> Bind.read(Bind.Direction.RECEIVER, in)),
          Map.entry(
              CommandId.responseTo(CommandId.BIND_RECEIVER),
              in -> BindResp.read(Bind.Direction.RECEIVER, in)),
          Map.entry(CommandId.BIND_TRANSMITTER, in -> Bind.read(Bind.Direction.TRANSMITTER, in)),
          Map.entry(
              CommandId.responseTo(CommandId.BIND_TRANSMITTER),
              in -> BindResp.read(Bind.Direction.TRANSMITTER, in)),
          Map.entry(CommandId.BIND_TRANSCEIVER, in -> Bind.read(Bind.Direction.TRANSCEIVER, in)),
          Map.entry(
              CommandId.responseTo(CommandId.BIND_TRANSCEIVER),
              in -> BindResp.read(Bind.Direction.TRANSCEIVER, in)),
          Map.entry(CommandId.UNBIND, Unbind::read),
          Map.entry(CommandId.responseTo(CommandId.UNBIND), UnbindResp::read),
          Map.entry(CommandId.ENQUIRE_LINK, EnquireLink::read),
          Map.entry(CommandId.responseTo(CommandId.ENQUIRE_LINK), EnquireLinkResp::read),
          Map.entry(CommandId.SUBMIT_SM, SubmitSm::read),
          Map.entry(CommandId.responseTo(CommandId.SUBMIT_SM), SubmitSmResp::read),
          Map.entry(CommandId.DELIVER_SM, DeliverSm::read),
          Map.entry(CommandId.responseTo(CommandId.DELIVER_SM), DeliverSmResp::read),
          Map.entry(CommandId.SUBMIT_MULTI, SubmitMulti::read),
          Map.entry(CommandId.responseTo(CommandId.SUBMIT_MULTI), SubmitMultiResp::read),
          Map.entry(CommandId.DATA_SM, DataSm::read),
          Map.entry(CommandId.responseTo(CommandId.DATA_SM), DataSmResp::read),
          Map.entry(CommandId.QUERY_SM, QuerySm::read),
          Map.entry(CommandId.responseTo(CommandId.QUERY_SM), QuerySmResp::read),
          Map.entry(CommandId.CANCEL_SM, CancelSm::read),
          Map.entry(CommandId.responseTo(CommandId.CANCEL_SM), CancelSmResp::read),
          Map.entry(CommandId.REPLACE_SM, ReplaceSm::read),
          Map.entry(CommandId.responseTo(CommandId.REPLACE_SM), ReplaceSmResp::read),
          Map.entry(CommandId.OUTBIND, Outbind::read),
          Map.entry(CommandId.ALERT_NOTIFICATION, AlertNotification::read),
          Map.entry(CommandId.GENERIC_NACK, GenericNack::read));

  private PduKinds() {}

  static Pdu read(PduReader in) throws MalformedPdu {
    return KINDS.getOrDefault(in.header().commandId(), UnknownPdu::read).read(in);
  }
}
