package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lets faults strike at commands, and remembers what is wrong with a modem as a whole until it is
 * over. Not thread-safe; owned by the network's thread.
 */
final class Troubles {
  private static final Set<String> ABOUT_THE_SIM = Set.of("+CPIN", "+CIMI", "+CCID");

  private static final int SIM_BUSY = 14;

  /** Manufacturers' own: an operation is in progress. */
  private static final int BUSY = 515;

  private static final int MESSAGES_BUSY = 512;

  private final Mischief mischief;
  private final Surroundings surroundings;
  private Instant silentUntil = Instant.MIN;
  private Instant refusesUntil = Instant.MIN;

  Troubles(Mischief mischief, Surroundings surroundings) {
    this.mischief = mischief;
    this.surroundings = surroundings;
  }

  /** What troubles reach in the modem; each takes how long it lasts. */
  record Surroundings(
      Consumer<Instant> reboot,
      BiConsumer<Instant, Duration> pullSim,
      BiConsumer<Instant, Duration> loseNetwork,
      Consumer<Instant> goDeaf,
      Consumer<Instant> forgetNotifications,
      BiConsumer<Instant, Duration> stopReading,
      BiConsumer<Instant, Duration> hangUp) {}

  /** A start cures everything here. */
  void restart() {
    silentUntil = Instant.MIN;
    refusesUntil = Instant.MIN;
  }

  /** Whether the modem takes no notice of what is typed. */
  boolean isSilent(Instant now) {
    return now.isBefore(silentUntil);
  }

  /** Refuses everything from now on, for a while. */
  void refuse(Instant now, Duration time) {
    refusesUntil = now.plus(time);
  }

  /** What a command gets instead of its answer, if something is wrong. */
  Optional<Answer> instead(Instant now, AtCommand command, boolean aboutMessages) {
    Optional<Duration> silence = mischief.lasting(now, ModemFault.HANG);
    if (silence.isPresent()) {
      silentUntil = now.plus(silence.get());
      return Optional.of(new Answer.Silence());
    }
    if (mischief.strikes(now, ModemFault.REBOOT)) {
      surroundings.reboot().accept(now);
      return Optional.of(new Answer.Silence());
    }
    Optional<Duration> unplugged = mischief.lasting(now, ModemFault.HANG_UP);
    if (unplugged.isPresent()) {
      surroundings.hangUp().accept(now, unplugged.get());
      return Optional.of(new Answer.Silence());
    }
    strikeBeside(now);
    boolean restarts = command.name().equals("+CFUN") && command.number(1).orElse(0) == 1;
    if (now.isBefore(refusesUntil) && !restarts) {
      return Optional.of(Answer.cmeError(BUSY));
    }
    if (aboutMessages && mischief.strikes(now, ModemFault.BUSY)) {
      return Optional.of(Answer.cmsError(MESSAGES_BUSY));
    }
    return ABOUT_THE_SIM.contains(command.name()) && mischief.strikes(now, ModemFault.SIM_BUSY)
        ? Optional.of(Answer.cmeError(SIM_BUSY))
        : Optional.empty();
  }

  /** What happens at a command without being an answer to it. */
  private void strikeBeside(Instant now) {
    mischief
        .lasting(now, ModemFault.SIM_PULLED)
        .ifPresent(time -> surroundings.pullSim().accept(now, time));
    mischief
        .lasting(now, ModemFault.NETWORK_LOST)
        .ifPresent(time -> surroundings.loseNetwork().accept(now, time));
    mischief
        .lasting(now, ModemFault.STOP_READING)
        .ifPresent(time -> surroundings.stopReading().accept(now, time));
    if (mischief.strikes(now, ModemFault.RADIO_DEAD)) {
      surroundings.goDeaf().accept(now);
    }
    if (mischief.strikes(now, ModemFault.CNMI_RESET)) {
      surroundings.forgetNotifications().accept(now);
    }
  }
}
