package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.runtime.SmsCarrier;

/** Is a carrier with one phone behind it, which a story plays: it hears, and it says. */
final class ScriptedPhone implements SmsCarrier {
  static final CarrierId ID = new CarrierId("fake");

  private final Address number;
  private final BlockingQueue<CoapMessage> heard = new LinkedBlockingQueue<>();
  private final Map<Integer, Bytes> parts = new TreeMap<>();
  private final AtomicInteger segments = new AtomicInteger();
  private final CompletableFuture<CarrierListener> listener = new CompletableFuture<>();

  ScriptedPhone(String number) {
    this.number = Address.international(number);
  }

  /** The next message that reached the phone. */
  CoapMessage hears() {
    try {
      CoapMessage next = heard.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a message for the phone").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void hasHeardNothingElse() {
    assertThat(heard).isEmpty();
  }

  /** How many short messages have come, whatever was in them. */
  int segments() {
    return segments.get();
  }

  void says(CoapMessage message) {
    Bytes octets = message.encode();
    int total = Framing.MARKED.parts(octets.size());
    int room = total == 1 ? Framing.MARKED.room() : Framing.MARKED.roomOfPart();
    for (int part = 1; part <= total; part++) {
      Bytes payload = octets.slice((part - 1) * room, Math.min(octets.size(), part * room));
      UserDataHeader header =
          Framing.MARKED.header(Framing.COAP_PORTS, message.messageId(), total, part);
      listener
          .join()
          .smsArrived(
              new IncomingSms(
                  ID,
                  number,
                  0,
                  DataCoding.OCTETS_8BIT,
                  UserData.ofOctets(header, payload),
                  Optional.of(Instant.EPOCH)),
              new CompletableFuture<>());
    }
  }

  @Override
  public CarrierId id() {
    return ID;
  }

  @Override
  public void start(CarrierListener newListener) {
    listener.complete(newListener);
    newListener.availabilityChanged(true, "ready");
  }

  @Override
  public void submit(Submission submission) {
    assertThat(submission.destination()).isEqualTo(number);
    String id = "id-" + segments.incrementAndGet();
    listener.join().submissionEnded(submission.id(), new SubmissionOutcome.Accepted(id));
    submission
        .userData()
        .header()
        .concatenation()
        .ifPresentOrElse(
            part -> {
              parts.put(part.sequence(), submission.userData().octets());
              if (parts.size() == part.total()) {
                Bytes whole = parts.values().stream().reduce(Bytes.EMPTY, Bytes::plus);
                parts.clear();
                hear(whole);
              }
            },
            () -> hear(submission.userData().octets()));
  }

  private void hear(Bytes octets) {
    try {
      heard.add(CoapMessage.decode(octets));
    } catch (MalformedCoap e) {
      throw new AssertionError("the bridge sent a malformed message", e);
    }
  }

  @Override
  public CarrierStatus status() {
    return new CarrierStatus(true, "ready");
  }

  @Override
  public void close() {}
}
