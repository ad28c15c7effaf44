package org.coapsms.app.demo;

import java.util.Locale;
import org.coapsms.app.demo.Leg.Hop;
import org.coapsms.app.terminal.Ink;

/**
 * Draws a leg as one line of a picture that has the same four columns throughout:
 *
 * <pre>
 *   0.004  client ──▶ bridge                            CON GET coap+sms://+491700000001/test
 *   0.052             bridge ──▶ SMSC             20 B  submit_sm to +491700000001, CON GET /test
 *   1.133                        SMSC  ──▶ phone  20 B  over the air to +491700000001
 * </pre>
 */
final class LegLine {
  private static final String RIGHT = " ──▶ ";
  private static final String LEFT = " ◀── ";
  private static final String SECOND_COLUMN = " ".repeat("client ──▶ ".length());
  private static final String THIRD_COLUMN = " ".repeat("client ──▶ bridge ──▶ ".length());
  private static final int PICTURE = "client ──▶ bridge ──▶ modem ──▶ phone".length();

  private final Ink ink;

  LegLine(Ink ink) {
    this.ink = ink;
  }

  /** The line; {@code time} is at its beginning, already aligned. */
  String of(String time, Leg leg) {
    String picture = pad(picture(leg), PICTURE);
    String size = leg.octets() == 0 ? "" : leg.octets() + " B";
    String line = time + "  " + coloured(leg, picture) + String.format(Locale.ROOT, " %6s  ", size);
    return line + leg.what();
  }

  private String coloured(Leg leg, String picture) {
    if (leg.hop() == Hop.BRIDGE) {
      return ink.faint(picture);
    }
    return leg.towardsDevice() ? ink.outbound(picture) : ink.inbound(picture);
  }

  private static String picture(Leg leg) {
    String arrow = leg.towardsDevice() ? RIGHT : LEFT;
    String carrier =
        switch (leg.carrier()) {
          case SMSC -> "SMSC ";
          case MODEM -> "modem";
          case NONE -> "";
        };
    return switch (leg.hop()) {
      case CLIENT -> "client" + arrow + "bridge";
      case SERVER -> "server" + arrow + "bridge";
      case CARRIER -> SECOND_COLUMN + "bridge" + arrow + carrier;
      case RADIO -> THIRD_COLUMN + carrier + arrow + "phone";
      case BRIDGE -> SECOND_COLUMN + "bridge";
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
