package org.coapsms.codec;

/**
 * Names a party of the mobile network, as TS 23.040 §9.1.2.5 and SMPP 3.4 §5.2.5 both carry it.
 *
 * @param typeOfNumber TON; values beyond {@link #ABBREVIATED} are kept as they came
 * @param numberingPlan NPI; 1 is ISDN (E.164)
 * @param value the digits without a leading '+', or the text of an alphanumeric address
 */
public record Address(int typeOfNumber, int numberingPlan, String value) {
  public static final int UNKNOWN = 0;
  public static final int INTERNATIONAL = 1;
  public static final int NATIONAL = 2;
  public static final int NETWORK_SPECIFIC = 3;
  public static final int SUBSCRIBER_NUMBER = 4;
  public static final int ALPHANUMERIC = 5;
  public static final int ABBREVIATED = 6;

  /** NPI of the ISDN numbering plan, E.164. */
  public static final int ISDN = 1;

  /** An E.164 number, with or without its '+'. */
  public static Address international(String number) {
    String digits = number.startsWith("+") ? number.substring(1) : number;
    return new Address(INTERNATIONAL, ISDN, digits);
  }

  /** A short code or a number of which nothing more is known. */
  public static Address unknown(String digits) {
    return new Address(UNKNOWN, ISDN, digits);
  }

  /** A number as a person writes it: international with '+', of unknown type without. */
  public static Address parse(String text) {
    return text.startsWith("+") ? international(text) : unknown(text);
  }

  public boolean isInternational() {
    return typeOfNumber == INTERNATIONAL;
  }

  public boolean isAlphanumeric() {
    return typeOfNumber == ALPHANUMERIC;
  }

  /** The number as a person writes it: {@code +491701234567}, {@code 10000} or {@code "ACME"}. */
  @Override
  public String toString() {
    if (isAlphanumeric()) {
      return '"' + value + '"';
    }
    return isInternational() ? "+" + value : value;
  }
}
