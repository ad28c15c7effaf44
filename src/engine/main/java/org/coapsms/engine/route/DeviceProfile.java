package org.coapsms.engine.route;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;

/**
 * Says what a class of devices understands. Times are those of the SMS leg.
 *
 * @param framing how our messages to such a device are marked
 * @param maxSegments how many short messages one CoAP message may take, 1 to 255
 * @param timing when we repeat and when we give up
 * @param deduplication how long the device knows a copy for what it is
 * @param nstart how many requests may be open with one device, RFC 7252 §4.7
 * @param maxWaiting how many further requests may wait for one device
 * @param minimumGap the least time between the first segments of two messages to one device
 * @param acknowledgesDevice whether we send Empty ACKs to such a device (not for LwM2M)
 * @param sleep when such devices cannot be reached, if they sleep
 * @param typeOnAir the type of requests towards the device; absent: as the client sent it
 */
public record DeviceProfile(
    String name,
    Framing framing,
    int maxSegments,
    Timing timing,
    Deduplication deduplication,
    int nstart,
    int maxWaiting,
    Duration minimumGap,
    boolean acknowledgesDevice,
    Optional<Sleep> sleep,
    Optional<CoapType> typeOnAir) {

  public DeviceProfile {
    require(maxSegments >= 1 && maxSegments <= 255, "maxSegments is 1 to 255");
    require(nstart >= 1, "nstart is at least 1");
    require(maxWaiting >= 0, "maxWaiting is not negative");
    require(!minimumGap.isNegative(), "minimumGap is not negative");
  }

  /**
   * When we repeat towards a device and when we give up.
   *
   * @param ackTimeout a fixed ACK_TIMEOUT; absent: learned from what carriers show
   * @param ackTimeoutUnlearned the ACK_TIMEOUT until something has been learned
   * @param ackTimeoutFloor the least ACK_TIMEOUT that may be learned
   * @param maxRetransmit how many copies may follow the first message; 0 for LwM2M
   * @param deadline when a request has failed, unless its client or route says otherwise
   * @param deviceAckTimeout the device's own ACK_TIMEOUT: how long it waits for our ACK
   * @param ackHold how long our ACK may wait for the response to ride on; absent: derived
   * @param reassemblyTime how long the device, and we, keep an incomplete message
   */
  public record Timing(
      Optional<Duration> ackTimeout,
      Duration ackTimeoutUnlearned,
      Duration ackTimeoutFloor,
      int maxRetransmit,
      Duration deadline,
      Duration deviceAckTimeout,
      Optional<Duration> ackHold,
      Duration reassemblyTime) {
    public Timing {
      require(maxRetransmit >= 0, "maxRetransmit is not negative");
      require(deadline.compareTo(Duration.ZERO) > 0, "deadline is positive");
    }

    public Timing withDeadline(Duration newDeadline) {
      return new Timing(
          ackTimeout,
          ackTimeoutUnlearned,
          ackTimeoutFloor,
          maxRetransmit,
          newDeadline,
          deviceAckTimeout,
          ackHold,
          reassemblyTime);
    }
  }

  /**
   * How copies are told from new messages.
   *
   * @param lifetime how long the device knows a Message ID again; zero: it does not deduplicate
   * @param onUnknown what to do when a message may or may not have left and the device does not
   *     deduplicate
   * @param deviceSpan how long after its first copy a device may still repeat a request of its own
   */
  public record Deduplication(Duration lifetime, OnUnknown onUnknown, Duration deviceSpan) {}

  /** What to do about a message that may have left, for a device that does not deduplicate. */
  public enum OnUnknown {
    RESEND,
    FAIL
  }

  /** RFC 7252 on binary SMS with port addressing: the profile of devices that name no other. */
  public static DeviceProfile standard() {
    return new DeviceProfile(
        "default",
        Framing.MARKED,
        10,
        new Timing(
            Optional.empty(),
            Duration.ofMinutes(20),
            Duration.ofSeconds(60),
            2,
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            Optional.empty(),
            Duration.ofMinutes(30)),
        new Deduplication(Duration.ofSeconds(247), OnUnknown.RESEND, Duration.ofHours(1)),
        1,
        16,
        Duration.ZERO,
        true,
        Optional.empty(),
        Optional.empty());
  }

  /** LwM2M's SMS binding: no port header, no retransmission, no Empty ACKs, no deduplication. */
  public static DeviceProfile lwm2m() {
    DeviceProfile base = standard();
    Timing timing = base.timing();
    return new DeviceProfile(
        "lwm2m",
        Framing.BARE,
        base.maxSegments(),
        new Timing(
            timing.ackTimeout(),
            timing.ackTimeoutUnlearned(),
            timing.ackTimeoutFloor(),
            0,
            timing.deadline(),
            timing.deviceAckTimeout(),
            timing.ackHold(),
            timing.reassemblyTime()),
        new Deduplication(Duration.ZERO, OnUnknown.FAIL, base.deduplication().deviceSpan()),
        base.nstart(),
        base.maxWaiting(),
        base.minimumGap(),
        false,
        base.sleep(),
        base.typeOnAir());
  }

  public DeviceProfile withTiming(Timing newTiming) {
    return new DeviceProfile(
        name,
        framing,
        maxSegments,
        newTiming,
        deduplication,
        nstart,
        maxWaiting,
        minimumGap,
        acknowledgesDevice,
        sleep,
        typeOnAir);
  }

  public DeviceProfile withSleep(Sleep newSleep) {
    return new DeviceProfile(
        name,
        framing,
        maxSegments,
        timing,
        deduplication,
        nstart,
        maxWaiting,
        minimumGap,
        acknowledgesDevice,
        Optional.of(newSleep),
        typeOnAir);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
