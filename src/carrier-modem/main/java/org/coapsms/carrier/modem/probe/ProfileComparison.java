package org.coapsms.carrier.modem.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.coapsms.carrier.modem.dialogue.SurveyAnswer;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.codec.at.AtLine;
import org.coapsms.codec.at.MalformedAtLine;
import org.coapsms.codec.at.TestAnswer;
import org.coapsms.codec.at.TestAnswer.Choices;
import org.coapsms.modem.profile.ModemProfile;

/**
 * Compares what a modem said of itself with what its profile says. What was not answered, or not
 * understood, is no difference.
 */
public final class ProfileComparison {
  /** Beyond the largest value of any parameter of {@code +CNMI}. */
  private static final int DIGITS = 10;

  private final SurveyReport report;
  private final ModemProfile profile;
  private final List<Difference> found = new ArrayList<>();

  private ProfileComparison(SurveyReport report, ModemProfile profile) {
    this.report = report;
    this.profile = profile;
  }

  /** The differences, in the order of a profile's keys. */
  public static List<Difference> differences(SurveyReport report, ModemProfile profile) {
    ProfileComparison comparison = new ProfileComparison(report, profile);
    comparison.compareNotifications();
    comparison.compareServices();
    comparison.compareStorages();
    comparison.compareMoreMessages();
    return List.copyOf(comparison.found);
  }

  private void compareNotifications() {
    String claimed = profile.notifications().supportedIn(service()).toString();
    Optional<TestAnswer> offered = report.offer("AT+CNMI");
    if (offered.isPresent() && !numbers(offered.get()).equals(numbers(parse(claimed)))) {
      differ("notifications.supported", '"' + claimed + '"', quotedLine("AT+CNMI=?"), true);
    }
  }

  private int service() {
    boolean phase2Plus =
        report.answer("AT+CSMS?").flatMap(SurveyAnswer::value).orElse("").startsWith("1");
    return phase2Plus ? 1 : 0;
  }

  private void compareServices() {
    Set<Integer> known = new TreeSet<>(profile.acknowledgement().services());
    Set<Integer> offered = report.offered("AT+CSMS");
    if (!offered.isEmpty() && !offered.equals(known)) {
      differ("acknowledgement.services", known.toString(), offered.toString(), false);
    }
  }

  private void compareStorages() {
    List<List<String>> printed = words(Optional.of(parse(profile.storages().offer())));
    List<List<String>> offered = words(report.offer("AT+CPMS"));
    if (!offered.isEmpty() && !offered.equals(printed)) {
      differ("storages.offered", printed.toString(), offered.toString(), true);
    }
    for (AtLine.Storage storage : report.storages()) {
      String name = storage.memory().orElse("");
      ModemProfile.Storage size = profile.storages().sizes().get(name);
      if (size != null && size.size() != storage.total()) {
        differ("storages.sizes." + name + ".size", size.size() + "", storage.total() + "", true);
      }
    }
  }

  private void compareMoreMessages() {
    Set<Integer> known = new TreeSet<>(profile.sending().moreMessages());
    Optional<SurveyAnswer> asked = report.answer("AT+CMMS=?");
    boolean refused = asked.filter(said -> said.ending() == SurveyAnswer.Ending.ERROR).isPresent();
    Set<Integer> offered = report.offered("AT+CMMS");
    if ((refused || !offered.isEmpty()) && !offered.equals(known)) {
      differ("sending.moreMessages", known.toString(), offered.toString(), false);
    }
  }

  private void differ(String key, String profileSays, String modemSays, boolean settled) {
    Difference difference = new Difference(key, profileSays, modemSays, settled);
    if (!found.contains(difference)) {
      found.add(difference);
    }
  }

  private String quotedLine(String command) {
    return '"' + report.answer(command).flatMap(SurveyAnswer::value).orElse("") + '"';
  }

  private static List<List<String>> words(Optional<TestAnswer> answer) {
    return answer
        .map(test -> test.parameters().stream().map(Choices::words).toList())
        .filter(lists -> lists.stream().anyMatch(list -> !list.isEmpty()))
        .orElse(List.of());
  }

  /** For each parameter what it takes, however it was written: 0-2 is 0,1,2. */
  private static List<String> numbers(TestAnswer answer) {
    return answer.parameters().stream()
        .map(
            choices ->
                IntStream.range(0, DIGITS)
                    .filter(choices::allows)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(",")))
        .toList();
  }

  private static TestAnswer parse(String text) {
    try {
      return TestAnswer.parse(text);
    } catch (MalformedAtLine malformed) {
      throw new IllegalStateException("a profile's own ranges: " + text, malformed);
    }
  }
}
