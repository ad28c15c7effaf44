package org.coapsms.simulator.network;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.jspecify.annotations.Nullable;

/**
 * Switches named faults on and off at run time. Whoever can misbehave declares its faults here once
 * and asks at each occasion whether one strikes. Not thread-safe; owned by the network's thread.
 */
public final class Faults {
  private final RandomGenerator random;
  private final Map<String, State> faults = new LinkedHashMap<>();
  private int switchedOn;

  Faults(RandomGenerator random) {
    this.random = random;
  }

  /** Makes a fault known, switched off. Declaring the same fault again changes nothing. */
  public void declare(Fault fault) {
    faults.computeIfAbsent(fault.name(), name -> new State(fault));
  }

  /**
   * Switches a fault on, or changes how it strikes; its count and time start anew.
   *
   * @throws IllegalArgumentException if nobody declared it
   */
  public void switchOn(Instant now, String name, FaultSetting setting) {
    State state = known(name);
    switchedOn += state.setting == null ? 1 : 0;
    state.setting = setting;
    state.since = now;
    state.strikes = 0;
  }

  /**
   * Switches a fault off; one that is off stays off.
   *
   * @throws IllegalArgumentException if nobody declared it
   */
  public void switchOff(String name) {
    State state = known(name);
    switchedOn -= state.setting == null ? 0 : 1;
    state.setting = null;
  }

  /**
   * Whether the fault strikes at this occasion.
   *
   * @throws IllegalArgumentException if nobody declared it
   */
  public boolean strikes(Instant now, String name) {
    State state = known(name);
    FaultSetting setting = state.active(now);
    if (setting == null || !(random.nextDouble() < setting.probability())) {
      return false;
    }
    state.strikes++;
    return true;
  }

  /** As {@link #delays(Instant, String, Duration)}, at the terminal with this number. */
  public Optional<Duration> delays(Instant now, String name, Duration usual, Address at) {
    return setting(now, name, at).isPresent() ? delays(now, name, usual) : Optional.empty();
  }

  /** How a fault is switched on for the terminal with this number, without a strike. */
  public Optional<FaultSetting> setting(Instant now, String name, Address at) {
    return Optional.ofNullable(known(name).active(now))
        .filter(setting -> setting.concerns(at.value()));
  }

  /**
   * As {@link #strikes(Instant, String)}, with how late it makes things: as it was switched on,
   * else the usual.
   */
  public Optional<Duration> delays(Instant now, String name, Duration usual) {
    FaultSetting setting = known(name).active(now);
    return setting != null && strikes(now, name)
        ? Optional.of(setting.delay().orElse(usual))
        : Optional.empty();
  }

  /** At one of how many occasions a fault that counts them strikes: as switched on, else usual. */
  public long every(Instant now, String name, long usual) {
    FaultSetting setting = known(name).active(now);
    return setting == null ? usual : setting.every().orElse(usual);
  }

  /** Whether no fault has been switched on, so that there is no need to ask for each. */
  public boolean allOff() {
    return switchedOn == 0;
  }

  public boolean isKnown(String name) {
    return faults.containsKey(name);
  }

  /** All declared faults in the order of their declaration. */
  public List<Status> list(Instant now) {
    return faults.values().stream().map(state -> state.status(now)).toList();
  }

  /**
   * How one fault stands.
   *
   * @param setting present while it is switched on
   * @param strikes since it was last switched on
   */
  public record Status(Fault fault, Optional<FaultSetting> setting, long strikes) {}

  private State known(String name) {
    State state = faults.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          "no fault \"" + name + "\"; there are " + String.join(", ", faults.keySet()));
    }
    return state;
  }

  private static final class State {
    private final Fault fault;
    private @Nullable FaultSetting setting;
    private Instant since = Instant.MIN;
    private long strikes;

    State(Fault fault) {
      this.fault = fault;
    }

    @Nullable FaultSetting active(Instant now) {
      FaultSetting current = setting;
      if (current == null) {
        return null;
      }
      boolean usedUp = current.count().isPresent() && strikes >= current.count().get();
      boolean over =
          current.lasting().isPresent() && !now.isBefore(since.plus(current.lasting().get()));
      return usedUp || over ? null : current;
    }

    Status status(Instant now) {
      return new Status(fault, Optional.ofNullable(active(now)), strikes);
    }
  }
}
