package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;

/**
 * Keeps an information element that this codec gives no meaning.
 *
 * @param identifier 0 to 255
 * @param data at most 253 octets
 */
public record UnknownElement(int identifier, Bytes data) implements InformationElement {
  public UnknownElement {
    if (identifier < 0 || identifier > 0xFF) {
      throw new IllegalArgumentException("the identifier is one octet: " + identifier);
    }
    if (data.size() > UserDataHeader.MAX_LENGTH - 2) {
      throw new IllegalArgumentException("too long for a header: " + data.size());
    }
  }
}
