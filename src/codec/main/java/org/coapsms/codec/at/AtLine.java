package org.coapsms.codec.at;

import java.util.List;
import java.util.Optional;

/** Is one line that a modem said, without its line ends. */
public sealed interface AtLine {

  /**
   * Takes any line apart. What is none of the kinds below, or is one of them in a form that cannot
   * be understood, is {@link Other}; text mode headers are, too.
   */
  static AtLine parse(String line) {
    return AtLineParser.parse(line);
  }

  /** Ends a command well. */
  record Ok() implements AtLine {}

  /** Ends a command badly, without a reason: {@code ERROR} or a vendor's word for it. */
  record PlainError(String text) implements AtLine {}

  /** Ends a command for short messages badly; {@code +CMS ERROR: 500} if the words are unknown. */
  record CmsError(int code) implements AtLine {
    public CauseClass causeClass() {
      return CmsCause.of(code).causeClass();
    }

    public String description() {
      return CmsCause.of(code).description();
    }
  }

  /**
   * Ends any other command badly, TS 27.007 §9.2.
   *
   * @param code empty if the modem was told to answer in words
   * @param text what stood behind the colon
   */
  record CmeError(Optional<Integer> code, String text) implements AtLine {
    private static final int NETWORK_TIMEOUT = 31;
    private static final int UNKNOWN = 100;

    /** What it means where it ends {@code AT+CMGS}: most of these come from the modem itself. */
    public CauseClass causeClass() {
      int number = code.orElse(UNKNOWN);
      return number == NETWORK_TIMEOUT || number == UNKNOWN
          ? CauseClass.UNKNOWN_OUTCOME
          : CauseClass.LOCAL;
    }
  }

  /**
   * Announces a short message that was stored.
   *
   * @param memory empty where the modem has no usable one
   * @param index where it lies, from 0 or from 1; -1 if nowhere
   */
  record Cmti(String memory, int index) implements AtLine {}

  /**
   * Announces that the next line is a short message.
   *
   * @param length octets of the TPDU, without the service centre's address
   */
  record Cmt(String alpha, int length) implements AtLine {}

  /** Announces that the next line is a status report of so many octets. */
  record Cds(int length) implements AtLine {}

  /** Announces a status report that was stored; some modems name the wrong memory. */
  record Cdsi(String memory, int index) implements AtLine {}

  /** Says that the network took the short message; the status report will carry the reference. */
  record Cmgs(int reference) implements AtLine {}

  /** Stands before the PDU that {@code AT+CMGR} reads. */
  record CmgrHeader(int stat, int length) implements AtLine {}

  /** Stands before each PDU that {@code AT+CMGL} lists. */
  record CmglHeader(int index, int stat, int length) implements AtLine {}

  /**
   * Says whether the modem is registered: {@code +CREG}, {@code +CGREG} or {@code +CEREG}.
   *
   * @param command such as {@code CREG}
   * @param mode what the modem was told to report; only an answer has it
   * @param stat TS 27.007 §7.2
   * @param area location or tracking area code, in hexadecimal digits
   * @param cell in hexadecimal digits
   */
  record Registration(
      String command,
      Optional<Integer> mode,
      int stat,
      Optional<String> area,
      Optional<String> cell)
      implements AtLine {
    /** Whether short messages can be sent: at home or roaming, also where only these can. */
    public boolean isRegistered() {
      return switch (stat) {
        case 1, 5, 6, 7, 9, 10 -> true;
        default -> false;
      };
    }

    /** Whether the network has turned the modem away. */
    public boolean isDenied() {
      return stat == 3;
    }
  }

  /**
   * Says how well the modem hears the network.
   *
   * @param strength 0 to 31, or 99 for unknown
   * @param bitErrorRate 0 to 7, or 99 for unknown
   */
  record Signal(int strength, int bitErrorRate) implements AtLine {
    /** The strength in dBm, -113 to -51. */
    public Optional<Integer> dbm() {
      return strength >= 0 && strength <= 31 ? Optional.of(-113 + 2 * strength) : Optional.empty();
    }
  }

  /** Says what the SIM waits for: {@code READY}, {@code SIM PIN}, {@code NOT INSERTED}… */
  record PinState(String text) implements AtLine {
    public boolean isReady() {
      return text.equals("READY");
    }
  }

  /** Says how full the memories for reading, writing and receiving are, in this order. */
  record StorageState(List<Storage> storages) implements AtLine {
    public StorageState {
      storages = List.copyOf(storages);
    }
  }

  /**
   * Says how full one memory is.
   *
   * @param memory such as {@code SM}; empty where the modem does not name it
   */
  record Storage(Optional<String> memory, int used, int total) {
    public boolean isFull() {
      return total > 0 && used >= total;
    }
  }

  /** Is any other line, as it came but without white space around it. */
  record Other(String text) implements AtLine {}
}
