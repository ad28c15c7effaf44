package org.coapsms.simulator.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;

/**
 * Carries short messages between terminals with seeded latency, loss, duplication and reordering.
 * The same seed and the same calls give the same history. Not thread-safe; owned by whoever drives
 * it, who calls {@link #handleTimeout} when {@link #nextTimeout} is reached.
 */
public final class MobileNetwork {
  /** How long an SMSC keeps trying when the sender does not say. */
  public static final Duration DEFAULT_VALIDITY = Duration.ofDays(3);

  private static final int DEFAULT_HISTORY = 10_000;

  private final RadioConditions conditions;
  private final RandomGenerator random;
  private final int historySize;
  private final Faults faults;
  private final Timeline timeline = new Timeline();
  private final Map<String, Terminal> terminals = new LinkedHashMap<>();
  private final Set<String> switchedOff = new HashSet<>();
  private final Map<String, List<Carriage>> held = new HashMap<>();
  private final ArrayDeque<Carriage> history = new ArrayDeque<>();
  private final List<NetworkListener> listeners = new ArrayList<>();
  private long lastId;

  public MobileNetwork(RadioConditions conditions, RandomGenerator random) {
    this(conditions, random, DEFAULT_HISTORY);
  }

  /**
   * Sets up a network without terminals.
   *
   * @param historySize how many messages {@link #history} remembers; 0 saves time and memory
   */
  public MobileNetwork(RadioConditions conditions, RandomGenerator random, int historySize) {
    this.conditions = conditions;
    this.random = random;
    this.historySize = historySize;
    this.faults = new Faults(random);
    NetworkFaults.declareIn(faults);
  }

  /**
   * Gives a number to a terminal.
   *
   * @throws IllegalArgumentException if another terminal has it
   */
  public void attach(Terminal terminal) {
    Terminal other = terminals.putIfAbsent(key(terminal.number()), terminal);
    if (other != null && other != terminal) {
      throw new IllegalArgumentException(terminal.number() + " is taken");
    }
  }

  /** Takes a number out of service: what arrives for it from now on is undeliverable. */
  public void detach(Address number) {
    terminals.remove(key(number));
    switchedOff.remove(key(number));
  }

  /** All terminals in the order in which they were attached. */
  public List<Terminal> terminals() {
    return List.copyOf(terminals.values());
  }

  /** Lets messages for a number wait until it is switched on or their validity ends. */
  public void switchOff(Address number) {
    switchedOff.add(key(number));
  }

  /** Delivers what waited for the number, each message after a latency of its own. */
  public void switchOn(Instant now, Address number) {
    switchedOff.remove(key(number));
    List<Carriage> waiting = held.remove(key(number));
    if (waiting != null) {
      waiting.forEach(carriage -> send(now, carriage, latency()));
    }
  }

  public boolean isSwitchedOn(Address number) {
    return !switchedOff.contains(key(number));
  }

  /**
   * Takes a message. Nothing arrives before the next {@link #handleTimeout}, even without latency.
   *
   * @param validity how long the network may try; see {@link #DEFAULT_VALIDITY}
   * @param reports who learns the fate; empty if nobody asked
   * @return the network's id of the message, unique and rising
   */
  public long submit(
      Instant now, ShortMessage message, Duration validity, Optional<ReportListener> reports) {
    Carriage carriage =
        new Carriage(++lastId, message, now, now.plus(validity), reports.orElse(null));
    remember(carriage);
    tell(now, NetworkListener.Event.SUBMITTED, carriage);
    if (faults.strikes(now, NetworkFaults.RECEIPT_FALSE)) {
      lose(now, carriage);
      timeline.at(now.plus(latency()), when -> announce(when, carriage, Fate.DELIVERED));
    } else if (happens(conditions.loss()) || faults.strikes(now, NetworkFaults.LOSS)) {
      lose(now, carriage);
    } else {
      Duration late =
          faults
              .delays(now, NetworkFaults.DELAY, NetworkFaults.USUAL_DELAY)
              .orElse(Duration.ZERO)
              .plus(
                  faults
                      .delays(now, NetworkFaults.REORDER, conditions.latency().multipliedBy(3))
                      .orElse(Duration.ZERO));
      send(now, carriage, latency().plus(late));
    }
    return carriage.id;
  }

  /** Has something else happen later in the same time. */
  public void at(Instant when, Consumer<Instant> action) {
    timeline.at(when, action);
  }

  /** When {@link #handleTimeout} has something to do; empty if nothing is under way. */
  public Optional<Instant> nextTimeout() {
    return timeline.next();
  }

  /** Performs all that is due, each thing at its own time. */
  public void handleTimeout(Instant now) {
    timeline.run(now);
  }

  public RadioConditions conditions() {
    return conditions;
  }

  public Faults faults() {
    return faults;
  }

  public void watch(NetworkListener listener) {
    listeners.add(listener);
  }

  /** Tells somebody no more. */
  public void unwatch(NetworkListener listener) {
    listeners.remove(listener);
  }

  /** The latest messages, oldest first, as far back as the history reaches. */
  public List<Carried> history() {
    return history.stream().map(Carriage::story).toList();
  }

  private void send(Instant now, Carriage carriage, Duration latency) {
    Instant due = now.plus(latency);
    if (due.isBefore(carriage.validUntil)) {
      timeline.at(due, when -> arrive(when, carriage));
    } else {
      timeline.at(carriage.validUntil, when -> expire(when, carriage));
    }
  }

  private void arrive(Instant now, Carriage carriage) {
    String number = key(carriage.message.to());
    Terminal terminal = terminals.get(number);
    if (terminal == null || faults.strikes(now, NetworkFaults.UNDELIVERABLE)) {
      if (!carriage.hasArrived()) {
        tell(now, NetworkListener.Event.UNDELIVERABLE, carriage);
        settle(now, carriage, Fate.UNDELIVERABLE);
      }
    } else if (switchedOff.contains(number)) {
      notReached(now, number, carriage);
    } else if (isBusy(now, carriage)) {
      return;
    } else {
      boolean first = carriage.arrived(now);
      tell(
          now,
          first ? NetworkListener.Event.DELIVERED : NetworkListener.Event.DUPLICATED,
          carriage);
      if (first) {
        settle(now, carriage, Fate.DELIVERED);
        // The usual cause: the phone's acknowledgement is lost, and the network tries again.
        if (happens(conditions.duplicate()) || faults.strikes(now, NetworkFaults.DUPLICATE)) {
          send(now, carriage, latency());
        }
      }
      terminal.arrived(
          now, new Delivery(carriage.id, damaged(now, carriage.message), carriage.submitted));
    }
  }

  private void notReached(Instant now, String number, Carriage carriage) {
    Optional<RetrySchedule> retries = conditions.retries();
    if (retries.isPresent()) {
      tryAgain(now, carriage, retries.get().afterFailures(++carriage.failures));
    } else {
      hold(now, number, carriage);
    }
  }

  private boolean isBusy(Instant now, Carriage carriage) {
    Optional<Duration> wait = faults.delays(now, NetworkFaults.BUSY, NetworkFaults.USUAL_BUSY);
    wait.ifPresent(later -> tryAgain(now, carriage, later));
    return wait.isPresent();
  }

  private void tryAgain(Instant now, Carriage carriage, Duration wait) {
    tell(now, NetworkListener.Event.HELD, carriage);
    send(now, carriage, wait);
  }

  private void hold(Instant now, String number, Carriage carriage) {
    tell(now, NetworkListener.Event.HELD, carriage);
    held.computeIfAbsent(number, n -> new ArrayList<>()).add(carriage);
    timeline.at(
        carriage.validUntil,
        when -> {
          List<Carriage> waiting = held.get(number);
          if (waiting != null && waiting.remove(carriage)) {
            expire(when, carriage);
          }
        });
  }

  private void expire(Instant now, Carriage carriage) {
    // The second copy of a message that did arrive expires without a word.
    if (!carriage.hasArrived()) {
      tell(now, NetworkListener.Event.EXPIRED, carriage);
      settle(now, carriage, Fate.EXPIRED);
    }
  }

  private void lose(Instant now, Carriage carriage) {
    carriage.lost = true;
    tell(now, NetworkListener.Event.LOST, carriage);
  }

  private void settle(Instant now, Carriage carriage, Fate fate) {
    carriage.fate = fate;
    announce(now, carriage, fate);
  }

  private void announce(Instant now, Carriage carriage, Fate fate) {
    if (carriage.reports == null) {
      return;
    }
    if (happens(conditions.receiptLoss()) || faults.strikes(now, NetworkFaults.RECEIPT_LOSS)) {
      tell(now, NetworkListener.Event.REPORT_LOST, carriage);
      return;
    }
    Duration late =
        faults
            .delays(now, NetworkFaults.RECEIPT_DELAY, NetworkFaults.USUAL_DELAY)
            .orElse(Duration.ZERO);
    Instant due = now.plus(conditions.receiptDelay()).plus(late);
    if (fate == Fate.DELIVERED && faults.strikes(now, NetworkFaults.RECEIPT_CONTRADICTION)) {
      timeline.at(due, when -> report(when, carriage, Fate.UNDELIVERABLE));
    }
    timeline.at(due, when -> report(when, carriage, fate));
    if (faults.strikes(now, NetworkFaults.RECEIPT_DUPLICATE)) {
      timeline.at(due, when -> report(when, carriage, fate));
    }
  }

  private void report(Instant now, Carriage carriage, Fate fate) {
    ReportListener reports = carriage.reports;
    if (reports != null) {
      carriage.reported(now);
      tell(now, NetworkListener.Event.REPORTED, carriage);
      reports.report(now, carriage.id, carriage.message, fate, carriage.submitted);
    }
  }

  private ShortMessage damaged(Instant now, ShortMessage message) {
    ShortMessage result = message;
    if (faults.strikes(now, NetworkFaults.TRUNCATE)) {
      result = NetworkFaults.truncated(result);
    }
    if (faults.strikes(now, NetworkFaults.BIT_FLIP)) {
      result = NetworkFaults.withFlippedBit(result, random);
    }
    if (faults.strikes(now, NetworkFaults.STRIP_UDH)) {
      result = NetworkFaults.withoutHeader(result);
    }
    return result;
  }

  /** Log-normal with the conditions' median: exp(N(ln median, sigma)). */
  private Duration latency() {
    Duration median = conditions.latency();
    if (conditions.jitter() == 0 || median.isZero()) {
      return median;
    }
    double factor = Math.exp(conditions.jitter() * random.nextGaussian());
    return Duration.ofNanos((long) (median.toNanos() * factor));
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private void remember(Carriage carriage) {
    if (historySize > 0) {
      if (history.size() == historySize) {
        history.removeFirst();
      }
      history.addLast(carriage);
    }
  }

  private void tell(Instant now, NetworkListener.Event event, Carriage carriage) {
    for (NetworkListener listener : listeners) {
      listener.happened(now, event, carriage.id, carriage.message);
    }
  }

  /** International or not, the same digits are the same terminal. */
  private static String key(Address number) {
    return number.value();
  }
}
