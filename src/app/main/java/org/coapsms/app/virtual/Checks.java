package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.ValidityPeriod;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.message.Attempt;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Submission;
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

  /** One of so many segments is written as a TPDU and read again, which takes long. */
  private static final int WIRE_SAMPLE = 8;

  /** What is one small entry for each subscriber or carrier. */
  private static final Set<EntryKey.Kind> FOR_EVER =
      Set.of(EntryKey.Kind.SUBSCRIBER, EntryKey.Kind.CARRIER_USAGE);

  private static final Duration GRACE = Duration.ofSeconds(1);

  private record Execution(Subscriber device, int client) {}

  private record Done(Instant at, int messageId) {}

  private record Identifier(Subscriber device, String kind, Object value) {}

  private record Use(long by, Instant at) {}

  private final long seed;
  private final VirtualDirectory directory;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<Execution, Done> executed = new HashMap<>();
  private final Map<Identifier, Use> uses = new HashMap<>();
  private final Set<Execution> answeredByDevice = new HashSet<>();
  private long event;
  private final Set<SubmissionId> failuresTold = new HashSet<>();
  private final Set<SubmissionId> receiptsCommitted = new HashSet<>();
  private final Map<Long, Long> newestMessage = new HashMap<>();
  private final DeviceTraffic deviceTraffic = new DeviceTraffic(this);
  private int submissions;
  private int extraExecutions;

  Checks(long seed, VirtualDirectory directory) {
    this.seed = seed;
    this.directory = directory;
  }

  DeviceTraffic deviceTraffic() {
    return deviceTraffic;
  }

  /** The network said that this segment has failed, truly or not. */
  void failureTold(SubmissionId id) {
    failuresTold.add(id);
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

  /** How often a device that deduplicates executed a request again. */
  int extraExecutions() {
    return extraExecutions;
  }

  /** A device executed a request. */
  void executed(Instant now, Subscriber device, CoapMessage request, VirtualPhone phone) {
    Optional<Integer> client = number(request.uriQuery());
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
      broken("I2", request.code() + " executed again after " + Duration.between(before.at(), now));
    } else if (phone.remembers(before.at(), now) && !asAnother) {
      broken("I2", "request " + client.get() + " executed twice within the device's memory");
    }
  }

  /** A segment was handed to a carrier. */
  void submitted(Instant now, Submission submission, VirtualStore store) {
    Optional<OutgoingMessage> message = store.messageOf(submission.id());
    if (message.isEmpty()) {
      broken("I3", "submission " + submission.id() + " left before it was recorded");
      return;
    }
    if (!directory.isDevice(submission.destination())) {
      broken("I9", "an SMS to " + submission.destination());
    }
    if (submissions++ % WIRE_SAMPLE == 0) {
      wireTruth(submission);
    }
    exchangeOf(message.get())
        .ifPresent(exchange -> oneSegmentOnly(now, exchange, message.get(), store));
    submission
        .userData()
        .header()
        .concatenation()
        .ifPresent(
            part ->
                used(
                    now,
                    new Identifier(message.get().to(), "reference", part.reference()),
                    message.get().id(),
                    directory.referenceMemory()));
  }

  /** An exchange was committed with the numbers that it has on the air. */
  void committed(Instant now, ClientExchange exchange) {
    if (exchange.progress().messages().isEmpty()) {
      return;
    }
    used(
        now,
        new Identifier(exchange.subscriber(), "token", exchange.request().token()),
        exchange.id(),
        directory.exchangeLifetime());
    used(
        now,
        new Identifier(exchange.subscriber(), "Message ID", exchange.request().messageId()),
        exchange.id(),
        directory.exchangeLifetime());
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
      broken("I1", "an answer without a request: " + client.id());
    }
    if (!first) {
      if (!client.answer().equals(Optional.of(answer)) && !isRefusal(client.answer())) {
        broken("I2", "a second, other answer to " + client.id());
      }
      return;
    }
    if (answer instanceof Answer.Response response) {
      String payload = response.message().payload().toUtf8();
      if (!payload.equals(VirtualClient.MARK + client.number())) {
        broken("I2", client.id() + " got the answer of another: " + payload);
      } else if (!answeredByDevice.contains(new Execution(client.device(), client.number()))) {
        broken("I4", client.id() + " got an answer that no device gave");
      }
    } else if (answer instanceof Answer.Failure failure) {
      truthful(client, failure, exchange, store);
    }
    // A crash may delay the acceptance, and another one the answer.
    Instant accepted = exchange.map(ClientExchange::accepted).orElse(client.asked());
    if (now.isAfter(accepted.plus(directory.deadline()).plus(directory.longestDown()))) {
      broken("I4", client.id() + " was answered after its deadline");
    }
  }

  /** Nothing is remembered of what was refused: asked again, it is another request. */
  private static boolean isRefusal(Optional<Answer> answer) {
    return answer.orElse(null) instanceof Answer.Failure failure
        && failure.reason() == Answer.Reason.OVERLOADED;
  }

  /** Everything the engine knows is in the store, and nothing else: a restart changes nothing. */
  void recoverable(Engine live, VirtualStore store) {
    different(store.load(), live.entries())
        .ifPresent(key -> broken("I8", "store and engine disagree about " + key));
  }

  /** Recovering twice from the same store gives the same, and forgets nothing of what is in it. */
  void recoveryIsRepeatable(Instant now, VirtualNode node) {
    Collection<Entry> once = node.recovered(now).entries();
    different(once, node.recovered(now).entries())
        .ifPresent(key -> broken("I8", "two recoveries from one store differ in " + key));
    Set<EntryKey> keys = new HashSet<>();
    once.forEach(entry -> keys.add(entry.key()));
    node.store().load().stream()
        .filter(entry -> !keys.contains(entry.key()))
        .findFirst()
        .ifPresent(entry -> broken("I8", "recovery forgot " + entry.key()));
  }

  /** Something that is not the same in both. */
  private static Optional<EntryKey> different(Collection<Entry> these, Collection<Entry> those) {
    Map<EntryKey, Entry> left = new HashMap<>();
    these.forEach(entry -> left.put(entry.key(), entry));
    for (Entry entry : those) {
      Entry other = left.remove(entry.key());
      // Mostly it is the very same object; comparing octets would take long.
      if (other != entry && !entry.equals(other)) {
        return Optional.of(entry.key());
      }
    }
    return left.keySet().stream().findFirst();
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

  private void truthful(
      VirtualClient client,
      Answer.Failure failure,
      Optional<ClientExchange> exchange,
      VirtualStore store) {
    if (failure.reason() == Answer.Reason.UNDELIVERABLE
        && exchange.stream().noneMatch(e -> anyFailureTold(e, store))) {
      broken("I4", client.id() + " was told that it is undeliverable, and nobody had said so");
    }
    boolean nothingLeft =
        switch (failure.reason()) {
          case NOT_ALLOWED, OVERLOADED, NOTHING_SENT, TOO_LARGE -> true;
          case UNDELIVERABLE, RESET, TIMED_OUT -> false;
        };
    if (nothingLeft && client.shortMessages() > 0) {
      broken(
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

  /** Where all but one segment arrived and that one has failed for now, it alone goes again. */
  private void oneSegmentOnly(
      Instant now, long exchange, OutgoingMessage leaving, VirtualStore store) {
    Duration open = directory.profile().timing().reassemblyTime();
    Long before = newestMessage.put(exchange, leaving.id());
    if (before == null || before == leaving.id() || leaving.segments().size() == 1) {
      return;
    }
    store
        .message(before)
        .filter(
            old ->
                old.firstLeft().filter(at -> now.isBefore(at.plus(open.dividedBy(2)))).isPresent())
        .filter(old -> now.isBefore(old.expires()))
        .filter(old -> old.deliveredSegments() == old.segments().size() - 1)
        .filter(old -> old.carrier().equals(leaving.carrier()))
        .stream()
        .flatMap(old -> old.segments().stream())
        .filter(segment -> !segment.delivered())
        .filter(segment -> segment.attempts().size() == 1)
        .filter(segment -> segment.attempts().get(0).state() == Attempt.State.FAILED)
        .findFirst()
        .ifPresent(
            segment -> broken("I3", "a whole message again although one segment was missing"));
  }

  private void used(Instant now, Identifier number, long by, Duration lifetime) {
    Use before = uses.get(number);
    if (before != null && before.by() != by && now.isBefore(before.at().plus(lifetime))) {
      broken("I2", number.kind() + " " + number.value() + " is used again");
    }
    if (before == null || before.by() != by) {
      uses.put(number, new Use(by, now));
    }
  }

  private void wireTruth(Submission submission) {
    SmsSubmit sent =
        new SmsSubmit(
            false,
            false,
            true,
            0,
            submission.destination(),
            0,
            submission.dataCoding(),
            ValidityPeriod.Relative.atMost(submission.validity().plus(GRACE)),
            submission.userData());
    try {
      if (!SmsSubmit.decode(sent.encode()).equals(sent)) {
        broken("I10", "a TPDU reads otherwise than it was written");
      }
    } catch (MalformedTpdu e) {
      broken("I10", e.toString());
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
