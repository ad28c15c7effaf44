package org.coapsms.carrier.modem.dialogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out after a silence whether answers belong to commands again. Asks a question that only its
 * own answer fits: the late OK of another command does not, nor does the late answer to the same
 * question, since the next one is another.
 */
final class Probe implements Job {

  /** What to do with the modem. */
  enum Finding {
    WELL,
    /** Not asked, or the answer is still due. */
    OPEN,
    /** An answer came that belongs to an earlier question. */
    LAGS,
    /** It is in text mode: somebody or a restart has set it back. */
    STRANGE
  }

  /** So many times out of step: it does not find its place by itself. */
  private static final int MAX_LAGS = 4;

  private static final String MODE = "AT+CMGF?";
  private static final List<String> QUESTIONS = List.of(MODE, "AT+CMEE?");

  private Finding finding = Finding.WELL;
  private int asked;
  private int lags;

  void begin() {
    finding = Finding.OPEN;
  }

  void end() {
    finding = Finding.WELL;
    lags = 0;
  }

  /** Whether waiting for late answers has not helped. */
  boolean isStuck() {
    return lags >= MAX_LAGS;
  }

  Finding finding() {
    return finding;
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    return finding == Finding.WELL
        ? Optional.empty()
        : Optional.of(AtCommand.query(QUESTIONS.get(asked++ % QUESTIONS.size())));
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    if (!answer.answered()) {
      finding = Finding.OPEN;
    } else if (answer.ok() && answer.lines().isEmpty()) {
      finding = Finding.LAGS;
      lags++;
    } else if (answer.ok() && isTextMode(answer)) {
      finding = Finding.STRANGE;
    } else {
      end();
    }
  }

  private static boolean isTextMode(AtAnswer answer) {
    return answer.command().text().equals(MODE) && !answer.value().equals("0");
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return Optional.empty();
  }
}
