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
   * How far an exchange has come and what was sent for it.
   *
   * @param carrier through which it goes, once chosen
   * @param messages the copies that were sent, oldest first
   * @param lastLeft when the last segment of the newest copy left or may have left
   * @param repeatAt when the whole message may have to go again
   * @param holdUntil until when the network says it goes on trying
   * @param forgetAt when a finished exchange need not be known any more
   * @param lateCopies how many copies of the response came after the first
   */
  public record Progress(
      Stage stage,
      Optional<CarrierId> carrier,
      List<Long> messages,
      Optional<Instant> lastLeft,
      Optional<Instant> repeatAt,
      Optional<Instant> holdUntil,
      Optional<Instant> forgetAt,
      int lateCopies) {
    public Progress {
      messages = List.copyOf(messages);
    }

    static Progress waiting() {
      return new Progress(
          Stage.WAITING,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0);
    }

    Progress sent(CarrierId via, long message) {
      List<Long> copies = new ArrayList<>(messages);
      copies.add(message);
      return new Progress(
          Stage.ACTIVE,
          Optional.of(via),
          copies,
          Optional.empty(),
          Optional.empty(),
          holdUntil,
          forgetAt,
          lateCopies);
    }

    Progress via(CarrierId other) {
      return new Progress(
          stage, Optional.of(other), messages, lastLeft, repeatAt, holdUntil, forgetAt, lateCopies);
    }

    Progress left(Instant at, Optional<Instant> newRepeatAt) {
      return new Progress(
          stage, carrier, messages, Optional.of(at), newRepeatAt, holdUntil, forgetAt, lateCopies);
    }

    Progress repeatAt(Optional<Instant> at) {
      return new Progress(stage, carrier, messages, lastLeft, at, holdUntil, forgetAt, lateCopies);
    }

    Progress heldUntil(Instant until) {
      return new Progress(
          stage, carrier, messages, lastLeft, repeatAt, Optional.of(until), forgetAt, lateCopies);
    }

    Progress acknowledged() {
      return new Progress(
          Stage.ACKNOWLEDGED,
          carrier,
          messages,
          lastLeft,
          Optional.empty(),
          holdUntil,
          forgetAt,
          lateCopies);
    }

    Progress finished(Instant forget) {
      return new Progress(
          Stage.FINISHED,
          carrier,
          messages,
          lastLeft,
          Optional.empty(),
          Optional.empty(),
          Optional.of(forget),
          lateCopies);
    }

    Progress anotherLateCopy() {
      return new Progress(
          stage, carrier, messages, lastLeft, repeatAt, holdUntil, forgetAt, lateCopies + 1);
    }

    /** How often the whole message has gone again. */
    int copies() {
      return Math.max(0, messages.size() - 1);
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
      return progress.forgetAt();
    }
    return progress.repeatAt().filter(at -> at.isBefore(deadline)).or(() -> Optional.of(deadline));
  }

  Stage stage() {
    return progress.stage();
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
