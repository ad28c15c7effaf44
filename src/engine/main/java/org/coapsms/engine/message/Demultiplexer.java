package org.coapsms.engine.message;

import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.engine.EventKind;

/**
 * Tells what an incoming short message is: data coding first (text is not CoAP), then its port.
 * What lies inside is looked at when the message is whole.
 */
final class Demultiplexer {
  private Demultiplexer() {}

  /** Either a segment to keep, or why the message is dropped without a word. */
  record Reading(
      Optional<EventKind> dropped, int port, Optional<Concatenation> place, Bytes octets) {
    private static Reading drop(EventKind why) {
      return new Reading(Optional.of(why), 0, Optional.empty(), Bytes.EMPTY);
    }
  }

  /**
   * @param mayBeUnmarked whether this sender may send without a port, because it is listed
   */
  static Reading read(IncomingSms sms, boolean mayBeUnmarked) {
    if (sms.dataCoding().alphabet() != Alphabet.OCTETS || sms.dataCoding().compressed()) {
      return Reading.drop(EventKind.SMS_NOT_BINARY);
    }
    Optional<Ports> ports = sms.userData().header().ports();
    if (ports.isEmpty() && !mayBeUnmarked) {
      return Reading.drop(EventKind.SMS_UNMARKED);
    }
    int port = ports.map(Ports::destination).orElse(Framing.COAP_PORT);
    if (port != Framing.COAP_PORT && port != Framing.COAPS_PORT) {
      return Reading.drop(EventKind.SMS_OTHER_PORT);
    }
    return new Reading(
        Optional.empty(), port, sms.userData().header().concatenation(), sms.userData().octets());
  }
}
