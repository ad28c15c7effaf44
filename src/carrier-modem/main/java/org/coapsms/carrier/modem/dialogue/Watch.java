package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.coapsms.codec.at.AtLine;
import org.coapsms.modem.profile.Cnmi;
import org.coapsms.modem.profile.ModemProfile;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a modem that seems to be well: it still answers, still tells of what arrives (some
 * stop silently after a missed acknowledgement or a restart), is still registered, and nothing lies
 * forgotten in its storage.
 */
final class Watch implements Job {

  /** For a modem that never tells of what arrives. */
  private static final Duration POLL = Duration.ofSeconds(10);

  private final ModemProfile profile;
  private final ModemSettings settings;
  private final Inbox inbox;
  private final Deque<AtCommand> round = new ArrayDeque<>();
  private @Nullable Instant next;
  private boolean networkLost;
  private String signal = "";

  Watch(ModemProfile profile, ModemSettings settings, Inbox inbox) {
    this.profile = profile;
    this.settings = settings;
    this.inbox = inbox;
  }

  /** Begins a first round at once for the signal, then keeps its interval. */
  void begin(Instant now) {
    round.clear();
    round.add(AtCommand.query("AT+CSQ"));
    schedule(now);
    networkLost = false;
  }

  void stop() {
    round.clear();
    next = null;
    signal = "";
  }

  /** Looks at the registration now. */
  void doubtNetwork() {
    round.addFirst(registration());
  }

  /** Whether the modem was found without network; until {@link #begin}. */
  boolean networkLost() {
    return networkLost;
  }

  /** The signal in a few words; empty while unknown. */
  String signal() {
    return signal;
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return Optional.ofNullable(next);
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    if (next != null && !now.isBefore(next)) {
      schedule(now);
      settings.notifications().ifPresent(setting -> round.add(AtCommand.query("AT+CNMI?")));
      round.add(registration());
      round.add(AtCommand.query("AT+CPMS?").within(AtCommand.SLOW));
      round.add(AtCommand.query("AT+CSQ"));
    }
    return Optional.ofNullable(round.poll());
  }

  private AtCommand registration() {
    return AtCommand.query("AT" + settings.registrationCommand() + "?");
  }

  private void schedule(Instant now) {
    Duration interval =
        settings.notifications().isPresent() ? profile.receiving().pollInterval() : POLL;
    next = now.plus(interval);
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    if (!answer.ok()) {
      return;
    }
    switch (answer.command().reply()) {
      case "+CNMI:" -> checkNotifications(answer);
      case "+CPMS:" -> checkStorage(answer);
      case "+CSQ:" -> noteSignal(answer);
      case "+CREG:", "+CEREG:" ->
          answer
              .last(AtLine.Registration.class)
              .ifPresent(
                  state -> {
                    settings.registration(Optional.of(state));
                    networkLost = !state.isRegistered();
                  });
      default -> {
        // the plain command that set the notifications again
      }
    }
  }

  private void checkNotifications(AtAnswer answer) {
    if (!answer.lines().isEmpty() && !settings.notificationsStand(answer.value())) {
      Cnmi setting = settings.notifications().orElseThrow();
      round.addFirst(AtCommand.plain("AT+CNMI=" + setting));
      inbox.readAll(); // what came meanwhile was stored without a word
    }
  }

  private void checkStorage(AtAnswer answer) {
    Optional<String> receiving = Optional.of(settings.receivingStorage());
    boolean more =
        answer.last(AtLine.StorageState.class).stream()
            .flatMap(state -> state.storages().stream())
            .filter(storage -> storage.memory().isEmpty() || storage.memory().equals(receiving))
            .anyMatch(storage -> storage.used() > inbox.waiting());
    if (more) {
      inbox.readAll();
    }
  }

  private void noteSignal(AtAnswer answer) {
    signal =
        answer
            .last(AtLine.Signal.class)
            .flatMap(AtLine.Signal::dbm)
            .map(dbm -> dbm + " dBm")
            .orElse("");
  }
}
