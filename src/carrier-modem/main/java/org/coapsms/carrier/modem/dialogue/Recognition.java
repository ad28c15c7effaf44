package org.coapsms.carrier.modem.dialogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.modem.profile.ModemIdentity;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;
import org.coapsms.modem.profile.ProfileMatch;

/**
 * Finds the profile of a modem by what it says about itself: first the questions that every modem
 * understands, and where these tell nothing, those that single families know.
 */
final class Recognition {
  private static final String MANUFACTURER = "AT+CGMI";
  private static final String MODEL = "AT+CGMM";
  private static final String INFORMATION = "ATI";

  private final Optional<ProfileCatalogue> catalogue;
  private final Deque<String> questions = new ArrayDeque<>();
  private final Map<String, List<String>> answers = new HashMap<>();
  private boolean askedAll;

  /**
   * Prepares to look among profiles.
   *
   * @param catalogue empty: the profile is given, and nothing is asked
   */
  Recognition(Optional<ProfileCatalogue> catalogue) {
    this.catalogue = catalogue;
    restart();
  }

  /** Another modem may be there now. */
  void restart() {
    questions.clear();
    answers.clear();
    askedAll = catalogue.isEmpty();
    if (!askedAll) {
      questions.addAll(List.of(MANUFACTURER, MODEL, INFORMATION));
    }
  }

  /** What to ask next; empty when enough is known. */
  Optional<AtCommand> next() {
    return Optional.ofNullable(questions.peek()).map(AtCommand::text);
  }

  void answered(AtAnswer answer) {
    answers.put(questions.remove(), answer.ok() ? answer.lines() : List.of());
    if (questions.isEmpty() && !askedAll && !match().isRecognised()) {
      askedAll = true;
      questions.addAll(catalogue.orElseThrow().questions());
    }
  }

  /** The profile that fits better than the one in use, now that nothing is left to ask. */
  Optional<ModemProfile> betterThan(ModemProfile current) {
    return catalogue
        .map(profiles -> profiles.load(match().profile()))
        .filter(profile -> !profile.id().equals(current.id()));
  }

  private ProfileMatch match() {
    return catalogue
        .orElseThrow()
        .match(new ModemIdentity(lines(MANUFACTURER), lines(MODEL), lines(INFORMATION), answers));
  }

  private List<String> lines(String question) {
    return answers.getOrDefault(question, List.of());
  }
}
