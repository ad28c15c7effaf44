package org.coapsms.engine.route;

import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.engine.Subscriber;

/**
 * Canonicalises addresses as networks write them, before anything is hashed or matched.
 *
 * @param countryCode the digits that stand for a national number's leading 0, if known
 * @param aliases what short codes and alphanumeric senders stand for
 */
public record NumberPlan(Optional<String> countryCode, Map<String, Subscriber> aliases) {
  private static final int SHORTEST_INTERNATIONAL = 8;

  public NumberPlan {
    aliases = Map.copyOf(aliases);
  }

  public static NumberPlan international() {
    return new NumberPlan(Optional.empty(), Map.of());
  }

  /** Who an address is; empty if it is nobody that could be reached. */
  public Optional<Subscriber> subscriber(Address address) {
    Subscriber alias = aliases.get(address.value());
    if (alias != null) {
      return Optional.of(alias);
    }
    if (address.isAlphanumeric()) {
      return Optional.empty();
    }
    String digits =
        address.value().startsWith("+") ? address.value().substring(1) : address.value();
    if (address.isInternational()) {
      return digitsOnly(digits);
    }
    if (countryCode.isPresent() && digits.startsWith("0") && !digits.startsWith("00")) {
      return digitsOnly(countryCode.get() + digits.substring(1));
    }
    if (address.typeOfNumber() == Address.NATIONAL && countryCode.isPresent()) {
      return digitsOnly(countryCode.get() + digits);
    }
    if (digits.startsWith("00")) {
      return digitsOnly(digits.substring(2));
    }
    // Many SMSCs hand over E.164 digits with an unknown type of number.
    return digits.length() >= SHORTEST_INTERNATIONAL && !digits.startsWith("0")
        ? digitsOnly(digits)
        : Optional.empty();
  }

  private static Optional<Subscriber> digitsOnly(String digits) {
    boolean plausible =
        !digits.isEmpty()
            && digits.length() <= 15
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plausible ? Optional.of(new Subscriber(digits)) : Optional.empty();
  }
}
