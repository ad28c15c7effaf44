package org.coapsms.simulator.modem;

import java.time.Instant;

/**
 * Tells of something that a TE typed against the grammar of ITU-T V.250 and TS 27.005.
 *
 * @param detail what was typed, shortened
 */
public record Violation(Instant at, Kind kind, String detail) {
  /** Lists what a TE should not do. */
  public enum Kind {
    WHILE_SENDING("typed something between Ctrl-Z and the result: some modems abort"),
    WHILE_RUNNING("began a command line while another command was running: some modems drop it"),
    BEFORE_PROMPT("typed a PDU without waiting for the prompt"),
    CTRL_Z_WITHOUT_PROMPT("typed Ctrl-Z where no prompt had asked for it: may send half a message"),
    PDU_AS_COMMAND("typed a PDU where commands are expected"),
    WRONG_PDU("typed a PDU that is not one, or not as long as AT+CMGS had said"),
    LINE_TOO_LONG("typed a command line of more than 2048 characters"),
    LAST_PIN_TRY("spent the last attempt at the PIN");

    private final String what;

    Kind(String what) {
      this.what = what;
    }

    /** A sentence for people, its subject being the program that uses the modem. */
    public String what() {
      return what;
    }
  }

  @Override
  public String toString() {
    return kind + " " + detail;
  }
}
