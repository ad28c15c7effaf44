package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.message.SubmissionId;

/**
 * Watches what devices do for clients and what those are told: at most one effect, the right answer
 * in time, and the truth where there is none.
 */
final class AnswerChecks {
  private record Execution(Subscriber device, int client) {}

  private record Done(Instant at, int messageId) {}

  private final Checks checks;
  private final VirtualDirectory directory;
  private final Map<Execution, Done> executed = new HashMap<>();
  private final Set<Execution> answeredByDevice = new HashSet<>();
  private final Set<SubmissionId> failuresTold = new HashSet<>();
  private int extraExecutions;

  AnswerChecks(Checks checks, VirtualDirectory directory) {
    this.checks = checks;
    this.directory = directory;
  }

  /** The network said that this segment has failed, truly or not. */
  void failureTold(SubmissionId id) {
    failuresTold.add(id);
  }

  /** How often a device that deduplicates executed a request again. */
  int extraExecutions() {
    return extraExecutions;
  }

  /** A device executed a request. */
  void executed(Instant now, Subscriber device, CoapMessage request, VirtualPhone phone) {
    Optional<Integer> client = Checks.number(request.uriQuery());
    if (client.isEmpty()) {
      return;
    }
    Execution execution = new Execution(device, client.get());
    Done before = executed.put(execution, new Done(now, request.messageId()));
    answeredByDevice.add(execution);
    if (before == null || !phone.deduplicates() || phone.rebootedSince(before.at())) {
      return;
    }
    extraExecutions++;
    boolean idempotent =
        request.code().equals(CoapCode.GET)
            || request.code().equals(CoapCode.PUT)
            || request.code().equals(CoapCode.DELETE);
    // Under another number of ours no device knows a copy for one.
    boolean asAnother = directory.hasSeveralNumbers() && before.messageId() != request.messageId();
    if (!idempotent) {
      checks.broken(
          "I2", request.code() + " executed again after " + Duration.between(before.at(), now));
    } else if (phone.remembers(before.at(), now) && !asAnother) {
      checks.broken("I2", "request " + client.get() + " executed twice within the device's memory");
    }
  }

  /** A client got an answer. */
  void answered(
      Instant now,
      VirtualClient client,
      Answer answer,
      boolean first,
      Optional<ClientExchange> exchange,
      VirtualStore store) {
    if (!client.isAccepted() && answer instanceof Answer.Response) {
      checks.broken("I1", "an answer without a request: " + client.id());
    }
    if (!first) {
      if (!client.answer().equals(Optional.of(answer)) && !isRefusal(client.answer())) {
        checks.broken("I2", "a second, other answer to " + client.id());
      }
      return;
    }
    if (answer instanceof Answer.Response response) {
      String payload = response.message().payload().toUtf8();
      if (!payload.equals(VirtualClient.MARK + client.number())) {
        checks.broken("I2", client.id() + " got the answer of another: " + payload);
      } else if (!answeredByDevice.contains(new Execution(client.device(), client.number()))) {
        checks.broken("I4", client.id() + " got an answer that no device gave");
      }
    } else if (answer instanceof Answer.Failure failure) {
      truthful(client, failure, exchange, store);
    }
    // A crash may delay the acceptance, and another one the answer.
    Instant accepted = exchange.map(ClientExchange::accepted).orElse(client.asked());
    if (now.isAfter(accepted.plus(directory.deadline()).plus(directory.longestDown()))) {
      checks.broken("I4", client.id() + " was answered after its deadline");
    }
  }

  /** Nothing is remembered of what was refused: asked again, it is another request. */
  private static boolean isRefusal(Optional<Answer> answer) {
    return answer.orElse(null) instanceof Answer.Failure failure
        && failure.reason() == Answer.Reason.OVERLOADED;
  }

  private void truthful(
      VirtualClient client,
      Answer.Failure failure,
      Optional<ClientExchange> exchange,
      VirtualStore store) {
    if (failure.reason() == Answer.Reason.UNDELIVERABLE
        && exchange.stream().noneMatch(e -> anyFailureTold(e, store))) {
      checks.broken(
          "I4", client.id() + " was told that it is undeliverable, and nobody had said so");
    }
    boolean nothingLeft =
        switch (failure.reason()) {
          case NOT_ALLOWED, OVERLOADED, NOTHING_SENT, TOO_LARGE -> true;
          case UNDELIVERABLE, RESET, TIMED_OUT -> false;
        };
    if (nothingLeft && client.shortMessages() > 0) {
      checks.broken(
          "I4", client.id() + " was told " + failure.reason() + " after " + client.shortMessages());
    }
  }

  private boolean anyFailureTold(ClientExchange exchange, VirtualStore store) {
    return exchange.progress().messages().stream()
        .flatMap(id -> store.message(id).stream())
        .flatMap(message -> message.segments().stream())
        .flatMap(segment -> segment.attempts().stream())
        .anyMatch(attempt -> failuresTold.contains(attempt.id()));
  }
}
