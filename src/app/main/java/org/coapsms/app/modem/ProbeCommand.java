package org.coapsms.app.modem;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Streams;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.probe.Transcript;
import org.coapsms.modem.profile.InvalidModemProfile;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what modem is at a port. */
@Command(
    name = "probe",
    header = "Tells what modem is at a port, how it is, and how to configure it.",
    description = {
      "",
      "Asks the modem who it is, how SIM and network are and what it offers for short messages; names"
          + " the profile that fits best and what differs from it; prints the configuration to"
          + " paste. It sends no SMS, deletes none, and changes nothing that outlives a restart.",
      "",
      "Where nothing answers and no speed is given, the usual speeds are tried. IMEI, IMSI and number"
          + " are shortened. Fails if no modem answers, and says what may help."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms modem probe /dev/ttyUSB2",
      "  coapsms modem probe --baud 9600 --json /dev/ttyS0",
      "  coapsms modem probe --pin - --transcript ec25.txt tcp://127.0.0.1:4001"
    })
final class ProbeCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Streams streams;
  private final PortAccess access = PortAccess.onThisMachine();
  private final KnownProfiles profiles = new KnownProfiles();
  private @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PORT",
      description = "A device such as /dev/ttyUSB2, or tcp://host:port.")
  private String port = "";

  @Option(
      names = "--baud",
      paramLabel = "N",
      description = "The speed of a serial port. Default: 115200, then other usual ones.")
  private Optional<Integer> baud = Optional.empty();

  @Option(
      names = "--pin",
      paramLabel = "PIN",
      description =
          "Tried once if the SIM asks for it, and never as the last attempt; '-' reads it from"
              + " standard input. Default: none is tried.")
  private Optional<String> pin = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Compare with this profile, a name or a file. Default: the one that fits best.")
  private Optional<String> profile = Optional.empty();

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = "--full-numbers",
      description = "Show IMEI, IMSI and number whole. Default: shortened, as 4901…518.")
  private boolean fullNumbers;

  private @Mixin TranscriptFile transcriptFile = new TranscriptFile();

  ProbeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailed, IOException {
    Optional<String> entered = enteredPin();
    Optional<ModemProfile> wanted = wantedProfile();
    access.check(port);
    Transcript transcript = new Transcript(InstantSource.system());
    PrintWriter err = spec.commandLine().getErr();
    Speeds speeds = new Speeds(port, baud, transcript, err);
    Speeds.Found found;
    try {
      found = speeds.survey(entered, profiles.questions());
    } catch (IOException broken) {
      throw PortAccess.failure(port, broken);
    } finally {
      transcriptFile.write(spec.qualifiedName(), port, transcript);
    }
    SurveyReport report = found.report();
    if (report.attention() != SurveyReport.Attention.ANSWERS) {
      throw NoModem.at(port, speeds.bauds(), report);
    }
    show(Finding.of(port, found.baud(), report, wanted.orElseGet(() -> profiles.bestFor(report))));
    return 0;
  }

  private Optional<String> enteredPin() throws IOException {
    Optional<String> entered = pin;
    if (pin.equals(Optional.of(STANDARD_INPUT))) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
      entered = Optional.of(Optional.ofNullable(in.readLine()).orElse("").strip());
    }
    if (entered.filter(digits -> !digits.matches("\\d{4,8}")).isPresent()) {
      throw new ParameterException(spec.commandLine(), "--pin: is not four to eight digits.");
    }
    return entered;
  }

  private Optional<ModemProfile> wantedProfile() throws CommandFailed {
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    String name = profile.get();
    try {
      boolean isFile = name.contains("/") || name.endsWith(".yaml");
      return Optional.of(isFile ? ModemProfiles.load(Path.of(name)) : ModemProfiles.load(name));
    } catch (InvalidModemProfile wrong) {
      throw new CommandFailed(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private void show(Finding finding) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Disguise disguise = fullNumbers ? Disguise.none() : Disguise.of(finding.report());
    List<String> configuration = Suggestion.configuration(finding, fullNumbers);
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(ProbeTree.of(finding, disguise, configuration)));
      return;
    }
    ProbeText.of(finding).stream().map(disguise::of).forEach(out::println);
    out.println();
    out.println("# for the configuration:");
    configuration.forEach(out::println);
    List<String> ownProfile = Suggestion.profile(finding, LocalDate.now(ZoneId.systemDefault()));
    if (!ownProfile.isEmpty()) {
      out.println();
      out.println("# my-modem.yaml, a profile that says what this modem said:");
      ownProfile.forEach(out::println);
    }
  }
}
