package org.coapsms.engine;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.DeviceProfile.Deduplication;
import org.coapsms.engine.route.DeviceProfile.OnUnknown;
import org.coapsms.engine.route.DeviceProfile.Timing;

/** Writes a device profile as a story needs it: the standard one but for what the story says. */
final class ProfileDraft {
  private static final DeviceProfile USUAL = DeviceProfile.standard();

  private Optional<Duration> ackTimeout = Optional.empty();
  private int maxRetransmit = USUAL.timing().maxRetransmit();
  private Duration deadline = USUAL.timing().deadline();
  private Duration deviceAckTimeout = USUAL.timing().deviceAckTimeout();
  private Optional<Duration> ackHold = Optional.empty();
  private Duration reassemblyTime = USUAL.timing().reassemblyTime();
  private Duration dedupLifetime = USUAL.deduplication().lifetime();
  private OnUnknown onUnknown = USUAL.deduplication().onUnknown();
  private int nstart = USUAL.nstart();
  private int maxWaiting = USUAL.maxWaiting();
  private Duration minimumGap = USUAL.minimumGap();
  private Optional<CoapType> typeOnAir = Optional.empty();

  /** A fixed time until a copy. */
  ProfileDraft ackTimeout(Duration fixed) {
    ackTimeout = Optional.of(fixed);
    return this;
  }

  ProfileDraft maxRetransmit(int copies) {
    maxRetransmit = copies;
    return this;
  }

  ProfileDraft deadline(Duration patience) {
    deadline = patience;
    return this;
  }

  ProfileDraft deviceAckTimeout(Duration timeout) {
    deviceAckTimeout = timeout;
    return this;
  }

  ProfileDraft ackHold(Duration hold) {
    ackHold = Optional.of(hold);
    return this;
  }

  ProfileDraft reassemblyTime(Duration time) {
    reassemblyTime = time;
    return this;
  }

  /** How long the device knows a copy; zero: never. */
  ProfileDraft knowsCopiesFor(Duration lifetime) {
    dedupLifetime = lifetime;
    return this;
  }

  ProfileDraft onUnknown(OnUnknown what) {
    onUnknown = what;
    return this;
  }

  ProfileDraft nstart(int open) {
    nstart = open;
    return this;
  }

  ProfileDraft maxWaiting(int waiting) {
    maxWaiting = waiting;
    return this;
  }

  ProfileDraft minimumGap(Duration gap) {
    minimumGap = gap;
    return this;
  }

  ProfileDraft typeOnAir(CoapType type) {
    typeOnAir = Optional.of(type);
    return this;
  }

  DeviceProfile profile() {
    return new DeviceProfile(
        "drafted",
        Framing.MARKED,
        USUAL.maxSegments(),
        new Timing(
            ackTimeout,
            USUAL.timing().ackTimeoutUnlearned(),
            USUAL.timing().ackTimeoutFloor(),
            maxRetransmit,
            deadline,
            deviceAckTimeout,
            ackHold,
            reassemblyTime),
        new Deduplication(dedupLifetime, onUnknown, USUAL.deduplication().deviceSpan()),
        nstart,
        maxWaiting,
        minimumGap,
        true,
        Optional.empty(),
        typeOnAir);
  }

  Conversation conversation() {
    return new Conversation(profile());
  }
}
