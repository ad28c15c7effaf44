package org.coapsms.carrier.modem.dialogue;

import java.time.Instant;
import java.util.Optional;

/**
 * Finds out after a silence whether answers belong to commands again. Asks a question that only its
 * own answer fits: the late OK of another command does not.
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

  private Finding finding = Finding.WELL;

  void begin() {
    finding = Finding.OPEN;
  }

  void end() {
    finding = Finding.WELL;
  }

  Finding finding() {
    return finding;
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    return finding == Finding.WELL ? Optional.empty() : Optional.of(AtCommand.query("AT+CMGF?"));
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    if (!answer.answered()) {
      finding = Finding.OPEN;
    } else if (answer.ok() && answer.lines().isEmpty()) {
      finding = Finding.LAGS;
    } else if (answer.ok() && !answer.value().equals("0")) {
      finding = Finding.STRANGE;
    } else {
      finding = Finding.WELL;
    }
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return Optional.empty();
  }
}
