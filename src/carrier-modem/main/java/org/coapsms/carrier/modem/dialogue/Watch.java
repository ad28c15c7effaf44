package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

  /** An operator changes less often than the signal. */
  private static final int ROUNDS_FOR_OPERATOR = 10;

  private final ModemProfile profile;
  private final ModemSettings settings;
  private final Inbox inbox;
  private final Health health;
  private final Deque<AtCommand> round = new ArrayDeque<>();
  private @Nullable Instant next;
  private boolean networkLost;
  private boolean settingsLost;
  private int rounds;

  Watch(ModemProfile profile, ModemSettings settings, Inbox inbox, Health health) {
    this.profile = profile;
    this.settings = settings;
    this.inbox = inbox;
    this.health = health;
  }

  /** Asks at once what a person wants to know, then keeps its interval. */
  void begin(Instant now) {
    round.clear();
    health.forget();
    askForPeople();
    round.add(AtCommand.query("AT+CSCA?").within(AtCommand.SLOW));
    schedule(now);
    networkLost = false;
    settingsLost = false;
  }

  private void askForPeople() {
    round.add(AtCommand.query("AT+CSQ"));
    if (rounds++ % ROUNDS_FOR_OPERATOR == 0) {
      round.add(AtCommand.query("AT+COPS?").within(AtCommand.SLOW));
    }
  }

  void stop() {
    round.clear();
    next = null;
    rounds = 0;
  }

  /** Looks at the registration now. */
  void doubtNetwork() {
    round.addFirst(registration());
  }

  /** Whether the modem was found without network; until {@link #begin}. */
  boolean networkLost() {
    return networkLost;
  }

  /** Whether the modem was found in text mode: somebody else has been at it. */
  boolean settingsLost() {
    return settingsLost;
  }

  /** Looks through the storage, and makes room in it if only that helps. */
  void doubtStorage() {
    inbox.readAll();
    round.add(storage());
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
      round.add(AtCommand.query("AT+CMGF?"));
      round.add(storage());
      askForPeople();
    }
    return Optional.ofNullable(round.poll());
  }

  private static AtCommand storage() {
    return AtCommand.query("AT+CPMS?").within(AtCommand.SLOW);
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
      case "+CMGF:" -> settingsLost |= answer.value().equals("1");
      case "+CSQ:" -> answer.last(AtLine.Signal.class).ifPresent(health::signalIs);
      case "+COPS:" -> health.operatorIs(answer.value());
      case "+CSCA:" -> health.serviceCentreIs(answer.value());
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
    inbox.retryDeletions();
    Optional<String> receiving = Optional.of(settings.receivingStorage());
    List<AtLine.Storage> ours =
        answer.last(AtLine.StorageState.class).stream()
            .flatMap(state -> state.storages().stream())
            .filter(storage -> storage.memory().isEmpty() || storage.memory().equals(receiving))
            .toList();
    if (ours.stream().anyMatch(AtLine.Storage::isFull)) {
      health.storageIs("the storage is full");
      inbox.makeRoom();
    } else {
      health.storageIs("");
      if (ours.stream().anyMatch(storage -> storage.used() > inbox.waiting())) {
        inbox.readAll();
      }
    }
  }
}
