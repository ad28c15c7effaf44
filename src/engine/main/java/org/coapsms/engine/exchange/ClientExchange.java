package org.coapsms.engine.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.Answer;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;

/**
 * Is a request of an IP client to a device, with everything until its answer; afterwards what must
 * be remembered so that late copies are known for what they are.
 *
 * @param requestId by which the face knows it
 * @param origin what tells a repeated request from a new one
 * @param request as it goes on the air; Message ID and token are meant from stage ACTIVE on
 * @param deadline when it has failed
 * @param progress how far it has come
 * @param answer what the client was told, once it was
 */
public record ClientExchange(
    long id,
    RequestId requestId,
    String origin,
    Subscriber subscriber,
    CoapMessage request,
    Instant accepted,
    Instant deadline,
    Progress progress,
    Optional<Answer> answer)
    implements Entry {

  /** How far an exchange has come. */
  public enum Stage {
    /** Other requests to this subscriber go first. */
    WAITING,
    ACTIVE,
    /** An Empty ACK came: the device promised a separate response. */
    ACKNOWLEDGED,
    FINISHED
  }

  /**
   * How far an exchange has come.
   *
   * @param lateCopies how many copies of the response came after the first
   */
  public record Progress(Stage stage, Sent sent, Times times, int lateCopies) {

    static Progress waiting() {
      return new Progress(Stage.WAITING, Sent.NOTHING, Times.NONE, 0);
    }

    Progress sent(CarrierId via, long message) {
      return new Progress(Stage.ACTIVE, sent.and(via, message), times.sentAgain(), lateCopies);
    }

    Progress via(CarrierId other) {
      return with(sent.via(other));
    }

    Progress numberedAnew(int formerMessageId) {
      return with(sent.numberedAnew(formerMessageId));
    }

    Progress left(Instant at, Optional<Instant> newRepeatAt) {
      return with(sent.left(at)).repeatAt(newRepeatAt);
    }

    Progress repeatAt(Optional<Instant> at) {
      return with(times.repeatAt(at));
    }

    Progress heldUntil(Instant until) {
      return with(times.heldUntil(until));
    }

    Progress noMoreCopies(Instant deadline) {
      return with(times.heldUntil(deadline).repeatAt(Optional.empty()));
    }

    Progress asked(Instant answeredBy) {
      return with(times.asked(answeredBy));
    }

    Progress acknowledged() {
      return new Progress(Stage.ACKNOWLEDGED, sent, times.repeatAt(Optional.empty()), lateCopies);
    }

    Progress finished(Instant forget) {
      return new Progress(Stage.FINISHED, sent, Times.NONE.forgetAt(forget), lateCopies);
    }

    Progress anotherLateCopy() {
      return new Progress(stage, sent, times, lateCopies + 1);
    }

    /** How often the whole message has gone again. */
    int copies() {
      return Math.max(0, sent.messages().size() - 1);
    }

    Optional<CarrierId> carrier() {
      return sent.carrier();
    }

    /** The copies that were sent, oldest first. */
    public List<Long> messages() {
      return sent.messages();
    }

    private Progress with(Sent changed) {
      return new Progress(stage, changed, times, lateCopies);
    }

    private Progress with(Times changed) {
      return new Progress(stage, sent, changed, lateCopies);
    }
  }

  /**
   * What was sent for an exchange.
   *
   * @param carrier through which it goes, once chosen
   * @param messages the copies, oldest first
   * @param formerMessageIds under which it went through carriers with other numbers
   * @param lastLeft when the last segment of the newest copy left or may have left
   */
  public record Sent(
      Optional<CarrierId> carrier,
      List<Long> messages,
      List<Integer> formerMessageIds,
      Optional<Instant> lastLeft) {
    static final Sent NOTHING = new Sent(Optional.empty(), List.of(), List.of(), Optional.empty());

    public Sent {
      messages = List.copyOf(messages);
      formerMessageIds = List.copyOf(formerMessageIds);
    }

    Sent and(CarrierId via, long message) {
      return new Sent(
          Optional.of(via), plus(messages, message), formerMessageIds, Optional.empty());
    }

    Sent via(CarrierId other) {
      return new Sent(Optional.of(other), messages, formerMessageIds, lastLeft);
    }

    Sent numberedAnew(int former) {
      return new Sent(carrier, messages, plus(formerMessageIds, former), lastLeft);
    }

    Sent left(Instant at) {
      return new Sent(carrier, messages, formerMessageIds, Optional.of(at));
    }

    private static <T> List<T> plus(List<T> list, T one) {
      List<T> longer = new ArrayList<>(list);
      longer.add(one);
      return longer;
    }
  }

  /**
   * When an exchange must be looked at.
   *
   * @param repeatAt when the whole message may have to go again
   * @param holdUntil until when the network says it goes on trying
   * @param asked whether the carrier was asked what became of the newest copy
   * @param forgetAt when a finished exchange need not be known any more
   */
  public record Times(
      Optional<Instant> repeatAt,
      Optional<Instant> holdUntil,
      boolean asked,
      Optional<Instant> forgetAt) {
    static final Times NONE =
        new Times(Optional.empty(), Optional.empty(), false, Optional.empty());

    Times sentAgain() {
      return new Times(Optional.empty(), holdUntil, false, forgetAt);
    }

    Times repeatAt(Optional<Instant> at) {
      return new Times(at, holdUntil, asked, forgetAt);
    }

    Times heldUntil(Instant until) {
      Instant longer = holdUntil.filter(until::isBefore).orElse(until);
      return new Times(repeatAt, Optional.of(longer), asked, forgetAt);
    }

    Times asked(Instant answeredBy) {
      return new Times(Optional.of(answeredBy), holdUntil, true, forgetAt);
    }

    Times forgetAt(Instant at) {
      return new Times(repeatAt, holdUntil, asked, Optional.of(at));
    }
  }

  static EntryKey key(long id) {
    return new EntryKey(EntryKey.Kind.CLIENT_EXCHANGE, Long.toString(id));
  }

  @Override
  public EntryKey key() {
    return key(id);
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.of(subscriber);
  }

  @Override
  public Optional<Instant> due() {
    if (stage() == Stage.FINISHED) {
      return progress.times().forgetAt();
    }
    return progress
        .times()
        .repeatAt()
        .filter(at -> at.isBefore(deadline))
        .or(() -> Optional.of(deadline));
  }

  Stage stage() {
    return progress.stage();
  }

  /** Whether a message with this Message ID may belong to it. */
  public boolean hasMessageId(int messageId) {
    return request.messageId() == messageId
        || progress.sent().formerMessageIds().contains(messageId);
  }

  ClientExchange with(Progress changed) {
    return new ClientExchange(
        id, requestId, origin, subscriber, request, accepted, deadline, changed, answer);
  }

  ClientExchange onAir(CoapMessage numbered) {
    return new ClientExchange(
        id, requestId, origin, subscriber, numbered, accepted, deadline, progress, answer);
  }

  ClientExchange askedBy(RequestId newest) {
    return new ClientExchange(
        id, newest, origin, subscriber, request, accepted, deadline, progress, answer);
  }

  ClientExchange finished(Answer given, Instant forget) {
    return new ClientExchange(
        id,
        requestId,
        origin,
        subscriber,
        request.withPayload(Bytes.EMPTY).withOptions(List.of()),
        accepted,
        deadline,
        progress.finished(forget),
        Optional.of(given));
  }
}
