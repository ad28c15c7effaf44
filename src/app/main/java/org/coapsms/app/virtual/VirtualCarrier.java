package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Input;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
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
  private static final Duration USUAL_ANSWER = Duration.ofMillis(200);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration BRING_AGAIN = Duration.ofSeconds(30);

  private final CarrierId id;
  private final Address number;
  private final MobileNetwork network;
  private final RandomGenerator random;
  private final Mischief mischief;
  private final VirtualNode node;
  private final Map<Long, String> ids = new HashMap<>();
  private long submitted;
  private int answersGiven;

  VirtualCarrier(
      CarrierId id,
      Address number,
      MobileNetwork network,
      RandomGenerator random,
      Mischief mischief,
      VirtualNode node) {
    this.id = id;
    this.number = number;
    this.network = network;
    this.random = random;
    this.mischief = mischief;
    this.node = node;
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

  void submit(Instant now, Submission submission) {
    int life = node.incarnation();
    if (mischief.refuses(random)) {
      Cause cause = mischief.cause(random);
      answer(now, life, submission, new SubmissionOutcome.Refused(cause, cause.name()));
      return;
    }
    if (mischief.dropsUnanswered(random)) {
      network.at(
          now.plus(RESPONSE_TIMEOUT),
          when -> tell(when, life, submission, new SubmissionOutcome.Unknown("no answer")));
      return;
    }
    submitted++;
    String messageId = mischief.messageId(++answersGiven, random);
    long carried =
        network.submit(
            now,
            ShortMessage.ofOctets(number, submission.destination(), submission.userData()),
            submission.validity(),
            Optional.of(
                (when, networkId, message, fate, since) ->
                    report(when, ids.getOrDefault(networkId, ""), message.to(), fate)));
    ids.put(carried, messageId);
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
  }

  @Override
  public void arrived(Instant now, Delivery delivery) {
    ShortMessage message = delivery.message();
    bring(
        now,
        new Input.SmsArrived(
            new IncomingSms(
                id,
                message.from(),
                message.protocolId(),
                message.dataCoding(),
                message.userData(),
                mischief.hasTimeStamps()
                    ? Optional.of(delivery.serviceCentreTime())
                    : Optional.empty())));
  }

  private void report(Instant now, String messageId, Address recipient, Fate fate) {
    ReceiptState state =
        switch (fate) {
          case DELIVERED -> ReceiptState.DELIVERED;
          case EXPIRED -> ReceiptState.FAILED_TEMPORARY;
          case UNDELIVERABLE -> mischief.undeliverable(random);
        };
    if (mischief.saysStillTrying(random)) {
      bring(now, receipt(messageId, recipient, ReceiptState.STILL_TRYING));
    }
    bring(now, receipt(messageId, recipient, state));
  }

  private Input receipt(String messageId, Address recipient, ReceiptState state) {
    return new Input.ReceiptArrived(
        new Receipt(id, messageId, Optional.of(recipient), state, state.name()));
  }

  /** Brings something again and again until the bridge says that it has committed it. */
  private void bring(Instant now, Input input) {
    node.handle(
        now,
        input,
        committed -> {
          if (!committed) {
            network.at(now.plus(BRING_AGAIN), when -> bring(when, input));
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
    if (node.isUp() && node.incarnation() == life) {
      node.handle(now, new Input.SubmissionEnded(submission.id(), outcome), committed -> {});
    }
  }
}
