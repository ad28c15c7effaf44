package org.coapsms.codec.tpdu;

/** Tells how user data is to be read, TS 23.038 §4. */
public enum Alphabet {
  GSM7("GSM 7-bit"),
  OCTETS("8-bit data"),
  UCS2("UCS2");

  private final String description;

  Alphabet(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }
}
