package org.coapsms.codec.receipt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Tells what became of a message: message_state of SMPP 3.4 §5.2.28 and 5.0 §4.7.15. */
public enum MessageState {
  SCHEDULED(0, "SCHEDLD"),
  ENROUTE(1, "ENROUTE"),
  DELIVERED(2, "DELIVRD"),
  EXPIRED(3, "EXPIRED"),
  DELETED(4, "DELETED"),
  UNDELIVERABLE(5, "UNDELIV"),
  ACCEPTED(6, "ACCEPTD"),
  UNKNOWN(7, "UNKNOWN"),
  REJECTED(8, "REJECTD"),
  SKIPPED(9, "SKIPPED");

  private final int code;
  private final String text;

  MessageState(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  /** The word in a receipt, seven letters. */
  public String text() {
    return text;
  }

  /** Whether nothing more will happen to the message. */
  public boolean isFinal() {
    return this != SCHEDULED && this != ENROUTE && this != ACCEPTED && this != UNKNOWN;
  }

  public static Optional<MessageState> fromCode(int code) {
    return Arrays.stream(values()).filter(state -> state.code == code).findFirst();
  }

  /** The state that a word of a receipt means, in any case and in the spellings seen so far. */
  public static Optional<MessageState> fromText(String word) {
    return switch (word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "")) {
      case "SCHEDLD", "SCHEDULED" -> Optional.of(SCHEDULED);
      case "ENROUTE", "BUFFRED", "BUFFERED" -> Optional.of(ENROUTE);
      case "DELIVRD", "DELIVERED", "DELIVERD" -> Optional.of(DELIVERED);
      case "EXPIRED" -> Optional.of(EXPIRED);
      case "DELETED" -> Optional.of(DELETED);
      case "UNDELIV", "UNDELIVRD", "UNDELIVERED", "UNDELIVERABLE", "FAILED" ->
          Optional.of(UNDELIVERABLE);
      case "ACCEPTD", "ACCEPTED" -> Optional.of(ACCEPTED);
      case "UNKNOWN" -> Optional.of(UNKNOWN);
      case "REJECTD", "REJECTED" -> Optional.of(REJECTED);
      case "SKIPPED" -> Optional.of(SKIPPED);
      default -> Optional.empty();
    };
  }
}
