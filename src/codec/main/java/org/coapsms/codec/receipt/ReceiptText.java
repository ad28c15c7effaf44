package org.coapsms.codec.receipt;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.coapsms.codec.Bytes;

/**
 * Holds the fields of a delivery receipt as their vendor wrote them; an empty field is an absent
 * one.
 *
 * @param id of the message: hexadecimal, decimal, padded or a UUID, as the vendor likes it
 * @param sub how many messages were submitted, normally digits
 * @param dlvrd how many were delivered, normally digits
 * @param submitDate normally YYMMDDhhmm, often with seconds
 * @param doneDate as {@code submitDate}
 * @param stat the word for the state, see {@link #state}
 * @param err of the network, not always a number
 * @param text the start of the message
 */
public record ReceiptText(
    Optional<String> id,
    Optional<String> sub,
    Optional<String> dlvrd,
    Optional<String> submitDate,
    Optional<String> doneDate,
    Optional<String> stat,
    Optional<String> err,
    Optional<String> text) {

  /**
   * Reads fields in any order and case; all but one of {@code id} and {@code stat} may be missing.
   *
   * @throws MalformedReceipt if both are missing; positions count characters
   */
  public static ReceiptText parse(String receipt) throws MalformedReceipt {
    return new ReceiptParser(receipt).parse();
  }

  /** Reads a short_message, each octet a character; positions count octets. */
  public static ReceiptText parse(Bytes receipt) throws MalformedReceipt {
    return parse(new String(receipt.toArray(), StandardCharsets.ISO_8859_1));
  }

  /** The state that the word in {@code stat} means, if it is a known one. */
  public Optional<MessageState> state() {
    return stat.flatMap(MessageState::fromText);
  }

  /** The receipt as SMPP 3.4 appendix B writes it, without the fields that are absent. */
  public String written() {
    StringBuilder written = new StringBuilder();
    write(written, "id", id);
    write(written, "sub", sub);
    write(written, "dlvrd", dlvrd);
    write(written, "submit date", submitDate);
    write(written, "done date", doneDate);
    write(written, "stat", stat);
    write(written, "err", err);
    write(written, "text", text);
    return written.toString();
  }

  private static void write(StringBuilder written, String label, Optional<String> value) {
    value.ifPresent(
        present ->
            written.append(written.isEmpty() ? "" : " ").append(label).append(':').append(present));
  }
}
