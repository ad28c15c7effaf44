package org.coapsms.app.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.simulator.InvalidSimulation;
import org.coapsms.simulator.SimulationConfig;
import org.coapsms.simulator.network.RadioConditions;
import picocli.CommandLine.Option;

/** Holds the flags that describe a simulated network. */
final class NetworkOptions {
  private static final int USUAL_PHONES = 3;
  private static final String USUAL_SMSC = "2775";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Take everything from a YAML file, whose keys are these flags in camelCase; no other flag"
              + " may describe the network then.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--smsc",
      paramLabel = "PORT[,SYSTEM_ID:PASSWORD,NUMBER]",
      description =
          "An SMPP account at a TCP port on loopback, 0 for a free one; repeatable, also at one"
              + " port. Default: any login, number 10000.")
  private List<String> smscs = List.of();

  @Option(
      names = "--modem",
      paramLabel = "PROFILE=LINK[,NUMBER]",
      description =
          "A GSM modem; repeatable. LINK is the path of a symbolic link that will lead to its"
              + " pseudo-terminal, or tcp:PORT. Default number: from +491780000001.")
  private List<String> modems = List.of();

  @Option(
      names = "--modem-profiles",
      paramLabel = "DIR",
      description =
          "A folder with modem profiles of your own, to add to those of the product or to replace"
              + " them.")
  private Optional<Path> modemProfiles = Optional.empty();

  @Option(names = "--phone", paramLabel = "NUMBER", description = "A phone; repeatable.")
  private List<String> phones = List.of();

  @Option(
      names = "--phones",
      paramLabel = "N",
      description = "That many phones, from +491700000001.")
  private Optional<Integer> phoneCount = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed and the same traffic meet the same fate. Default: 1.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      description =
          "From submission to delivery, the median, such as 500ms, 5s or 2m. Default: 5s.")
  private Optional<String> latency = Optional.empty();

  @Option(
      names = "--jitter",
      paramLabel = "SIGMA",
      description =
          "How far the latency spreads: the sigma of a log-normal distribution, 0 to 3; 0 makes it"
              + " constant. Default: 0.5.")
  private Optional<Double> jitter = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "P",
      description =
          "The probability, 0 to 1, that an SMS vanishes silently, each on its own. Default: 0.")
  private Optional<Double> loss = Optional.empty();

  @Option(
      names = "--receipt-loss",
      paramLabel = "P",
      description = "The probability, 0 to 1, that a receipt vanishes. Default: 0.")
  private Optional<Double> receiptLoss = Optional.empty();

  @Option(
      names = "--receipt-delay",
      paramLabel = "TIME",
      description = "From delivery to the receipt's departure. Default: 4s.")
  private Optional<String> receiptDelay = Optional.empty();

  @Option(
      names = "--duplicate",
      paramLabel = "P",
      description = "The probability, 0 to 1, that a delivered SMS arrives twice. Default: 0.")
  private Optional<Double> duplicate = Optional.empty();

  @Option(
      names = "--control",
      paramLabel = "PORT",
      description =
          "Serve HTTP/JSON on loopback to look at the network and to switch faults, 0 for a free"
              + " port: GET /state, GET /messages, GET /faults, PUT and DELETE /faults/NAME,"
              + " POST /phones/NUMBER/sms. Default: none.")
  private Optional<Integer> control = Optional.empty();

  Optional<Path> config() {
    return config;
  }

  /** Whether any flag but --config says something about the network. */
  boolean describeANetwork() {
    return !smscs.isEmpty()
        || !modems.isEmpty()
        || modemProfiles.isPresent()
        || !phones.isEmpty()
        || phoneCount.isPresent()
        || seed.isPresent()
        || latency.isPresent()
        || jitter.isPresent()
        || loss.isPresent()
        || receiptLoss.isPresent()
        || receiptDelay.isPresent()
        || duplicate.isPresent()
        || control.isPresent();
  }

  /**
   * The network that the flags describe. Where they name neither SMSC nor modem nor phone, there
   * are the usual ones.
   *
   * @throws InvalidSimulation with all that is wrong
   */
  SimulationConfig described() {
    SimulationConfig.Builder builder = describeRadio(SimulationConfig.builder());
    seed.ifPresent(builder::seed);
    control.ifPresent(builder::control);
    boolean usual = smscs.isEmpty() && modems.isEmpty() && phones.isEmpty() && phoneCount.isEmpty();
    if (usual) {
      return builder.smsc(USUAL_SMSC).phones(USUAL_PHONES).build();
    }
    smscs.forEach(builder::smsc);
    modemProfiles.ifPresent(builder::modemProfiles);
    modems.forEach(builder::modem);
    phones.forEach(builder::phone);
    phoneCount.ifPresent(builder::phones);
    return builder.build();
  }

  /**
   * How good the described network is, by itself.
   *
   * @param usualLatency the latency where no flag names one
   * @throws InvalidSimulation with all that is wrong
   */
  RadioConditions radio(Duration usualLatency) {
    SimulationConfig.Builder builder = SimulationConfig.builder();
    builder.conditions(RadioConditions.defaults().withLatency(usualLatency));
    return describeRadio(builder).build().conditions();
  }

  private SimulationConfig.Builder describeRadio(SimulationConfig.Builder builder) {
    latency.ifPresent(builder::latency);
    jitter.ifPresent(builder::jitter);
    loss.ifPresent(builder::loss);
    receiptLoss.ifPresent(builder::receiptLoss);
    receiptDelay.ifPresent(builder::receiptDelay);
    duplicate.ifPresent(builder::duplicate);
    return builder;
  }
}
