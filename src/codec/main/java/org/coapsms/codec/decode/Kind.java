package org.coapsms.codec.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names what octets can be; of several readings that fit, the first in this order is believed. */
public enum Kind {
  SMS_DELIVER("SMS-DELIVER"),
  SMS_SUBMIT("SMS-SUBMIT"),
  SMS_STATUS_REPORT("SMS-STATUS-REPORT"),
  SMPP("SMPP"),
  COAP("COAP"),
  UDH("UDH"),
  RECEIPT("RECEIPT");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** The name as people write it, such as {@code SMS-DELIVER}. */
  public String label() {
    return label;
  }

  /** The kind of this name in any case, with or without {@code SMS-}. */
  public static Optional<Kind> parse(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(wanted) || kind.label.equals("SMS-" + wanted))
        .findFirst();
  }

  /** Every name, for a message that lists them. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Kind::label).collect(Collectors.toList());
  }

  @Override
  public String toString() {
    return label;
  }
}
