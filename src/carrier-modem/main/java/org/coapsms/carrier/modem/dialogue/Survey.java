package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.carrier.modem.dialogue.AtChannel.Answered;
import org.coapsms.carrier.modem.dialogue.AtChannel.Heard;
import org.coapsms.carrier.modem.dialogue.AtChannel.Unsolicited;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.at.AtLine;
import org.jspecify.annotations.Nullable;

/**
 * Asks an unknown modem who it is, how it stands with the network and what it offers, one question
 * after the other. Told what arrived, asked what to write, as {@link Dialogue} is. Changes nothing
 * that outlives a restart, sends no message, and tries a PIN only if it was given one. Not
 * thread-safe.
 */
public final class Survey {
  private static final int ATTEMPTS = 3;

  /** So many questions in a row without an answer: the modem is gone. */
  private static final int MAX_SILENCES = 3;

  private static final Duration ATTENTION_LIMIT = Duration.ofSeconds(1);
  private static final Duration ORDINARY_LIMIT = Duration.ofSeconds(5);
  private static final Duration GAP = Duration.ofMillis(20);
  private static final Duration PIN_SETTLES = Duration.ofSeconds(2);

  private static final String ATTENTION = "AT";
  private static final String PIN_STATE = "AT+CPIN?";

  /** A question, and whether its answer has no name in front: {@code Quectel}. */
  private record Question(AtCommand command, boolean free) {
    static Question free(String text) {
      return new Question(AtCommand.plain(text), true);
    }

    static Question named(String text) {
      return new Question(AtCommand.query(text), false);
    }

    static Question slow(String text) {
      return new Question(AtCommand.query(text).within(AtCommand.SLOW), false);
    }
  }

  private final AtChannel channel = new AtChannel(ORDINARY_LIMIT, GAP);
  private final Optional<String> pin;
  private final Deque<Question> questions = new ArrayDeque<>();
  private final Map<String, SurveyAnswer> answers = new LinkedHashMap<>();
  private final List<String> freeLines = new ArrayList<>();
  private final Attention attention = new Attention();
  private @Nullable Question open;
  private int attempts;
  private int silences;
  private boolean answered;
  private boolean done;
  private Instant notBefore = Instant.MIN;

  /**
   * Prepares a survey.
   *
   * @param pin tried once if the SIM asks for it, and not as the last attempt
   * @param further commands that some modems alone understand, whose answers tell them apart
   */
  public Survey(Optional<String> pin, Set<String> further) {
    this.pin = pin;
    questions.add(new Question(AtCommand.plain(ATTENTION).within(ATTENTION_LIMIT), false));
    for (String setting : List.of("ATE0", "ATV1", "AT+CMEE=1")) {
      questions.add(new Question(AtCommand.plain(setting), false));
    }
    for (String identity : List.of("AT+CGMI", "AT+CGMM", "AT+CGMR", "ATI", "AT+CGSN")) {
      questions.add(Question.free(identity));
    }
    further.stream().sorted().map(Question::free).forEach(questions::add);
    // Wavecom ends this answer without OK.
    questions.add(
        new Question(AtCommand.query(PIN_STATE).within(AtCommand.SLOW).withoutResult(), false));
    questions.add(new Question(AtCommand.plain("AT+CIMI").within(AtCommand.SLOW), true));
    for (String network : List.of("AT+CREG?", "AT+CEREG?", "AT+CSQ")) {
      questions.add(Question.named(network));
    }
    // The operator's name in letters.
    questions.add(new Question(AtCommand.plain("AT+COPS=3,0"), false));
    for (String onTheSim : List.of("AT+COPS?", "AT+CSCA?", "AT+CNUM", "AT+CPMS?", "AT+CPMS=?")) {
      questions.add(Question.slow(onTheSim));
    }
    for (String offer :
        List.of(
            "AT+CNMI?",
            "AT+CNMI=?",
            "AT+CSMS?",
            "AT+CSMS=?",
            "AT+CMGF?",
            "AT+CMGF=?",
            "AT+CMMS=?",
            "AT+CMGD=?")) {
      questions.add(Question.slow(offer));
    }
  }

  /** The line is open. */
  public void begin(Instant now) {
    channel.clear(now);
    advance(now);
  }

  public void handleBytes(Instant now, Bytes octets) {
    attention.hear(octets);
    channel.handleBytes(now, octets);
    advance(now);
  }

  public void handleTimeout(Instant now) {
    channel.handleTimeout(now);
    advance(now);
  }

  /** When to call {@link #handleTimeout} at the latest. */
  public Optional<Instant> nextTimeout() {
    if (done) {
      return Optional.empty();
    }
    return channel.nextTimeout().or(() -> Optional.of(notBefore));
  }

  public Optional<Bytes> pollOutput() {
    return channel.pollOutput();
  }

  /** Whether everything was asked, or the modem has fallen silent. */
  public boolean isDone() {
    return done;
  }

  /** What is known so far. */
  public SurveyReport report() {
    return new SurveyReport(
        answered ? SurveyReport.Attention.ANSWERS : attention.verdict(),
        attention.sample(),
        List.copyOf(answers.values()));
  }

  private void advance(Instant now) {
    hear(now);
    while (!done && channel.isFree(now) && !now.isBefore(notBefore)) {
      open = questions.poll();
      if (open == null) {
        done = true;
        return;
      }
      freeLines.clear();
      channel.start(now, open.command());
      hear(now);
    }
  }

  private void hear(Instant now) {
    Optional<Heard> next = channel.pollHeard();
    while (next.isPresent()) {
      if (next.get() instanceof Answered answer) {
        handleAnswer(now, answer.answer());
      } else if (next.get() instanceof Unsolicited said && open != null && open.free()) {
        keepFreeLine(open.command().text(), said);
      }
      next = channel.pollHeard();
    }
  }

  /** Between a question and its OK there may also be what the modem says by itself. */
  private void keepFreeLine(String command, Unsolicited said) {
    String name = command.substring(2);
    boolean ownName = !name.isEmpty() && said.text().startsWith(name + ":");
    boolean announcement = name.startsWith("+C") && "+^*#%$_".indexOf(said.text().charAt(0)) >= 0;
    if (said.line() instanceof AtLine.Other && (ownName || !announcement)) {
      freeLines.add(said.text());
    }
  }

  private void handleAnswer(Instant now, AtAnswer answer) {
    Question asked = open;
    open = null;
    if (asked == null) {
      return;
    }
    String text = asked.command().text();
    if (text.equals(ATTENTION) && !answer.ok()) {
      tryAgain(asked);
      return;
    }
    answered = true;
    silences = answer.answered() ? 0 : silences + 1;
    answers.put(asked.command().shown(), told(asked, answer));
    if (silences == MAX_SILENCES) {
      done = true;
    } else if (text.equals(PIN_STATE)) {
      considerPin(answer, asked);
    } else if (text.equals("AT+CPINR")) {
      enterPin(answer);
    } else if (text.startsWith("AT+CPIN=")) {
      notBefore = now.plus(PIN_SETTLES);
    }
  }

  /** The first answer may be missing: a modem that sleeps loses what wakes it. */
  private void tryAgain(Question attention) {
    if (++attempts < ATTEMPTS) {
      questions.addFirst(attention);
    } else {
      done = true;
    }
  }

  private SurveyAnswer told(Question asked, AtAnswer answer) {
    SurveyAnswer.Ending ending =
        answer.ok()
            ? SurveyAnswer.Ending.OK
            : answer.answered() ? SurveyAnswer.Ending.ERROR : SurveyAnswer.Ending.SILENCE;
    return new SurveyAnswer(
        asked.command().shown(),
        ending,
        ending == SurveyAnswer.Ending.ERROR ? answer.error() : "",
        asked.free() ? freeLines : answer.lines());
  }

  private void considerPin(AtAnswer answer, Question asked) {
    boolean locked =
        answer.last(AtLine.PinState.class).filter(sim -> sim.text().equals("SIM PIN")).isPresent();
    if (locked && pin.isPresent() && !answers.containsKey("AT+CPINR")) {
      questions.addFirst(asked);
      questions.addFirst(Question.named("AT+CPINR"));
    }
  }

  private void enterPin(AtAnswer answer) {
    if (!PinEntry.isLastAttempt(answer)) {
      questions.addFirst(
          new Question(
              AtCommand.plain("AT+CPIN=\"" + pin.orElseThrow() + '"').within(AtCommand.SLOW),
              false));
    }
  }
}
