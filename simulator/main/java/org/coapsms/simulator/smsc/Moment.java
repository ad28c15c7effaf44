package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.receipt.MessageState;
import org.coapsms.codec.smpp.AlertNotification;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.EnquireLink;
import org.coapsms.codec.smpp.GenericNack;
import org.coapsms.codec.smpp.Outbind;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.QuerySmResp;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.Tlvs;

/**
 * Gives a fault that strikes what it needs to do something else than the usual.
 *
 * @param delay how late it makes things, if it does
 * @param session the connection that it happens to
 * @param pdu the request that came, or the PDU that is to leave
 * @param usually what a well-behaved centre does now
 * @param otherwise what is left to be done where it does not
 */
record Moment(
    Instant now,
    Duration delay,
    Session session,
    Pdu pdu,
    Consumer<Instant> usually,
    Consumer<Instant> otherwise) {
  private static final Address NOBODY = Address.parse("1000");

  void usual() {
    usually.accept(now);
  }

  void never() {
    otherwise.accept(now);
  }

  void later() {
    session.at(now.plus(delay), usually);
  }

  /** After the next one of its kind, or after the delay if there is none. */
  void afterTheNext() {
    session.holdBack(now, delay, usually);
  }

  /** Sends these octets in place of the PDU's. */
  void spoilt(UnaryOperator<Bytes> change) {
    session.sendSpoilt(now, pdu, change.apply(pdu.encode()));
    otherwise.accept(now);
  }

  void refuse(int commandStatus) {
    session.refuseLater(now, pdu.commandId(), pdu.sequenceNumber(), commandStatus);
  }

  void nack(int commandStatus, int sequenceNumber) {
    session.afterLatency(
        now, later -> session.send(later, new GenericNack(commandStatus, sequenceNumber)));
  }

  void drop() {
    session.drop(now);
    otherwise.accept(now);
  }

  void unbind() {
    session.unbind(now);
    otherwise.accept(now);
  }

  /** Never says or hears anything again, with the connection as open as ever. */
  void fallSilent() {
    session.lost(now);
    otherwise.accept(now);
  }

  /** Sends the deliver_sm once more. */
  void deliverAgain() {
    session.sendRequest(now, sequence -> new DeliverSm(sequence, ((DeliverSm) pdu).body()));
  }

  /** Sends a deliver_sm that has no business here. */
  void deliverStray() {
    ShortMessageBody body =
        MobileOriginated.body(NOBODY, NOBODY, 0, 0, 4, Bytes.ofAscii("stray"), Tlvs.EMPTY);
    session.sendRequest(now, sequence -> new DeliverSm(sequence, body));
  }

  /** Tells of a message that arrived that it did not, and of all others that they did. */
  void lie() {
    QuerySmResp truth = (QuerySmResp) pdu;
    boolean arrived = truth.messageState() == MessageState.DELIVERED.code();
    MessageState told = arrived ? MessageState.UNDELIVERABLE : MessageState.DELIVERED;
    session.send(
        now,
        new QuerySmResp(
            CommandStatus.ESME_ROK,
            truth.sequenceNumber(),
            truth.messageId(),
            truth.finalDate(),
            told.code(),
            truth.errorCode(),
            Tlvs.EMPTY));
  }

  void alert() {
    session.sendRequest(
        now, sequence -> new AlertNotification(sequence, NOBODY, NOBODY, Tlvs.EMPTY));
  }

  void outbind() {
    session.sendRequest(now, sequence -> new Outbind(sequence, "coapsms", ""));
  }

  void enquire() {
    session.sendRequest(now, EnquireLink::new);
  }
}
