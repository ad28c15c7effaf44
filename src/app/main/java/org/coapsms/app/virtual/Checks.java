package org.coapsms.app.virtual;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.message.Attempt;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.simulator.network.ShortMessage;

/**
 * Watches one history and says which promise was broken first. The names are those of the
 * reliability invariants: I1 nothing accepted is lost, I2 at most one effect and the right answer,
 * I3 nothing leaves unrecorded and the bill is bounded, I4 everything resolves truthfully, I6
 * memory is bounded, I8 a restart changes nothing, I9 no stranger costs an SMS, I10 what is on the
 * wire says what was meant.
 */
final class Checks {
  private static final int MOST_PARTIALS = 100;

  /** What is one small entry for each subscriber or carrier. */
  private static final Set<EntryKey.Kind> FOR_EVER =
      Set.of(EntryKey.Kind.SUBSCRIBER, EntryKey.Kind.CARRIER_USAGE);

  private final long seed;
  private final List<Violation> violations = new ArrayList<>();
  private long event;
  private final Set<SubmissionId> receiptsCommitted = new HashSet<>();
  private final AirChecks air;
  private final AnswerChecks answers;
  private final RecoveryChecks recovery = new RecoveryChecks(this);
  private final DeviceTraffic deviceTraffic = new DeviceTraffic(this);

  Checks(long seed, VirtualDirectory directory) {
    this.seed = seed;
    this.air = new AirChecks(this, directory);
    this.answers = new AnswerChecks(this, directory);
  }

  /** What leaves for the network. */
  AirChecks air() {
    return air;
  }

  /** What devices do for clients, and what those are told. */
  AnswerChecks answers() {
    return answers;
  }

  /** What a restart would find. */
  RecoveryChecks recovery() {
    return recovery;
  }

  DeviceTraffic deviceTraffic() {
    return deviceTraffic;
  }

  /** The bridge told the network that it has the last word on this segment. */
  void receiptCommitted(SubmissionId id) {
    receiptsCommitted.add(id);
  }

  /** The bridge told the network that it has this message. */
  void messageCommitted(ShortMessage message) {
    deviceTraffic.messageCommitted(message);
  }

  /** An acceptance is committed: a receipt that came before it must have found it. */
  void acceptanceCommitted(SubmissionId id, VirtualStore store) {
    if (!receiptsCommitted.contains(id)) {
      return;
    }
    store.messageOf(id).stream()
        .flatMap(message -> message.segments().stream())
        .flatMap(segment -> segment.attempts().stream())
        .filter(attempt -> attempt.id().equals(id))
        .filter(attempt -> attempt.state() == Attempt.State.ACCEPTED)
        .findFirst()
        .ifPresent(attempt -> broken("I1", "the receipt of submission " + id + " is forgotten"));
  }

  List<Violation> violations() {
    return violations;
  }

  boolean broken() {
    return !violations.isEmpty();
  }

  long event() {
    return event;
  }

  void nextEvent() {
    event++;
  }

  void nothingLost(VirtualStore store, List<VirtualClient> clients) {
    Set<String> open = new HashSet<>();
    for (Entry entry : store.load()) {
      if (entry instanceof ClientExchange exchange) {
        open.add(exchange.requestId().value());
      }
    }
    clients.stream()
        .filter(client -> client.isAccepted() && client.answer().isEmpty())
        .filter(client -> !open.contains(client.id().value()))
        .findFirst()
        .ifPresent(client -> broken("I1", client.id() + " was accepted and is lost"));
  }

  /** Nothing is under way any more. */
  void ended(Engine engine, List<VirtualClient> clients, int mostPerExchange) {
    deviceTraffic.ended();
    clients.stream()
        .filter(client -> client.isAccepted() && client.answer().isEmpty())
        .findFirst()
        .ifPresent(client -> broken("I4", client.id() + " was never answered"));
    clients.stream()
        .filter(client -> client.shortMessages() > mostPerExchange)
        .findFirst()
        .ifPresent(
            client -> broken("I3", client.id() + " cost " + client.shortMessages() + " SMS"));
    engine.entries().stream()
        .filter(entry -> !FOR_EVER.contains(entry.key().kind()))
        .findFirst()
        .ifPresent(entry -> broken("I6", "still remembered at the end: " + entry.key()));
  }

  void bounded(Engine engine) {
    long partials =
        engine.entries().stream()
            .filter(e -> e.key().kind() == EntryKey.Kind.PARTIAL_MESSAGE)
            .count();
    if (partials > MOST_PARTIALS) {
      broken("I6", partials + " incomplete messages");
    }
  }

  /** The client for whom a submission leaves, where it is for a client. */
  static Optional<Long> exchangeOf(OutgoingMessage message) {
    return message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE
        ? Optional.of(message.owner().id())
        : Optional.empty();
  }

  static Optional<Integer> number(List<String> query) {
    return query.stream()
        .filter(q -> q.startsWith(VirtualClient.MARK))
        .map(q -> Integer.parseInt(q.substring(VirtualClient.MARK.length())))
        .findFirst();
  }

  static Bytes mark(int client) {
    return Bytes.ofUtf8(VirtualClient.MARK + client);
  }

  void broken(String invariant, String what) {
    violations.add(new Violation(seed, event, invariant, what));
  }
}
