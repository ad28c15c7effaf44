package org.coapsms.app.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.coapsms.app.terminal.Ink;
import org.coapsms.app.terminal.WrappedText;
import org.coapsms.codec.coap.CoapMessage;

/**
 * Performs episodes one after the other, prints what happens on the way, and checks the outcome.
 */
final class Performance {
  private static final int WIDTH = 96;
  private static final int TEXT_SHOWN = 60;
  private static final Duration BEAT = Duration.ofMillis(100);

  /** How long receipts may still come after the answer. */
  private static final Duration AFTERMATH = Duration.ofSeconds(8);

  private final Legs legs;
  private final PrintWriter out;
  private final Ink ink;
  private final LegLine line;

  Performance(Legs legs, PrintWriter out, Ink ink) {
    this.legs = legs;
    this.out = out;
    this.ink = ink;
    this.line = new LegLine(ink);
  }

  /** Performs one; whether it went as told. */
  boolean perform(int number, int of, Episode episode) throws InterruptedException {
    out.println();
    out.println(ink.bold(number + "/" + of + "  " + episode.title()));
    WrappedText.lines(episode.story(), WIDTH).forEach(text -> out.println("     " + text));
    out.println();
    Instant start = Instant.now();
    CompletableFuture<CoapMessage> answer = CompletableFuture.supplyAsync(() -> outcome(episode));
    Count count = new Count();
    Optional<Instant> answered = Optional.empty();
    while (answered.isEmpty() || !count.isSettled(answered.get())) {
      Optional<Leg> leg = legs.next(BEAT);
      leg.ifPresent(
          next -> {
            count.add(next);
            out.println(line.of(seconds(start, next.at()), next));
          });
      if (answered.isEmpty() && answer.isDone()) {
        answered = Optional.of(Instant.now());
      }
    }
    return conclude(episode, answer, Duration.between(start, answered.get()), count);
  }

  private boolean conclude(
      Episode episode, CompletableFuture<CoapMessage> answer, Duration took, Count count) {
    List<String> wrong = new ArrayList<>();
    String got;
    try {
      CoapMessage response = answer.join();
      got = said(response);
      if (!response.code().equals(episode.code())) {
        wrong.add("the answer should be " + episode.code());
      } else if (!episode.answers().test(response)) {
        wrong.add("the answer should have another payload");
      }
    } catch (CompletionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      got = "no answer: " + cause.getMessage();
      wrong.add("the answer should be " + episode.code());
    }
    if (count.submitted() != episode.shortMessages()) {
      wrong.add("there should be " + episode.shortMessages() + " SMS");
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "     %s  %s, after %.1f s and %d SMS%n",
        wrong.isEmpty() ? ink.good("as told") : ink.bad("OTHERWISE"),
        ink.bold(got),
        took.toMillis() / 1_000.0,
        count.submitted());
    wrong.forEach(what -> out.println("     " + ink.bad(what)));
    return wrong.isEmpty();
  }

  private static CoapMessage outcome(Episode episode) {
    try {
      return episode.action().perform();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private static String said(CoapMessage response) {
    String text = response.payload().toUtf8().strip().replaceAll("\\s+", " ");
    String shown = text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) + "…" : text;
    return (response.code() + " " + response.code().description()).strip()
        + (shown.isEmpty() ? "" : " \"" + shown + "\"");
  }

  private static String seconds(Instant start, Instant at) {
    return String.format(Locale.ROOT, "  %6.2f s", Duration.between(start, at).toMillis() / 1e3);
  }

  /** Counts short messages until none is under way. */
  private static final class Count {
    private int byBridge;
    private int byPhones;
    private int arrived;
    private int reported;

    void add(Leg leg) {
      switch (leg.step()) {
        case SUBMITTED_BY_BRIDGE -> byBridge++;
        case SUBMITTED_BY_PHONE -> byPhones++;
        case ARRIVED -> arrived++;
        case REPORTED -> reported++;
        case OTHER -> {}
      }
    }

    int submitted() {
      return byBridge + byPhones;
    }

    boolean isSettled(Instant answered) {
      Duration since = Duration.between(answered, Instant.now());
      boolean quiet = arrived >= submitted() && reported >= byBridge;
      return since.compareTo(quiet ? BEAT.multipliedBy(2) : AFTERMATH) > 0;
    }
  }
}
