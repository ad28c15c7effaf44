package org.coapsms.modem.profile;

/**
 * Names the profile that fits a modem best.
 *
 * @param profile its name
 * @param score how closely it fits: 0 for the profile of any modem, more for a better fit
 */
public record ProfileMatch(String profile, int score) {
  /** Whether the modem was recognised, and not merely given the profile of any modem. */
  public boolean isRecognised() {
    return score > 0;
  }
}
