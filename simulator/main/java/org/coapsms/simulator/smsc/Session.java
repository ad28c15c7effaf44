package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.EnquireLink;
import org.coapsms.codec.smpp.EnquireLinkResp;
import org.coapsms.codec.smpp.GenericNack;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.QuerySm;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.SubmitSm;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.smpp.Unbind;
import org.coapsms.codec.smpp.UnbindResp;
import org.jspecify.annotations.Nullable;

/** One SMPP session: acts on what {@link SessionState} says. Owned by the network's thread. */
final class Session {
  private static final long USUAL_PDUS_TO_CLOSE = 10;

  /**
   * How long an ESME that has unbound may take to close the connection. jsmpp loses the answer to
   * its unbind if the connection ends right behind it.
   */
  private static final Duration UNBIND_GRACE = Duration.ofMillis(500);

  private final Smsc smsc;
  private final PduSink sink;
  private final Outlet outlet;
  private final Watch watch;
  private final Unanswered window = new Unanswered();
  private final HeldBack heldBack;
  private SessionState state = SessionState.OPEN;
  private @Nullable Account account;
  private String systemId = "";
  private int interfaceVersion;
  private int claimedVersion;
  private int lastSequence;
  private int unanswered;
  private long arrivals;
  private Instant throttledUntil = Instant.MIN;

  Session(Instant now, Smsc smsc, PduSink sink) {
    this.smsc = smsc;
    this.sink = sink;
    this.outlet = new Outlet(smsc.network(), sink);
    this.heldBack = new HeldBack(smsc.network());
    this.watch = new Watch(smsc.config().timers(), now);
  }

  void connected(Instant now) {
    smsc.misbehaviour().at(Occasion.CONNECTION, now, this, new EnquireLink(0), later -> {});
  }

  void handle(Instant now, Inbound inbound) {
    if (state == SessionState.CLOSED) {
      return;
    }
    watch.heard(now);
    if (inbound instanceof Inbound.Understood understood) {
      trace(now, true, understood.pdu());
      arrived(now, understood.pdu());
    } else if (inbound instanceof Inbound.Junk junk) {
      smsc.tracing().junk(now, systemId, sink.remotePort(), junk);
      send(now, new GenericNack(junk.status(), junk.sequenceNumber()));
      if (junk.framingLost()) {
        end(now);
      }
    }
  }

  private void arrived(Instant now, Pdu pdu) {
    Misbehaviour faults = smsc.misbehaviour();
    Consumer<Instant> usually = later -> act(later, pdu);
    boolean counts =
        ++arrivals % faults.every(now, SmscFault.CLOSE_AFTER_PDUS, USUAL_PDUS_TO_CLOSE) == 0;
    if (!state.isBound()) {
      act(now, pdu);
    } else if (!counts
        || !faults.strikes(Occasion.COUNTED_ARRIVAL, now, this, pdu, usually, later -> {})) {
      faults.at(Occasion.ARRIVAL, now, this, pdu, usually);
    }
  }

  private void act(Instant now, Pdu pdu) {
    switch (state.on(pdu.commandId())) {
      case BIND ->
          smsc.misbehaviour().at(Occasion.BIND, now, this, pdu, later -> bind(later, (Bind) pdu));
      case SUBMIT -> take(now, pdu, Submission.of((SubmitSm) pdu));
      case SUBMIT_DATA -> take(now, pdu, Submission.of((DataSm) pdu));
      case SUBMIT_GROUP -> takeGroup(now, (SubmitMulti) pdu);
      case QUERY -> {
        Pdu answer = smsc.submissions().query(bound(), (QuerySm) pdu);
        smsc.misbehaviour().at(Occasion.QUERY, now, this, answer, later -> send(later, answer));
      }
      case UNBIND ->
          smsc.misbehaviour().at(Occasion.UNBIND, now, this, pdu, later -> unbound(later, pdu));
      case ANSWER_ENQUIRY ->
          smsc.misbehaviour().at(Occasion.ENQUIRY, now, this, pdu, later -> alive(later, pdu));
      case DELIVERED -> delivered(now, pdu);
      case UNBOUND -> end(now);
      case IGNORE -> {}
      case REFUSE_ALREADY_BOUND -> refuse(now, pdu, CommandStatus.ESME_RALYBND);
      case REFUSE_CANCELLING -> refuse(now, pdu, CommandStatus.ESME_RCANCELFAIL);
      case REFUSE_REPLACING -> refuse(now, pdu, CommandStatus.ESME_RREPLACEFAIL);
      case REFUSE_STATE -> refuse(now, pdu, CommandStatus.ESME_RINVBNDSTS);
      case REFUSE_UNKNOWN ->
          send(now, new GenericNack(CommandStatus.ESME_RINVCMDID, pdu.sequenceNumber()));
    }
  }

  private void take(Instant now, Pdu pdu, Submission submission) {
    if (!throttles(now, pdu)) {
      smsc.submissions().take(now, this, bound(), pdu, submission);
    }
  }

  private void takeGroup(Instant now, SubmitMulti pdu) {
    if (!throttles(now, pdu)) {
      smsc.submissions().takeGroup(now, this, bound(), pdu);
    }
  }

  private boolean throttles(Instant now, Pdu pdu) {
    boolean throttled = now.isBefore(throttledUntil);
    if (throttled) {
      refuseLater(now, pdu.commandId(), pdu.sequenceNumber(), CommandStatus.ESME_RTHROTTLED);
    }
    return throttled;
  }

  private void alive(Instant now, Pdu enquiry) {
    send(now, new EnquireLinkResp(CommandStatus.ESME_ROK, enquiry.sequenceNumber()));
  }

  private void bind(Instant now, Bind bind) {
    if (state != SessionState.OPEN) {
      return;
    }
    Account admitted;
    try {
      admitted = smsc.admit(bind);
    } catch (Refused e) {
      refuse(now, bind, e.commandStatus());
      return;
    }
    account = admitted;
    systemId = bind.systemId();
    interfaceVersion = bind.interfaceVersion();
    state = SessionState.boundAs(bind.direction());
    send(now, smsc.bindResp(bind, claimedVersion));
    if (state.receives()) {
      admitted.deliveries().join(now, this);
    }
  }

  private void delivered(Instant now, Pdu answer) {
    window
        .remove(answer.sequenceNumber())
        .ifPresent(body -> bound().deliveries().answered(now, body, answer.commandStatus()));
  }

  private void unbound(Instant now, Pdu unbind) {
    send(now, new UnbindResp(CommandStatus.ESME_ROK, unbind.sequenceNumber()));
    lost(now);
    smsc.network().at(now.plus(UNBIND_GRACE), later -> sink.closeAfterwards());
  }

  /** Does what answers a submission once the configured latency is over. */
  void afterLatency(Instant now, Consumer<Instant> answer) {
    Duration latency = smsc.config().responseLatency();
    if (latency.isZero()) {
      answer.accept(now);
    } else {
      smsc.network().at(now.plus(latency), answer);
    }
  }

  void refuseLater(Instant now, int command, int sequenceNumber, int commandStatus) {
    afterLatency(
        now,
        later ->
            send(
                later,
                Refused.response(
                    CommandId.responseTo(command),
                    commandStatus,
                    sequenceNumber,
                    congestion(later))));
  }

  private void refuse(Instant now, Pdu request, int commandStatus) {
    int command = CommandId.responseTo(request.commandId());
    send(now, Refused.headerOnly(command, commandStatus, request.sequenceNumber()));
  }

  boolean hasRoom() {
    return window.size() < bound().description().window();
  }

  void deliver(Instant now, ShortMessageBody body) {
    int sequence = nextSequence();
    window.add(now, sequence, body);
    DeliverSm pdu = new DeliverSm(sequence, body);
    smsc.misbehaviour().at(Occasion.DELIVERY, now, this, pdu, later -> send(later, pdu));
  }

  /** Sends a request of the centre's own for whose answer nobody waits. */
  void sendRequest(Instant now, IntFunction<Pdu> withSequence) {
    send(now, withSequence.apply(nextSequence()));
  }

  void claimVersion(int version) {
    claimedVersion = version;
  }

  void throttleUntil(Instant end) {
    throttledUntil = end;
  }

  void stopReading(Instant now, Duration time) {
    sink.pauseReading();
    at(now.plus(time), later -> sink.resumeReading());
  }

  void at(Instant when, Consumer<Instant> action) {
    smsc.network().at(when, action);
  }

  /** Does something once another answer has been sent, or after a while. */
  void holdBack(Instant now, Duration patience, Consumer<Instant> action) {
    heldBack.add(now, patience, action);
  }

  /** Sends the answer to a submission, and behind it those that were to come after the next. */
  void sendAnswer(Instant now, Pdu answer) {
    send(now, answer);
    heldBack.release(now);
  }

  /** How many submissions wait for their answer. */
  int unanswered() {
    return unanswered;
  }

  void answerOwed() {
    unanswered++;
  }

  /** Answered, or never to be. */
  void answerSettled() {
    unanswered--;
  }

  /** What this ESME is told of how much its account has used of its limits. */
  Tlvs congestion(Instant now) {
    if (interfaceVersion < Smsc.VERSION_5_0) {
      return Tlvs.EMPTY;
    }
    Account customer = bound();
    return customer.description().limits().equals(Limits.NONE)
        ? Tlvs.EMPTY
        : Tlvs.of(Tlv.u8(TlvTag.CONGESTION_STATE, customer.allowance().congestion(now)));
  }

  Outlet outlet() {
    return outlet;
  }

  /** Asks the ESME to unbind; the connection ends with its answer. */
  void unbind(Instant now) {
    if (state.isBound()) {
      state = SessionState.UNBINDING;
      bound().deliveries().leave(this);
      send(now, new Unbind(nextSequence()));
    }
  }

  /** Ends the connection at once. */
  void drop(Instant now) {
    sink.closeNow();
    lost(now);
  }

  /** The connection is gone; another bind gets what this one had not answered. */
  void lost(Instant now) {
    if (state != SessionState.CLOSED) {
      state = SessionState.CLOSED;
      Account was = account;
      if (was != null) {
        was.deliveries().leave(this);
      }
      takeBack(now, window.removeAll());
    }
  }

  /** Looks whether anybody has been waiting for too long. */
  void tick(Instant now) {
    if (state == SessionState.CLOSED) {
      return;
    }
    switch (watch.step(now, state != SessionState.OPEN)) {
      case END -> end(now);
      case DROP -> drop(now);
      case ENQUIRE -> send(now, new EnquireLink(nextSequence()));
      case NOTHING -> {}
    }
    takeBack(now, window.removeOverdue(now, smsc.config().timers().response()));
  }

  boolean isOpen() {
    return state == SessionState.OPEN;
  }

  boolean isBoundTo(Account candidate) {
    return candidate == account && state != SessionState.CLOSED;
  }

  SmscState.BindState view() {
    String mode =
        switch (state) {
          case BOUND_TRANSMITTER -> "transmitter";
          case BOUND_RECEIVER -> "receiver";
          case BOUND_TRANSCEIVER -> "transceiver";
          case OPEN, UNBINDING, CLOSED -> "unbinding";
        };
    return new SmscState.BindState(
        systemId, mode, interfaceVersion, sink.remotePort(), window.size());
  }

  private void takeBack(Instant now, List<ShortMessageBody> unanswered) {
    if (!unanswered.isEmpty()) {
      bound().deliveries().takeBack(now, unanswered);
    }
  }

  private void end(Instant now) {
    sink.closeAfterwards();
    lost(now);
  }

  /** Sends, unless the session has ended. */
  void send(Instant now, Pdu pdu) {
    if (state != SessionState.CLOSED) {
      trace(now, false, pdu);
      if (state.isBound()) {
        smsc.misbehaviour().at(Occasion.WRITING, now, this, pdu, later -> outlet.send(pdu));
      } else {
        outlet.send(pdu);
      }
    }
  }

  /** Sends octets in place of those of a PDU. */
  void sendSpoilt(Instant now, Pdu pdu, Bytes octets) {
    if (state != SessionState.CLOSED) {
      smsc.tracing().spoilt(now, systemId, sink.remotePort(), pdu);
      outlet.octets(octets);
    }
  }

  private void trace(Instant now, boolean inbound, Pdu pdu) {
    smsc.tracing().pdu(now, systemId, sink.remotePort(), inbound, pdu);
  }

  private Account bound() {
    Account present = account;
    if (present == null) {
      throw new IllegalStateException("not bound in " + state);
    }
    return present;
  }

  private int nextSequence() {
    lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
    return lastSequence;
  }
}
