package org.coapsms.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.app.demo.Leg.Carrier;
import org.coapsms.app.demo.Leg.Hop;
import org.coapsms.app.demo.Leg.Step;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Noted;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.WireTrace;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.network.ShortMessage;

/**
 * Watches bridge and network and tells what happens as legs of a way, in the words of a newcomer.
 * Thread-safe: many threads tell it, one takes the legs.
 */
final class Legs implements EngineWatcher, NetworkListener {
  private static final String CLIENTS = "coap";
  private static final String UPSTREAM = "upstream";

  private final Address modem;
  private final BlockingQueue<Leg> legs = new LinkedBlockingQueue<>();

  /**
   * Starts to watch.
   *
   * @param modem the number of the bridge's modem; what has neither this nor a phone's is the
   *     SMSC's
   */
  Legs(Address modem) {
    this.modem = modem;
  }

  /** The next leg, or nothing if none happens within the time. */
  Optional<Leg> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(legs.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void trace(Instant at, WireTrace line) {
    // What crosses the carriers' wires is told by the network, which knows what is in it.
    switch (line.carrier().name()) {
      case CLIENTS -> add(at, Hop.CLIENT, !line.outbound(), line.octets(), client(line));
      case UPSTREAM -> add(at, Hop.SERVER, !line.outbound(), line.octets(), server(line));
      default -> {}
    }
  }

  @Override
  public void noted(Instant at, Noted noted) {
    // The detail starts with the engine's name for the reason; the words behind it say the same.
    String detail = noted.detail().replaceFirst("^[A-Z_]+: ", "");
    if (noted.kind() == EventKind.REQUEST_REFUSED) {
      add(at, Hop.BRIDGE, true, 0, "refuses: " + detail);
    } else if (noted.kind() == EventKind.EXCHANGE_FAILED) {
      add(at, Hop.BRIDGE, true, 0, "gives up: " + detail);
    } else if (noted.kind() == EventKind.MESSAGE_REPEATED
        || noted.kind() == EventKind.SEGMENT_REPEATED) {
      add(at, Hop.BRIDGE, true, 0, "sends again: " + detail);
    }
  }

  @Override
  public void happened(Instant now, Event event, long messageId, ShortMessage message) {
    boolean overModem = isModem(message.from()) || isModem(message.to());
    Carrier carrier = overModem ? Carrier.MODEM : Carrier.SMSC;
    boolean fromPhone = isPhone(message.from());
    int octets = message.octetsOnAir();
    String content = part(message) + content(message);
    switch (event) {
      case SUBMITTED ->
          legs.add(
              fromPhone
                  ? new Leg(
                      now,
                      Hop.RADIO,
                      carrier,
                      false,
                      octets,
                      "the phone's SMS to " + message.to() + content,
                      Step.SUBMITTED_BY_PHONE)
                  : new Leg(
                      now,
                      Hop.CARRIER,
                      carrier,
                      true,
                      octets,
                      (overModem ? "AT+CMGS to " : "submit_sm to ") + message.to() + content,
                      Step.SUBMITTED_BY_BRIDGE));
      case DELIVERED, DUPLICATED ->
          legs.add(
              fromPhone
                  ? new Leg(
                      now,
                      Hop.CARRIER,
                      carrier,
                      false,
                      octets,
                      (overModem ? "+CMTI, from " : "deliver_sm from ") + message.from() + content,
                      Step.ARRIVED)
                  : new Leg(
                      now,
                      Hop.RADIO,
                      carrier,
                      true,
                      octets,
                      "over the air to " + message.to() + part(message),
                      Step.ARRIVED));
      case REPORTED ->
          legs.add(
              new Leg(
                  now,
                  Hop.CARRIER,
                  carrier,
                  false,
                  0,
                  (overModem ? "status report" : "delivery receipt")
                      + ": it reached "
                      + message.to()
                      + part(message),
                  Step.REPORTED));
      case LOST, HELD, EXPIRED, UNDELIVERABLE, REPORT_LOST ->
          legs.add(
              new Leg(
                  now,
                  Hop.RADIO,
                  carrier,
                  !fromPhone,
                  0,
                  event.name().toLowerCase(Locale.ROOT).replace('_', ' ') + content,
                  Step.OTHER));
    }
  }

  private void add(Instant at, Hop hop, boolean towardsDevice, int octets, String what) {
    legs.add(new Leg(at, hop, Carrier.NONE, towardsDevice, octets, what, Step.OTHER));
  }

  private boolean isModem(Address number) {
    return number.value().equals(modem.value());
  }

  private boolean isPhone(Address number) {
    return number.isInternational() && !isModem(number);
  }

  private static String client(WireTrace line) {
    return switch (line.what()) {
      case "ACK Empty" ->
          line.outbound()
              ? "ACK: the bridge has it, the answer will follow"
              : "ACK: the client has the answer";
      default -> {
        String what = line.what() + target(line.detail());
        yield line.outbound() ? what + manner(line.what()) : what;
      }
    };
  }

  private static String server(WireTrace line) {
    return line.outbound()
        ? line.what() + target(line.detail()) + ", to the server for devices' requests"
        : line.what() + ", that server's answer";
  }

  private static String manner(String what) {
    if (what.startsWith("ACK")) {
      return ", the answer, on the acknowledgement";
    }
    return what.startsWith("CON") ? ", the answer, in a message of its own" : ", the answer";
  }

  /** What a request asks for: the trace has it behind the peer and the Message ID. */
  private static String target(String detail) {
    String[] words = detail.split(" ", 3);
    return words.length == 3 ? " " + words[2] : "";
  }

  private static String part(ShortMessage message) {
    return message
        .userData()
        .header()
        .concatenation()
        .map(segment -> ", part " + segment.sequence() + " of " + segment.total())
        .orElse("");
  }

  private static String content(ShortMessage message) {
    boolean first =
        message.userData().header().concatenation().map(Concatenation::sequence).orElse(1) == 1;
    if (!first) {
      return "";
    }
    try {
      CoapMessage coap = CoapMessage.decode(message.userData().octets());
      String path = coap.isRequest() ? " /" + String.join("/", coap.uriPath()) : "";
      return ", "
          + coap.type()
          + " "
          + (coap.isRequest() ? coap.code().description() : code(coap))
          + path;
    } catch (MalformedCoap cutWithinAnOption) {
      return "";
    }
  }

  private static String code(CoapMessage coap) {
    return coap.isEmpty() ? "Empty" : (coap.code() + " " + coap.code().description()).strip();
  }
}
