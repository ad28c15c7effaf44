package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.Immutable;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists how the id of a receipt may differ from the one that answered the submission. In each, both
 * become a key, and equal keys mean the same message. The order is that of likelihood.
 */
enum IdRelation {
  CASE("letters of the other case", IdRelation::lower, IdRelation::lower),
  PADDING("more or fewer zeros in front", IdRelation::unpadded, IdRelation::unpadded),
  DECIMAL_OF_HEX("decimal where the answer was hexadecimal", IdRelation::hex, IdRelation::decimal),
  HEX_OF_DECIMAL("hexadecimal where the answer was decimal", IdRelation::decimal, IdRelation::hex),
  MORE_BEHIND("a suffix that the answer did not have", IdRelation::whole, IdRelation::head),
  LESS_BEHIND("without the suffix of the answer", IdRelation::head, IdRelation::whole);

  /** Makes a key of an id; none if the id is not of the kind. */
  @Immutable
  @FunctionalInterface
  private interface Key {
    Optional<String> of(String id);
  }

  /** 64 bits have 16 hexadecimal or 20 decimal digits; a few zeros may stand before them. */
  private static final int MAX_DIGITS = 24;

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1," + MAX_DIGITS + "}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1," + MAX_DIGITS + "}");
  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}");
  private static final Pattern SUFFIX = Pattern.compile("[-./:_@#|,][^-./:_@#|,]{1,12}$");

  private final String words;
  private final Key answerKey;
  private final Key receiptKey;

  IdRelation(String words, Key answerKey, Key receiptKey) {
    this.words = words;
    this.answerKey = answerKey;
    this.receiptKey = receiptKey;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** The key of an id from submit_sm_resp; empty if this relation is not for such. */
  Optional<String> ofAnswer(String id) {
    return answerKey.of(id);
  }

  /** The key of an id from a receipt; empty if this relation is not for such. */
  Optional<String> ofReceipt(String id) {
    return receiptKey.of(id);
  }

  /** What an answer must have said for this receipt, by the form of other answers. */
  Optional<String> answer(String receiptId, IdShape shape) {
    return switch (this) {
      case CASE -> shape.hasLetters() ? Optional.of(shape.cased(receiptId)) : Optional.empty();
      case PADDING, DECIMAL_OF_HEX -> ofReceipt(receiptId).map(shape::padded).map(shape::cased);
      case HEX_OF_DECIMAL ->
          ofReceipt(receiptId).map(key -> new BigInteger(key, 16).toString()).map(shape::padded);
      case MORE_BEHIND -> ofReceipt(receiptId);
      // What the suffix was, nobody can know.
      case LESS_BEHIND -> Optional.empty();
    };
  }

  private static Optional<String> whole(String id) {
    return Optional.of(id);
  }

  private static Optional<String> head(String id) {
    String head = SUFFIX.matcher(id).replaceFirst("");
    return head.equals(id) || head.isEmpty() || UUID.matcher(id).matches()
        ? Optional.empty()
        : Optional.of(head);
  }

  private static Optional<String> lower(String id) {
    return Optional.of(id.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> unpadded(String id) {
    return HEX.matcher(id).matches()
        ? Optional.of(new BigInteger(id, 16).toString(16))
        : Optional.empty();
  }

  /** Numbers become hexadecimal keys without limit of size: ids beyond 2^63 occur. */
  private static Optional<String> hex(String id) {
    return unpadded(id);
  }

  private static Optional<String> decimal(String id) {
    return DECIMAL.matcher(id).matches()
        ? Optional.of(new BigInteger(id).toString(16))
        : Optional.empty();
  }
}
