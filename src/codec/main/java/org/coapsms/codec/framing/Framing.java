package org.coapsms.codec.framing;

import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;

/**
 * Says how a message is marked in 8-bit short messages. The ports stand in front of the
 * concatenation, the order in which WAP gateways have always sent them, so that the first elements
 * are the same whether a message has one part or more.
 *
 * <pre>
 *   MARKED, whole:      | 06 | 05 04 dest dest src src | 133 octets |
 *   MARKED, k of n:     | 0C | 05 04 dest dest src src | 08 04 ref ref n k | 127 octets |
 *   BARE, whole:        | 140 octets |
 *   BARE, k of n:       | 05 | 00 03 ref n k | 134 octets |
 * </pre>
 */
public enum Framing {
  /** 16-bit ports and 16-bit references: what both ends are known to understand. */
  MARKED(16),
  /** No ports, 8-bit references: the LwM2M devices that are listed for it. */
  BARE(8);

  /** The CoAP port of RFC 7252, in short messages as in UDP. */
  public static final int COAP_PORT = 5683;

  /** The same behind DTLS. */
  public static final int COAPS_PORT = 5684;

  /** CoAP on both ends. */
  public static final Ports COAP_PORTS = new Ports(16, COAP_PORT, COAP_PORT);

  /** CoAP behind DTLS on both ends. */
  public static final Ports COAPS_PORTS = new Ports(16, COAPS_PORT, COAPS_PORT);

  /** The most parts that a concatenation element can count. */
  public static final int MAX_PARTS = 255;

  private final int referenceBits;

  Framing(int referenceBits) {
    this.referenceBits = referenceBits;
  }

  /** The header of a message that fits one short message. */
  public UserDataHeader header(Ports ports) {
    return this == MARKED ? UserDataHeader.of(ports) : UserDataHeader.EMPTY;
  }

  /**
   * The header of part {@code sequence} of {@code total}; one part alone is not concatenated.
   *
   * @param reference 0 to {@link #references()} - 1
   * @throws IllegalArgumentException if the numbers are no part or no reference
   */
  public UserDataHeader header(Ports ports, int reference, int total, int sequence) {
    Concatenation part = new Concatenation(referenceBits, reference, total, sequence);
    return total == 1 ? header(ports) : header(ports).plus(part);
  }

  /** How many octets fit one short message alone. */
  public int room() {
    return UserData.MAX_OCTETS - header(COAP_PORTS).size();
  }

  /** How many octets fit each part of several. */
  public int roomOfPart() {
    return UserData.MAX_OCTETS - header(COAP_PORTS, 0, MAX_PARTS, 1).size();
  }

  /**
   * How many short messages a message of so many octets takes.
   *
   * @throws IllegalArgumentException if more than {@link #MAX_PARTS}
   */
  public int parts(int octets) {
    if (octets <= room()) {
      return 1;
    }
    int parts = (octets - 1) / roomOfPart() + 1;
    if (parts > MAX_PARTS) {
      throw new IllegalArgumentException(octets + " octets take " + parts + " short messages");
    }
    return parts;
  }

  /** How many concatenation references there are before they repeat. */
  public int references() {
    return 1 << referenceBits;
  }
}
