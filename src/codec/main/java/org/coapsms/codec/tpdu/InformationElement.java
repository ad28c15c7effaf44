package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;

/** Is one entry of a user data header, TS 23.040 §9.2.3.24: identifier, length, data. */
public sealed interface InformationElement permits Concatenation, Ports, UnknownElement {

  /** Which kind of element it is, 0 to 255. */
  int identifier();

  /** What follows the length. */
  Bytes data();

  /**
   * The element that these octets mean. Known elements of a wrong length or with impossible content
   * are to be ignored by a receiver, and so are kept as unknown ones.
   */
  static InformationElement of(int identifier, Bytes data) {
    if (Concatenation.isValid(identifier, data)) {
      return Concatenation.read(data);
    }
    if (Ports.isValid(identifier, data)) {
      return Ports.read(data);
    }
    return new UnknownElement(identifier, data);
  }
}
