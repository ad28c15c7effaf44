package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;

/**
 * Says which part of which message a short message is, TS 23.040 §9.2.3.24.1 and §9.2.3.24.8.
 *
 * <pre>
 *   | 0x00 | 3 | reference                | total | sequence |
 *   | 0x08 | 4 | reference, high and low  | total | sequence |
 * </pre>
 *
 * Equal references of different width are different messages.
 *
 * @param bits the width of the reference, 8 or 16
 * @param reference the same in all parts
 * @param total the number of parts, 1 to 255
 * @param sequence the number of this part, 1 to {@code total}
 */
public record Concatenation(int bits, int reference, int total, int sequence)
    implements InformationElement {
  public static final int IDENTIFIER_8BIT = 0x00;
  public static final int IDENTIFIER_16BIT = 0x08;

  public Concatenation {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("a reference has 8 or 16 bits: " + bits);
    }
    if (reference < 0 || reference >>> bits != 0) {
      throw new IllegalArgumentException("reference of " + bits + " bits: " + reference);
    }
    if (total < 1 || total > 255 || sequence < 1 || sequence > total) {
      throw new IllegalArgumentException("part " + sequence + " of " + total);
    }
  }

  @Override
  public int identifier() {
    return bits == 8 ? IDENTIFIER_8BIT : IDENTIFIER_16BIT;
  }

  @Override
  public Bytes data() {
    return bits == 8
        ? Bytes.of(reference, total, sequence)
        : Bytes.of(reference >>> 8, reference, total, sequence);
  }

  /** Whether a receiver may use the element; total 0, sequence 0 or beyond total means ignore. */
  static boolean isValid(int identifier, Bytes data) {
    boolean known =
        (identifier == IDENTIFIER_8BIT && data.size() == 3)
            || (identifier == IDENTIFIER_16BIT && data.size() == 4);
    if (!known) {
      return false;
    }
    int total = data.at(data.size() - 2);
    int sequence = data.at(data.size() - 1);
    return sequence >= 1 && sequence <= total;
  }

  static Concatenation read(Bytes data) {
    return data.size() == 3
        ? new Concatenation(8, data.at(0), data.at(1), data.at(2))
        : new Concatenation(16, data.at(0) << 8 | data.at(1), data.at(2), data.at(3));
  }
}
