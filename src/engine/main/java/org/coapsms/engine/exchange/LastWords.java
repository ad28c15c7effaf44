package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.coapsms.engine.Action;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.exchange.ClientExchange.Stage;
import org.coapsms.engine.message.OutgoingMessage;

/** Finds the true words for a request that was not answered, and says after a crash what was. */
final class LastWords {
  /** A client that does not want to hear anything any more. */
  static final RequestId NOBODY = new RequestId("");

  /** How long after an exchange ended its answer is given again if the bridge restarts. */
  private static final Duration SAY_AGAIN = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Outputs outputs;
  private final Timing timing;

  LastWords(Ledger ledger, Outputs outputs, Timing timing) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.timing = timing;
  }

  /** What a client is told whose deadline has come. */
  static Answer atDeadline(ClientExchange exchange, List<OutgoingMessage> copies) {
    if (exchange.stage() == Stage.ACKNOWLEDGED) {
      return Answer.failure(Reason.TIMED_OUT, "the device has the request but did not answer");
    }
    if (copies.stream().allMatch(copy -> copy.firstLeft().isEmpty())) {
      return Answer.failure(Reason.NOTHING_SENT, "no carrier could take the request in time");
    }
    return copies.stream().anyMatch(OutgoingMessage::outcomeUnknown)
        ? Answer.failure(Reason.TIMED_OUT, "no answer; outcome unknown")
        : Answer.failure(Reason.TIMED_OUT, "no answer; the request may have been executed");
  }

  /** What was decided just before a crash may not have been said; saying it twice does no harm. */
  void again(Instant now) {
    ledger.entries().stream()
        .filter(ClientExchange.class::isInstance)
        .map(ClientExchange.class::cast)
        .filter(exchange -> exchange.stage() == Stage.FINISHED)
        .filter(exchange -> !exchange.requestId().equals(NOBODY))
        .filter(
            exchange ->
                exchange
                    .progress()
                    .times()
                    .forgetAt()
                    .filter(at -> at.minus(timing.memory(exchange)).plus(SAY_AGAIN).isAfter(now))
                    .isPresent())
        .forEach(
            exchange ->
                exchange
                    .answer()
                    .ifPresent(
                        answer ->
                            outputs.act(new Action.AnswerClient(exchange.requestId(), answer))));
  }
}
