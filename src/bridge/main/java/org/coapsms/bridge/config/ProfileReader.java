package org.coapsms.bridge.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.DeviceProfile.Deduplication;
import org.coapsms.engine.route.DeviceProfile.OnUnknown;
import org.coapsms.engine.route.DeviceProfile.Timing;
import org.coapsms.engine.route.Sleep;

/** Reads one device profile: what it leaves out is as in the built-in profile it is based on. */
final class ProfileReader {
  static final String LWM2M = "lwm2m";

  private static final int MOST_WAITING = 10_000;
  private static final int MOST_RETRANSMIT = 10;

  private final Section section;
  private final DeviceProfile base;

  private ProfileReader(Section section, DeviceProfile base) {
    this.section = section;
    this.base = base;
  }

  /** The built-in profiles, failing after the given time. */
  static Map<String, DeviceProfile> builtIn(Duration deadline) {
    return Map.of(
        BridgeConfig.DEFAULT_PROFILE,
        withDeadline(DeviceProfile.standard(), deadline),
        LWM2M,
        withDeadline(DeviceProfile.lwm2m(), deadline));
  }

  static DeviceProfile read(String name, Section section, Map<String, DeviceProfile> builtIn) {
    DeviceProfile fallback =
        builtIn.getOrDefault(
            name, builtIn.getOrDefault(BridgeConfig.DEFAULT_PROFILE, DeviceProfile.standard()));
    DeviceProfile base = section.choice("basedOn", builtIn).orElse(fallback);
    DeviceProfile profile = new ProfileReader(section, base).profile(name);
    section.close();
    return profile;
  }

  private DeviceProfile profile(String name) {
    Timing timing = timing();
    Deduplication deduplication = deduplication();
    Optional<CoapType> type =
        section.choice("typeOnAir", Map.of("con", CoapType.CON, "non", CoapType.NON));
    if (type.equals(Optional.of(CoapType.NON)) && section.has("maxRetransmit")) {
      section.warning("maxRetransmit", "has no effect: a NON is never repeated for silence");
    }
    Duration gap = section.duration("minimumGap").orElse(base.minimumGap());
    if (gap.compareTo(timing.deadline()) >= 0) {
      section.error("minimumGap", "is not shorter than the deadline; nothing second could be sent");
      gap = base.minimumGap();
    }
    return new DeviceProfile(
        name,
        section
            .choice("framing", Map.of("marked", Framing.MARKED, "bare", Framing.BARE))
            .orElse(base.framing()),
        section.integer("maxSegments", base.maxSegments(), 1, 255),
        timing,
        deduplication,
        section.integer("nstart", base.nstart(), 1, 16),
        section.integer("maxWaiting", base.maxWaiting(), 0, MOST_WAITING),
        gap,
        section.flag("acknowledgesDevice", base.acknowledgesDevice()),
        sleep(timing.deadline()).or(base::sleep),
        type.or(base::typeOnAir));
  }

  private Timing timing() {
    Timing given = base.timing();
    Duration deadline = section.span("deadline", given.deadline());
    Optional<Duration> ackTimeout = section.duration("ackTimeout").or(given::ackTimeout);
    if (ackTimeout.filter(Duration::isZero).isPresent()) {
      section.error("ackTimeout", "is 0; must be longer");
      ackTimeout = given.ackTimeout();
    }
    if (ackTimeout.filter(timeout -> timeout.compareTo(deadline) > 0).isPresent()) {
      section.error(
          "ackTimeout",
          "is "
              + Quantity.written(ackTimeout.get())
              + ", longer than the deadline of "
              + Quantity.written(deadline)
              + "; must be shorter, or nothing is ever repeated");
    }
    Duration deviceAckTimeout = section.span("deviceAckTimeout", given.deviceAckTimeout());
    Optional<Duration> ackHold = section.duration("ackHold").or(given::ackHold);
    if (ackHold.filter(hold -> hold.compareTo(deviceAckTimeout) >= 0).isPresent()) {
      section.error(
          "ackHold",
          "is not shorter than deviceAckTimeout, "
              + Quantity.written(deviceAckTimeout)
              + "; the device would have repeated its request by then");
    }
    return new Timing(
        ackTimeout,
        given.ackTimeoutUnlearned(),
        given.ackTimeoutFloor(),
        section.integer("maxRetransmit", given.maxRetransmit(), 0, MOST_RETRANSMIT),
        deadline,
        deviceAckTimeout,
        ackHold,
        section.span("reassemblyTime", given.reassemblyTime()));
  }

  private Optional<Sleep> sleep(Duration deadline) {
    return section
        .section("sleep")
        .flatMap(given -> SleepReader.read(given))
        .filter(
            sleep -> {
              if (sleep.neverEnds()) {
                section.error("sleep", "never ends; such a device cannot be reached");
              } else if (sleep.longest().compareTo(deadline) > 0) {
                section.warning(
                    "sleep",
                    "lasts up to "
                        + Quantity.written(sleep.longest())
                        + ", longer than the deadline of "
                        + Quantity.written(deadline)
                        + ": what is asked at its beginning is refused with 5.03");
              }
              return !sleep.neverEnds();
            });
  }

  private Deduplication deduplication() {
    Deduplication given = base.deduplication();
    return new Deduplication(
        section.duration("dedupLifetime").orElse(given.lifetime()),
        section
            .choice("onUnknown", Map.of("resend", OnUnknown.RESEND, "fail", OnUnknown.FAIL))
            .orElse(given.onUnknown()),
        given.deviceSpan());
  }

  private static DeviceProfile withDeadline(DeviceProfile profile, Duration deadline) {
    return profile.withTiming(profile.timing().withDeadline(deadline));
  }
}
