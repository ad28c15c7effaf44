package org.coapsms.bridge.config;

import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.carrier.smpp.SmppConfig;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.Quota;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;

/**
 * Describes one way into the mobile network.
 *
 * @param rate the most segments a second; absent: as fast as the carrier takes them
 * @param quota how many segments it may be given in a time
 */
public record CarrierConfig(Access access, Optional<Double> rate, Quota quota) {

  /** What kind of carrier it is, with all that this kind needs. */
  public sealed interface Access {
    CarrierId id();
  }

  public record Smpp(SmppConfig config) implements Access {
    @Override
    public CarrierId id() {
      return config.id();
    }
  }

  /**
   * A modem.
   *
   * @param profile what to begin with
   * @param recognition where to look for the profile that fits; empty: the given one does
   */
  public record Modem(
      ModemConfig config, ModemProfile profile, Optional<ProfileCatalogue> recognition)
      implements Access {
    @Override
    public CarrierId id() {
      return config.id();
    }
  }

  public CarrierId id() {
    return access.id();
  }

  /** What the engine must know of it. */
  public CarrierTerms terms() {
    if (access instanceof Smpp smpp) {
      SmppConfig config = smpp.config();
      return new CarrierTerms(
              id(),
              Optional.of(config.account().number()),
              config.totalWindow(),
              lower(rate, config.binds().totalRate()))
          .withQuota(quota)
          .withQueries(config.sending().commands().querySm());
    }
    // A modem sends one segment after the other; more of them would wait in it instead of in the
    // engine, which still knows when to hold them back.
    Modem modem = (Modem) access;
    Optional<String> number = modem.config().ownNumber().map(Address::value);
    return new CarrierTerms(id(), number, 1, rate).withQuota(quota);
  }

  private static Optional<Double> lower(Optional<Double> one, Optional<Double> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(Math.min(one.get(), other.get()))
        : one.or(() -> other);
  }
}
