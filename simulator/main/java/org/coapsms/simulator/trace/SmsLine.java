package org.coapsms.simulator.trace;

import java.util.Locale;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.framing.PayloadKind;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.network.ShortMessage;

/** Formats one step in the life of one SMS, the same way everywhere. */
public final class SmsLine {
  private static final int TEXT_SHOWN = 40;

  private SmsLine() {}

  /**
   * One aligned line, such as {@code delivered #12 10000 -> +491700000001 1/1 23B CON GET ...}:
   * event, network's id, from, to, part of how many, size on the air, content as far as it shows.
   */
  public static String of(NetworkListener.Event event, long id, ShortMessage message) {
    String part =
        message
            .userData()
            .header()
            .concatenation()
            .map(segment -> segment.sequence() + "/" + segment.total())
            .orElse("1/1");
    String line =
        String.format(
            "%-13s #%-5d %14s -> %-14s %5s %4s %s",
            event.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            id,
            message.from(),
            message.to(),
            part,
            message.octetsOnAir() + "B",
            content(message));
    return line.stripTrailing();
  }

  private static String content(ShortMessage message) {
    if (message.dataCoding().alphabet() != Alphabet.OCTETS) {
      String text = message.userData().text(message.dataCoding()).replaceAll("\\p{Cntrl}", " ");
      return '"' + (text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) : text) + '"';
    }
    Bytes payload = message.userData().octets();
    boolean first =
        message.userData().header().concatenation().map(Concatenation::sequence).orElse(1) == 1;
    if (!first || PayloadKind.of(payload) != PayloadKind.COAP) {
      return "";
    }
    try {
      return CoapMessage.decode(payload).toString();
    } catch (MalformedCoap e) {
      return ""; // cut within an option, or no CoAP after all
    }
  }
}
