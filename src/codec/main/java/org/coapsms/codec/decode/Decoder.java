package org.coapsms.codec.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.Malformed;
import org.coapsms.codec.receipt.MalformedReceipt;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.PduFraming;
import org.coapsms.codec.tpdu.MalformedTpdu;

/**
 * Finds out what octets are.
 *
 * <p>Every kind is tried, a short message also behind the address of a service centre, if its
 * length is 0 or 2 to 11 and the type that follows has its top bit set. The reading that consumes
 * all octets wins; of several, those that break no rule of their specification that a parser
 * forgives (the top bit of an address's type, the fill digit of an odd number, digits of a time, a
 * code or option of CoAP that nobody has registered, a user data header without ports and parts) go
 * first; then the order of {@link Kind}; then the reading with a service centre. Text that is no
 * hexadecimal is a receipt or nothing; hexadecimal of printable text that is a receipt is one.
 */
public final class Decoder {
  private Decoder() {}

  /**
   * Reads hexadecimal digits, in which white space, colons and a leading 0x are skipped, or the raw
   * text of a receipt.
   *
   * @param as the only kind to try
   * @throws Malformed if no reading consumes everything: the error of the one that got furthest
   */
  public static Decoded decode(String input, Optional<Kind> as) throws Malformed {
    String digits = input.replaceAll("[\\s:]", "").replaceFirst("^0[xX]", "");
    int wrong = firstNonDigit(digits);
    if (wrong < 0 && digits.length() % 2 == 0 && !digits.isEmpty()) {
      return decode(Bytes.fromHex(digits), as);
    }
    if (as.isEmpty() || as.get() == Kind.RECEIPT) {
      try {
        return ReceiptView.read(input.strip()).decoded();
      } catch (MalformedReceipt malformed) {
        if (as.isPresent()) {
          throw malformed;
        }
      }
    }
    if (digits.isEmpty()) {
      throw new Undecodable(0, "nothing to decode");
    }
    throw wrong >= 0
        ? new Undecodable(wrong / 2, "no hexadecimal digit: '" + digits.charAt(wrong) + "'")
        : new Undecodable(digits.length() / 2, "half an octet at the end");
  }

  /**
   * Reads octets.
   *
   * @param as the only kind to try
   * @throws Malformed if no reading consumes everything: the error of the one that got furthest
   */
  public static Decoded decode(Bytes octets, Optional<Kind> as) throws Malformed {
    List<Attempt> attempts = attempts(octets, as);
    if (as.isEmpty()) {
      attempts.replaceAll(Decoder::withoutHeaderOfNothing);
    }
    Optional<Decoded> best = firstReading(attempts, true).or(() -> firstReading(attempts, false));
    if (best.isPresent()) {
      return best.get();
    }
    Attempt furthest = attempts.get(0);
    for (Attempt attempt : attempts) {
      if (attempt.reach() > furthest.reach()) {
        furthest = attempt;
      }
    }
    throw furthest.error().orElseThrow();
  }

  private static Optional<Decoded> firstReading(List<Attempt> attempts, boolean plausible) {
    return attempts.stream()
        .flatMap(attempt -> attempt.reading().stream())
        .filter(reading -> reading.plausible() || !plausible)
        .map(Reading::decoded)
        .findFirst();
  }

  // Whatever starts with a zero has a user data header of no elements: nobody would call it one.
  private static Attempt withoutHeaderOfNothing(Attempt attempt) {
    boolean nothing =
        attempt
            .reading()
            .filter(reading -> reading.decoded().kind() == Kind.UDH && !reading.plausible())
            .isPresent();
    return nothing
        ? Attempt.failed(new MalformedTpdu(0, "a user data header without ports and parts"), 0)
        : attempt;
  }

  /** All that was tried, in the order in which it is believed. */
  private static List<Attempt> attempts(Bytes octets, Optional<Kind> as) {
    List<Attempt> attempts = new ArrayList<>();
    if (as.isEmpty() && isPrintable(octets)) {
      // No binary kind is printable all through, but for the strangest CoAP.
      attempts.add(attempt(Kind.RECEIPT, octets));
    }
    for (Kind kind : Kind.values()) {
      if (as.isEmpty() || as.get() == kind) {
        attempts.addAll(attemptsAt(kind, octets));
      }
    }
    return attempts;
  }

  private static List<Attempt> attemptsAt(Kind kind, Bytes octets) {
    boolean shortMessage =
        kind == Kind.SMS_DELIVER || kind == Kind.SMS_SUBMIT || kind == Kind.SMS_STATUS_REPORT;
    if (!shortMessage) {
      return List.of(attempt(kind, octets));
    }
    List<Attempt> attempts = new ArrayList<>();
    if (TpduView.mayStartWithServiceCentre(octets)) {
      attempts.add(shortMessage(kind, octets, true));
    }
    attempts.add(shortMessage(kind, octets, false));
    return attempts;
  }

  private static Attempt shortMessage(Kind kind, Bytes octets, boolean prefixed) {
    int impossible = TpduView.impossibleAddressType(kind, octets, prefixed);
    try {
      return Attempt.of(TpduView.read(kind, octets, prefixed));
    } catch (Malformed malformed) {
      boolean earlier = impossible >= 0 && impossible < malformed.offset();
      return Attempt.failed(malformed, earlier ? impossible : malformed.offset());
    }
  }

  private static Attempt attempt(Kind kind, Bytes octets) {
    try {
      return switch (kind) {
        case SMPP -> Attempt.of(SmppView.read(octets));
        case COAP -> Attempt.of(CoapView.read(octets));
        case UDH -> Attempt.of(ContentView.readHeaderAndPayload(octets));
        case RECEIPT -> Attempt.of(ReceiptView.read(octets));
        default -> throw new IllegalArgumentException("tried elsewhere: " + kind);
      };
    } catch (Malformed malformed) {
      boolean noPdu = kind == Kind.SMPP && !startsLikeSmpp(octets);
      return Attempt.failed(malformed, noPdu ? 0 : malformed.offset());
    }
  }

  // Any octets "end before" a huge command_length; that is no sign of SMPP.
  private static boolean startsLikeSmpp(Bytes octets) {
    if (octets.size() < 8) {
      return false;
    }
    long length = Long.parseLong(octets.slice(0, 4).toHex(), 16);
    int commandId = (int) Long.parseLong(octets.slice(4, 8).toHex(), 16);
    return length <= PduFraming.DEFAULT_MAX_LENGTH && CommandId.isKnown(commandId);
  }

  private static boolean isPrintable(Bytes octets) {
    for (int i = 0; i < octets.size(); i++) {
      int octet = octets.at(i);
      boolean text = (octet >= 0x20 && octet < 0x7F) || octet == '\r' || octet == '\n';
      boolean nulAtEnd = octet == 0 && i == octets.size() - 1;
      if (!text && !nulAtEnd) {
        return false;
      }
    }
    return !octets.isEmpty();
  }

  private static int firstNonDigit(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), 16) < 0 || digits.charAt(i) > 'f') {
        return i;
      }
    }
    return -1;
  }
}
