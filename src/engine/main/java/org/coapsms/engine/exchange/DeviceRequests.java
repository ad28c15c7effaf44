package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Action;
import org.coapsms.engine.Answer;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.message.IncomingMessage;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Priority;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/**
 * Carries requests of devices to the IP side: executed once, acknowledged in time, and answered
 * again when the device asks again. Not thread-safe.
 */
public class DeviceRequests {
  /** How often copies of one request may cost another SMS. */
  private static final int MOST_RESENDS = 3;

  /** The octets have the Message ID in them, which a rebooted device uses for something else. */
  private record Name(Subscriber from, int port, Bytes octets) {}

  private record SeparateId(Subscriber to, int messageId) {}

  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final Messages messages;
  private final Timing timing;
  private final MessageIds ids;
  private final MessageIds.InUse inUse;
  private final DuplicateRule duplicateRule;
  private final Map<Name, DeviceRequestId> byName = new HashMap<>();
  private final Map<SeparateId, DeviceRequestId> bySeparateId = new HashMap<>();

  public DeviceRequests(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      Messages messages,
      Timing timing,
      MessageIds ids,
      MessageIds.InUse inUse,
      DuplicateRule duplicateRule) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.messages = messages;
    this.timing = timing;
    this.ids = ids;
    this.inUse = inUse;
    this.duplicateRule = duplicateRule;
  }

  /** A request came from a device: new, or a copy of one that is known. */
  public void arrived(Instant now, long id, IncomingMessage incoming, CoapMessage request) {
    Optional<DeviceRequest> known = known(now, incoming);
    if (known.isPresent()) {
      repeated(now, known.get(), incoming);
      return;
    }
    DeviceProfile profile = directory.profile(incoming.from());
    Optional<Instant> ackDue =
        request.type() == CoapType.CON && profile.acknowledgesDevice()
            ? Optional.of(now.plus(timing.ackHold(incoming.carrier(), profile)))
            : Optional.empty();
    DeviceRequest fresh =
        new DeviceRequest(
            new DeviceRequestId(id),
            incoming.from(),
            incoming.carrier(),
            incoming.port(),
            request,
            incoming.octets(),
            now,
            incoming.serviceCentreTime(),
            now.plus(profile.deduplication().deviceSpan()),
            DeviceRequest.Progress.begin(now, ackDue));
    byName.put(name(fresh), fresh.id());
    ledger.put(fresh);
    outputs.note(EventKind.DEVICE_REQUEST_ACCEPTED, fresh.from(), request.code().toString());
    outputs.act(new Action.AskUpstream(fresh.id(), fresh.from(), request));
  }

  /** The upstream's answer, or why there is none. */
  public void answered(Instant now, DeviceRequestId id, Answer answer) {
    Optional<DeviceRequest> found =
        ledger
            .find(DeviceRequest.key(id), DeviceRequest.class)
            .filter(request -> request.progress().answer().isEmpty());
    if (found.isEmpty()) {
      return;
    }
    DeviceRequest request = found.get();
    CoapMessage response = response(request, answer);
    if (messages.tooLarge(request.from(), response.encode()).isPresent()) {
      response =
          response(
              request,
              Answer.failure(Answer.Reason.TOO_LARGE, "the answer is too large for this device"));
    }
    Optional<Integer> separate =
        response.type() == CoapType.ACK ? Optional.empty() : Optional.of(response.messageId());
    Bytes octets = response.encode();
    OutgoingMessage message = send(now, request, Priority.RESPONSE, octets);
    ledger.put(request.with(request.progress().answered(now, octets, separate, message.id())));
    separate.ifPresent(
        messageId -> bySeparateId.put(new SeparateId(request.from(), messageId), request.id()));
    outputs.note(EventKind.DEVICE_REQUEST_ANSWERED, request.from(), response.code().toString());
  }

  /** An Empty ACK or a Reset for a separate response of ours: it need not go again. */
  public boolean settled(Subscriber from, int messageId) {
    DeviceRequestId id = bySeparateId.get(new SeparateId(from, messageId));
    if (id == null) {
      return false;
    }
    ledger
        .find(DeviceRequest.key(id), DeviceRequest.class)
        .ifPresent(
            request -> {
              request.progress().messages().forEach(messages::stop);
              ledger.put(request.with(request.progress().nowSettled()));
            });
    return true;
  }

  /** Whether a Message ID towards a subscriber belongs to one of our separate responses. */
  public boolean uses(Subscriber to, int messageId) {
    return bySeparateId.containsKey(new SeparateId(to, messageId));
  }

  /** The last segment of an answer has left: a separate CON response is now waited for. */
  public void left(Instant now, OutgoingMessage message) {
    find(message)
        .filter(request -> awaitsAck(request) && newest(request) == message.id())
        .ifPresent(
            request -> {
              DeviceProfile profile = directory.profile(request.from());
              long copies = copies(request);
              Optional<Instant> again =
                  copies > profile.timing().maxRetransmit()
                      ? Optional.empty()
                      : Optional.of(
                          now.plus(
                              timing
                                  .ackTimeout(request.carrier(), profile)
                                  .multipliedBy(1L << Math.min(16, copies - 1))));
              ledger.put(request.with(request.progress().repeatAt(again)));
            });
  }

  /** An Empty ACK or a repetition is due, or the request need not be known any more. */
  public void due(Instant now, DeviceRequest request) {
    DeviceRequest.Progress progress = request.progress();
    if (!request.forgetAt().isAfter(now)) {
      forget(request);
    } else if (progress.ackDue().isPresent()) {
      OutgoingMessage ack = sendAck(now, request);
      ledger.put(request.with(progress.acknowledged(now, ack.id())));
    } else if (progress.repeatAt().isPresent()) {
      progress.messages().forEach(messages::stop);
      OutgoingMessage copy = send(now, request, Priority.RESPONSE, progress.answer().orElseThrow());
      outputs.note(EventKind.MESSAGE_REPEATED, request.from(), "separate response");
      ledger.put(
          request.with(
              progress.answered(
                  now, progress.answer().orElseThrow(), progress.separateId(), copy.id())));
    }
  }

  /** Takes over what the store remembered, and asks the upstream again where no answer is known. */
  public void recover() {
    ledger.entries().stream()
        .filter(DeviceRequest.class::isInstance)
        .map(DeviceRequest.class::cast)
        .forEach(
            request -> {
              byName.put(name(request), request.id());
              request
                  .progress()
                  .separateId()
                  .map(messageId -> new SeparateId(request.from(), messageId))
                  .ifPresent(separate -> bySeparateId.put(separate, request.id()));
              if (request.progress().answer().isEmpty()) {
                outputs.act(
                    new Action.AskUpstream(request.id(), request.from(), request.request()));
              }
            });
  }

  /** The request of which this is a copy. */
  private Optional<DeviceRequest> known(Instant now, IncomingMessage incoming) {
    DeviceRequestId id = byName.get(new Name(incoming.from(), incoming.port(), incoming.octets()));
    if (id == null) {
      return Optional.empty();
    }
    return ledger
        .find(DeviceRequest.key(id), DeviceRequest.class)
        .filter(before -> duplicateRule.isCopy(now, before, incoming));
  }

  private void repeated(Instant now, DeviceRequest request, IncomingMessage incoming) {
    outputs.note(
        EventKind.DEVICE_REQUEST_REPEATED, request.from(), "MID " + request.request().messageId());
    boolean networkCopy =
        incoming.serviceCentreTime().isPresent()
            && incoming.serviceCentreTime().equals(request.serviceCentreTime());
    DeviceRequest.Progress progress = request.progress();
    DeviceProfile profile = directory.profile(request.from());
    // What left a moment ago may still be on its way.
    Duration underWay = timing.leg(request.carrier(), profile);
    if (networkCopy
        || request.request().type() != CoapType.CON
        || progress.resends() >= MOST_RESENDS
        || progress.lastSent().plus(underWay).isAfter(now)) {
      return;
    }
    if (progress.answer().isPresent()) {
      OutgoingMessage again = send(now, request, Priority.RESPONSE, progress.answer().get());
      ledger.put(request.with(progress.resent(now, again.id())));
    } else if (progress.acknowledged()) {
      OutgoingMessage again = sendAck(now, request);
      ledger.put(request.with(progress.resent(now, again.id())));
    }
  }

  private CoapMessage response(DeviceRequest request, Answer answer) {
    CoapMessage asked = request.request();
    CoapMessage content =
        answer instanceof Answer.Response response
            ? response.message()
            : failure((Answer.Failure) answer);
    boolean ridesOnAck = asked.type() == CoapType.CON && !request.progress().acknowledged();
    CoapType type =
        ridesOnAck ? CoapType.ACK : asked.type() == CoapType.CON ? CoapType.CON : CoapType.NON;
    int messageId = ridesOnAck ? asked.messageId() : reserve(request.from());
    return content.withType(type).withMessageId(messageId).withToken(asked.token());
  }

  private static CoapMessage failure(Answer.Failure failure) {
    CoapCode code =
        switch (failure.reason()) {
          case NOT_ALLOWED, OVERLOADED, NOTHING_SENT -> CoapCode.of(5, 3);
          case TOO_LARGE, UNDELIVERABLE, RESET -> CoapCode.of(5, 2);
          case TIMED_OUT -> CoapCode.of(5, 4);
        };
    return CoapMessage.response(CoapType.ACK, code, Bytes.EMPTY)
        .withPayload(Bytes.ofUtf8(failure.detail()));
  }

  private int reserve(Subscriber to) {
    int messageId =
        ids.next(to, candidate -> inUse.test(to, candidate))
            .orElseThrow(() -> new IllegalStateException("no Message ID left for " + to));
    return messageId;
  }

  private OutgoingMessage sendAck(Instant now, DeviceRequest request) {
    return send(
        now,
        request,
        Priority.ACKNOWLEDGEMENT,
        CoapMessage.emptyAck(request.request().messageId()).encode());
  }

  private OutgoingMessage send(
      Instant now, DeviceRequest request, Priority priority, Bytes octets) {
    return messages.send(
        now,
        new Owner(Owner.Kind.DEVICE_REQUEST, request.id().value()),
        request.from(),
        request.carrier(),
        priority,
        octets,
        request.forgetAt());
  }

  private void forget(DeviceRequest request) {
    request.progress().messages().forEach(messages::forget);
    byName.remove(name(request), request.id());
    request
        .progress()
        .separateId()
        .map(messageId -> new SeparateId(request.from(), messageId))
        .ifPresent(bySeparateId::remove);
    ledger.remove(request.key());
  }

  private Optional<DeviceRequest> find(OutgoingMessage message) {
    return ledger.find(message.owner().entry(), DeviceRequest.class);
  }

  private boolean awaitsAck(DeviceRequest request) {
    return request.request().type() == CoapType.CON
        && request.progress().separateId().isPresent()
        && request.progress().answer().isPresent()
        && !request.progress().settled();
  }

  private long copies(DeviceRequest request) {
    Bytes answer = request.progress().answer().orElseThrow();
    return request.progress().messages().stream()
        .flatMap(id -> messages.find(id).stream())
        .filter(message -> message.octets().equals(answer))
        .count();
  }

  private static long newest(DeviceRequest request) {
    var all = request.progress().messages();
    return all.get(all.size() - 1);
  }

  private static Name name(DeviceRequest request) {
    return new Name(request.from(), request.port(), request.octets());
  }
}
