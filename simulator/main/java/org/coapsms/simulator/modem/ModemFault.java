package org.coapsms.simulator.modem;

import java.time.Duration;
import org.coapsms.simulator.network.Fault;
import org.coapsms.simulator.network.Faults;

/**
 * Lists what a modem can do wrong, as real ones do. Each is a named fault of the mobile network,
 * off until switched on, for all modems or for one.
 */
enum ModemFault {
  ECHO_OFF(1, "echoOff", "does not echo a command line"),
  ECHO_GARBLED(1, "echoGarbled", "echoes other characters than were typed"),
  ECHO_TWICE(1, "echoTwice", "echoes a command line twice"),
  ECHO_STAYS(1, "echoStays", "says OK to ATE0 and goes on echoing"),
  URC_INTERLEAVED(
      2, "urcInterleaved", "says an unsolicited line at once, into a command line or an answer"),
  NOISE(2, "noise", "says an unsolicited line between a command's echo and its answer"),
  GLUED(3, "glued", "lets an unsolicited line follow a final result without a line end"),
  NO_LEADING_LINE_END(
      3, "noLeadingLineEnd", "begins an unsolicited line without a line end in front"),
  SINGLE_OCTETS(
      4, "singleOctets", 5, "answers octet by octet, with a pause after each (delay, else 5 ms)"),
  NO_PROMPT(5, "noPrompt", "gives no prompt for AT+CMGS; an ESC still frees it"),
  ERROR_AT_PROMPT(6, "errorAtPrompt", "answers AT+CMGS with +CMS ERROR: 500 instead of the prompt"),
  CMTI_EATS_PROMPT(
      7,
      "cmtiEatsPrompt",
      60_000,
      "says a +CMTI instead of the prompt, then +CME ERROR: 515 to everything until it restarts"
          + " (or for the delay, else 60 s)"),
  PROMPT_WITHOUT_SPACE(8, "promptWithoutSpace", "prompts with CR LF > alone"),
  PROMPT_WITH_LINE_END(8, "promptWithLineEnd", "prompts with CR LF > CR LF"),
  OK_BEFORE_PDU(
      8, "okBeforePdu", "says OK right after the prompt; the message leaves without a result"),
  ERROR_MID_PDU(
      9, "errorMidPdu", "says ERROR while a PDU is typed and takes the rest for a command line"),
  PDU_REFUSED(9, "pduRefused", "refuses a correct PDU with +CMS ERROR: 304"),
  NO_RESULT(10, "noResult", "sends a message and never says so"),
  NO_REFERENCE(10, "noReference", "sends a message and says OK without +CMGS"),
  NO_OK(10, "noOk", "sends a message, says +CMGS and no OK"),
  ERROR_AFTER_SEND(10, "errorAfterSend", "sends a message and says +CMS ERROR: 500"),
  LATE_RESULT(11, "lateResult", 200_000, "sends a message and says so later (delay, else 200 s)"),
  LAG_ONE(11, "lagOne", "keeps an answer back until the next command, in front of its answer"),
  ABORT_ON_BYTE(
      12,
      "abortOnByte",
      "sends a message, but says ERROR at any octet typed between Ctrl-Z and the result"),
  STUCK_PROMPT(13, "stuckPrompt", "still waits for the rest of somebody's PDU when it is opened"),
  STALE_INPUT(14, "staleInput", "says the rest of an old answer, and noise, when it is opened"),
  REBOOT_MID_SEND(15, "rebootMidSend", "restarts instead of sending a message"),
  REBOOT_AFTER_SEND(15, "rebootAfterSend", "sends a message and restarts before it says so"),
  REBOOT(15, "reboot", "restarts instead of answering a command"),
  SIM_PULLED(16, "simPulled", 30_000, "loses its SIM at a command for a while (delay, else 30 s)"),
  NETWORK_LOST(
      17, "networkLost", 30_000, "loses its network at a command for a while (delay, else 30 s)"),
  CMS_ERROR(17, "cmsError", "refuses a message with +CMS ERROR: 38, which does not leave"),
  MEMORY_FULL(18, "memoryFull", "finds its storage full of other messages when a message arrives"),
  CMTI_TWICE(19, "cmtiTwice", "announces a stored message twice"),
  CMTI_GHOST(19, "cmtiGhost", "also announces a message at a place where none is"),
  CMTI_WITHOUT_PLACE(19, "cmtiWithoutPlace", "announces a stored message with +CMTI: ,-1"),
  CDSI_WRONG_STORAGE(19, "cdsiWrongStorage", "announces a stored report in another storage"),
  CMTI_LOST(20, "cmtiLost", "stores a message and does not say so"),
  CNMI_RESET(20, "cnmiReset", "falls back to the +CNMI of its start at a command"),
  CNMA_MISSED(21, "cnmaMissed", "takes an acknowledgement for missing although it came"),
  CNMA_REFUSED(21, "cnmaRefused", "refuses an acknowledgement with +CMS ERROR: 340"),
  HANG_UP(22, "hangUp", 5_000, "is unplugged at a command for a while (delay, else 5 s)"),
  WRONG_BAUD(24, "wrongBaud", "listens at 9600 baud only, so that all else is garbage"),
  STOP_READING(
      25, "stopReading", 30_000, "reads nothing from the line for a while (delay, else 30 s)"),
  DROP_CHARACTERS(
      26, "dropCharacters", "loses an octet of what comes in one piece of more than 32 octets"),
  SLEEP(27, "sleep", 5_000, "loses the first octet after a silence of the TE (delay, else 5 s)"),
  BUSY(28, "busy", "answers a message command with +CMS ERROR: 512"),
  SIM_BUSY(28, "simBusy", "answers a question about the SIM with +CME ERROR: 14"),
  MISLEADING_LINE(29, "misleadingLine", "adds lines to an answer that begin like final results"),
  ANSWER_WITHOUT_OK(30, "answerWithoutOk", "leaves out the OK behind an answer with lines"),
  ANSWER_AFTER_OK(31, "answerAfterOk", "says OK first and the answer's lines behind it"),
  NULS(32, "nuls", "puts NUL octets in front of an answer"),
  PARITY(32, "parity", "sets the eighth bit of an answer's octets as even parity does"),
  DOUBLE_RETURN(32, "doubleReturn", "ends an answer's lines with CR CR LF"),
  LINE_FEED_ONLY(32, "lineFeedOnly", "ends an answer's lines with LF"),
  RADIO_DEAD(33, "radioDead", "has no signal and searches for a network until it restarts"),
  REFERENCE_ZERO(34, "referenceZero", "gives a message the reference 0, as it gives every other"),
  REFERENCE_WRAPS(34, "referenceWraps", "gives a message the reference 255, and the next one 0"),
  ORPHAN_REPORT(34, "orphanReport", "has a report of an unknown message come first"),
  TEMPORARY_REPORT(34, "temporaryReport", "has a report come first that delivery is still tried"),
  INTRUDER(35, "intruder", "answers another program that writes to the same port"),
  HANG(33, "hang", 60_000, "answers nothing until it restarts (or for the delay, else 60 s)");

  /** What {@link #CMS_ERROR} answers: network out of order, which passes. */
  static final int NETWORK_OUT_OF_ORDER = 38;

  private final int failureMode;
  private final String faultName;
  private final Duration usualDelay;
  private final String what;

  ModemFault(int failureMode, String name, String what) {
    this(failureMode, name, 0, what);
  }

  ModemFault(int failureMode, String name, long usualDelayMillis, String what) {
    this.failureMode = failureMode;
    this.faultName = "modem." + name;
    this.usualDelay = Duration.ofMillis(usualDelayMillis);
    this.what = what;
  }

  /** As in {@code PUT /faults/{name}}. */
  String faultName() {
    return faultName;
  }

  /** The number of the failure that a driver has to survive, as its tests are tagged. */
  int failureMode() {
    return failureMode;
  }

  String what() {
    return what;
  }

  /** How long it lasts, or how late it makes things, unless it was switched on with a delay. */
  Duration usualDelay() {
    return usualDelay;
  }

  /** Makes all of them known; without effect for those that are known. */
  static void declareIn(Faults faults) {
    for (ModemFault fault : values()) {
      faults.declare(new Fault(fault.faultName, fault.what));
    }
  }
}
