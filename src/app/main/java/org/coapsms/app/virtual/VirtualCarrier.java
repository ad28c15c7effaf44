package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Input;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.Fate;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/**
 * Plays an SMSC account: takes submissions, answers them well or badly, and brings receipts and
 * messages again until the bridge has committed them.
 */
final class VirtualCarrier implements Terminal {
  private record Sent(String messageId, SubmissionId id) {}

  private static final Duration USUAL_ANSWER = Duration.ofMillis(200);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration BRING_AGAIN = Duration.ofSeconds(30);

  private final CarrierId id;
  private final Address number;
  private final MobileNetwork network;
  private final RandomGenerator random;
  private final Mischief mischief;
  private final VirtualNode node;
  private final List<CarrierId> inbound;
  private final Checks checks;
  private final Map<Long, Sent> sent = new HashMap<>();
  private final Map<String, ReceiptState> fates = new HashMap<>();
  private boolean down;
  private long submitted;
  private int answersGiven;

  VirtualCarrier(
      CarrierId id,
      Address number,
      MobileNetwork network,
      RandomGenerator random,
      Mischief mischief,
      VirtualNode node,
      List<CarrierId> inbound,
      Checks checks) {
    this.id = id;
    this.number = number;
    this.network = network;
    this.random = random;
    this.mischief = mischief;
    this.node = node;
    this.inbound = inbound;
    this.checks = checks;
  }

  @Override
  public Address number() {
    return number;
  }

  CarrierId id() {
    return id;
  }

  /** How many short messages it has carried towards devices. */
  long submitted() {
    return submitted;
  }

  /** Loses its connection, or has it again. */
  void down(Instant now, boolean isDown) {
    down = isDown;
    node.handle(now, new Input.AvailabilityChanged(id, !isDown), committed -> {});
  }

  boolean isDown() {
    return down;
  }

  /** Takes a submission or not; whether it left. */
  boolean submit(Instant now, Submission submission) {
    int life = node.incarnation();
    if (down) {
      answer(now, life, submission, new SubmissionOutcome.Refused(Cause.LOCAL, "bind down"));
      return false;
    }
    if (mischief.refuses(random)) {
      Cause cause = mischief.cause(random);
      answer(now, life, submission, new SubmissionOutcome.Refused(cause, cause.name()));
      return false;
    }
    if (mischief.dropsUnanswered(random)) {
      network.at(
          now.plus(RESPONSE_TIMEOUT),
          when -> tell(when, life, submission, new SubmissionOutcome.Unknown("no answer")));
      return false;
    }
    submitted++;
    String messageId = mischief.messageId(++answersGiven, random);
    long carried =
        network.submit(
            now,
            ShortMessage.ofOctets(number, submission.destination(), submission.userData()),
            submission.validity(),
            Optional.of(
                (when, networkId, message, fate, since) -> {
                  Sent what = sent.get(networkId);
                  if (what != null) {
                    report(when, what, message.to(), fate);
                  }
                }));
    sent.put(carried, new Sent(messageId, submission.id()));
    SubmissionOutcome accepted = new SubmissionOutcome.Accepted(messageId);
    if (mischief.losesAnswer(random)) {
      network.at(
          now.plus(RESPONSE_TIMEOUT),
          when -> tell(when, life, submission, new SubmissionOutcome.Unknown("no answer")));
    } else if (mischief.answersLate(random)) {
      network.at(
          now.plus(RESPONSE_TIMEOUT),
          when -> tell(when, life, submission, new SubmissionOutcome.Unknown("no answer")));
      network.at(
          now.plus(RESPONSE_TIMEOUT.multipliedBy(2)),
          when -> tell(when, life, submission, accepted));
    } else {
      answer(now, life, submission, accepted);
    }
    return true;
  }

  /** Answers what it knows of a message, if it has its connection. */
  void query(Instant now, Query query) {
    if (down) {
      return;
    }
    // Who gives ids twice cannot tell of which message it is asked.
    ReceiptState state =
        mischief.repeatsIds()
            ? ReceiptState.UNCONFIRMED
            : fates.getOrDefault(query.messageId(), ReceiptState.UNCONFIRMED);
    int life = node.incarnation();
    network.at(
        now.plus(USUAL_ANSWER),
        when -> {
          if (node.isUp() && node.incarnation() == life) {
            Receipt answer = Receipt.answering(query, state, state.name());
            node.handle(when, new Input.ReceiptArrived(answer), committed -> {});
          }
        });
  }

  @Override
  public void arrived(Instant now, Delivery delivery) {
    ShortMessage message = delivery.message();
    // Networks hand messages to a number to whichever of its connections they like.
    CarrierId through = inbound.size() == 1 ? id : inbound.get(random.nextInt(inbound.size()));
    bring(
        now,
        new Input.SmsArrived(
            new IncomingSms(
                through,
                message.from(),
                message.protocolId(),
                message.dataCoding(),
                message.userData(),
                mischief.hasTimeStamps()
                    ? Optional.of(delivery.serviceCentreTime())
                    : Optional.empty())),
        () -> checks.messageCommitted(message));
  }

  private void report(Instant now, Sent what, Address recipient, Fate fate) {
    ReceiptState state =
        switch (fate) {
          case DELIVERED -> ReceiptState.DELIVERED;
          case EXPIRED -> ReceiptState.FAILED_TEMPORARY;
          case UNDELIVERABLE -> mischief.undeliverable(random);
        };
    fates.put(what.messageId(), state);
    if (mischief.saysStillTrying(random)) {
      bring(now, receipt(what.messageId(), recipient, ReceiptState.STILL_TRYING), () -> {});
    }
    if (state != ReceiptState.DELIVERED) {
      checks.answers().failureTold(what.id());
    }
    bring(
        now,
        receipt(what.messageId(), recipient, state),
        () -> {
          if (!mischief.repeatsIds()) {
            checks.receiptCommitted(what.id());
          }
        });
  }

  private Input receipt(String messageId, Address recipient, ReceiptState state) {
    return new Input.ReceiptArrived(
        new Receipt(id, messageId, Optional.of(recipient), state, state.name()));
  }

  /** Brings something again and again until the bridge says that it has committed it. */
  private void bring(Instant now, Input input, Runnable taken) {
    node.handle(
        now,
        input,
        committed -> {
          if (committed) {
            taken.run();
          } else {
            network.at(now.plus(BRING_AGAIN), when -> bring(when, input, taken));
          }
        });
  }

  private void answer(Instant now, int life, Submission submission, SubmissionOutcome outcome) {
    network.at(
        now.plus(USUAL_ANSWER.multipliedBy(1 + random.nextInt(5))),
        when -> tell(when, life, submission, outcome));
  }

  private void tell(Instant now, int life, Submission submission, SubmissionOutcome outcome) {
    // The bind of a dead bridge is gone, and with it the answer.
    if (!node.isUp() || node.incarnation() != life) {
      return;
    }
    if (outcome instanceof SubmissionOutcome.Refused refused
        && refused.cause() == Cause.PERMANENT) {
      checks.answers().failureTold(submission.id());
    }
    node.handle(
        now,
        new Input.SubmissionEnded(submission.id(), outcome),
        committed -> {
          if (committed && outcome instanceof SubmissionOutcome.Accepted) {
            checks.acceptanceCommitted(submission.id(), node.store());
          }
        });
  }
}
