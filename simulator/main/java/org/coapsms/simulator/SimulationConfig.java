package org.coapsms.simulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.coapsms.codec.Address;
import org.coapsms.modem.profile.InvalidModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;
import org.coapsms.simulator.InvalidSimulation.Problem;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.RetrySchedule;

/**
 * Describes a whole simulated network: what runs, who has which number, how good the radio is.
 * Built by {@link Builder} from flags or in tests, or read from a file.
 *
 * @param seed the same seed and the same traffic meet the same fate
 * @param modems each with a number
 * @param profiles what the modems may be
 * @param control the port of the control interface; without it, there is none
 */
public record SimulationConfig(
    long seed,
    RadioConditions conditions,
    List<SmscPort> smscs,
    List<ModemLine> modems,
    List<Address> phones,
    ProfileCatalogue profiles,
    Optional<Integer> control) {
  private static final long FIRST_PHONE = 491_700_000_001L;
  private static final long FIRST_MODEM = 491_780_000_001L;
  private static final int MAX_PHONES = 1_000_000;

  public SimulationConfig {
    smscs = List.copyOf(smscs);
    modems = List.copyOf(modems);
    phones = List.copyOf(phones);
  }

  /**
   * Reads a YAML file.
   *
   * @throws InvalidSimulation with all its mistakes; an unreadable file is one too
   */
  public static SimulationConfig load(Path file) {
    return new SimulationConfigReader().read(file);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects what a simulation is to have and remembers mistakes until {@link #build}, so that all
   * are told at once. Texts are as on the command line. Not thread-safe.
   */
  public static final class Builder {
    private final List<Problem> problems = new ArrayList<>();
    private final List<SmscPort> smscs = new ArrayList<>();
    private final List<ModemLine> modems = new ArrayList<>();
    private final List<Address> phones = new ArrayList<>();
    private long seed = 1;
    private RadioConditions conditions = RadioConditions.defaults();
    private Optional<Integer> control = Optional.empty();
    private ProfileCatalogue profiles = ProfileCatalogue.builtIn();

    private Builder() {}

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder conditions(RadioConditions value) {
      conditions = value;
      return this;
    }

    /** One-way median, such as {@code 5s}. */
    public Builder latency(String text) {
      return tries("latency", () -> conditions.withLatency(Numbers.duration(text)));
    }

    public Builder jitter(double sigma) {
      return tries("jitter", () -> conditions.withJitter(sigma));
    }

    public Builder loss(double probability) {
      return tries("loss", () -> conditions.withLoss(probability));
    }

    public Builder receiptLoss(double probability) {
      return tries("receiptLoss", () -> conditions.withReceiptLoss(probability));
    }

    /** From an SMS's fate to its receipt, such as {@code 4s}. */
    public Builder receiptDelay(String text) {
      return tries("receiptDelay", () -> conditions.withReceiptDelay(Numbers.duration(text)));
    }

    public Builder duplicate(double probability) {
      return tries("duplicate", () -> conditions.withDuplicate(probability));
    }

    /**
     * When a phone that is off is tried again, such as {@code 20s,300s}, and then each time twice
     * as late.
     */
    public Builder retrySchedule(String text) {
      return tries("retrySchedule", () -> conditions.withRetries(schedule(text)));
    }

    /** An SMPP port as {@code PORT[,SYSTEM_ID:PASSWORD,NUMBER]}. */
    public Builder smsc(String text) {
      return add("smsc", smscs, () -> SmscPort.parse(text));
    }

    public Builder smsc(SmscPort port) {
      return add("smsc", smscs, () -> port);
    }

    /** A modem as {@code PROFILE=LINK[,NUMBER]}. */
    public Builder modem(String text) {
      return add("modem", modems, () -> ModemLine.parse(text));
    }

    /** A folder whose modem profiles come before those of the product. */
    public Builder modemProfiles(Path folder) {
      try {
        profiles = ProfileCatalogue.with(folder);
      } catch (InvalidModemProfile mistakes) {
        mistakes.problems().forEach(mistake -> problem("modemProfiles", mistake.toString()));
      }
      return this;
    }

    public Builder modem(ModemLine line) {
      return add("modem", modems, () -> line);
    }

    /** A phone with its number. */
    public Builder phone(String number) {
      return add("phone", phones, () -> Numbers.address(number));
    }

    /** So many phones from +491700000001 on. */
    public Builder phones(int count) {
      if (count < 0 || count > MAX_PHONES) {
        return problem("phones", "from 0 to " + MAX_PHONES + ", not " + count);
      }
      for (int i = 0; i < count; i++) {
        phones.add(Address.international(Long.toString(FIRST_PHONE + i)));
      }
      return this;
    }

    /** The port of the control interface on loopback; 0 takes a free one. */
    public Builder control(int port) {
      try {
        control = Optional.of(Numbers.requirePort(port));
      } catch (IllegalArgumentException e) {
        problem("control", e);
      }
      return this;
    }

    /**
     * The configuration.
     *
     * @throws InvalidSimulation with all mistakes
     */
    public SimulationConfig build() {
      List<ModemLine> numbered = withNumbers();
      requireOneOwnerEach(numbered);
      numbered.forEach(this::requireProfile);
      if (!problems.isEmpty()) {
        throw new InvalidSimulation(problems);
      }
      return new SimulationConfig(seed, conditions, smscs, numbered, phones, profiles, control);
    }

    Builder problem(String key, String what) {
      problems.add(new Problem(key, what));
      return this;
    }

    private void problem(String key, IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
    }

    private List<ModemLine> withNumbers() {
      List<ModemLine> numbered = new ArrayList<>();
      for (int i = 0; i < modems.size(); i++) {
        ModemLine modem = modems.get(i);
        Address number =
            modem.number().orElse(Address.international(Long.toString(FIRST_MODEM + i)));
        numbered.add(
            new ModemLine(modem.profile(), modem.link(), Optional.of(number), modem.options()));
      }
      return numbered;
    }

    private void requireOneOwnerEach(List<ModemLine> numbered) {
      Set<String> taken = new HashSet<>();
      smscs.forEach(smsc -> requireFree(taken, "smsc", smsc.number()));
      numbered.forEach(modem -> modem.number().ifPresent(n -> requireFree(taken, "modem", n)));
      phones.forEach(phone -> requireFree(taken, "phone", phone));
      Set<String> links = new HashSet<>();
      for (ModemLine modem : numbered) {
        if (!modem.link().equals("tcp:0") && !links.add(modem.link())) {
          problem("modem", "link " + modem.link() + " is used twice");
        }
      }
      Set<String> logins = new HashSet<>();
      for (SmscPort smsc : smscs) {
        String login = smsc.login().map(SmscPort.Login::systemId).orElse("anybody");
        if (smsc.port() != 0 && !logins.add(smsc.port() + " " + login)) {
          problem("smsc", "two accounts for " + login + " at port " + smsc.port());
        }
      }
    }

    private void requireFree(Set<String> taken, String key, Address number) {
      if (!taken.add(number.value())) {
        problem(key, "number " + number + " is used twice");
      }
    }

    private void requireProfile(ModemLine modem) {
      if (!profiles.names().contains(modem.profile())) {
        String known = String.join(", ", profiles.names());
        problem("modem", "no profile " + modem.profile() + "; there are " + known);
      }
    }

    private static RetrySchedule schedule(String text) {
      List<String> waits = List.of(text.split(",", -1));
      if (waits.size() != 2) {
        throw new IllegalArgumentException("two durations, such as 20s,300s, not " + text);
      }
      return new RetrySchedule(
          Numbers.duration(waits.get(0).strip()),
          Numbers.duration(waits.get(1).strip()),
          RetrySchedule.USUAL.longest());
    }

    private Builder tries(String key, Supplier<RadioConditions> change) {
      try {
        conditions = change.get();
      } catch (IllegalArgumentException e) {
        problem(key, e);
      }
      return this;
    }

    private <T> Builder add(String key, List<T> list, Supplier<T> value) {
      try {
        list.add(value.get());
      } catch (IllegalArgumentException e) {
        problem(key, e);
      }
      return this;
    }
  }
}
