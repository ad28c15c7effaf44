package org.coapsms.simulator.phone;

import java.time.Duration;
import org.coapsms.codec.framing.Framing;

/**
 * Describes what kind of device a phone plays.
 *
 * @param sms how it joins, splits and marks short messages
 * @param coap how its CoAP endpoint keeps time
 * @param resources how its resources behave
 */
public record PhoneBehaviour(Sms sms, Coap coap, ForResources resources) {
  /** Longer than any simulation: what is remembered for so long is remembered for ever. */
  public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  public static PhoneBehaviour defaults() {
    return new PhoneBehaviour(
        new Sms(Framing.MARKED, true, 16, 100, Duration.ofHours(1)),
        new Coap(
            Duration.ofSeconds(247),
            Duration.ofSeconds(60),
            1.5,
            2,
            Duration.ofMinutes(30),
            MessageIds.RANDOM_AFTER_REBOOT),
        new ForResources(Duration.ofSeconds(1), Duration.ofSeconds(30), 64, Duration.ofHours(1)));
  }

  /** A device as LwM2M knows it: no ports, no memory for duplicates, no retransmission. */
  public static PhoneBehaviour bare() {
    PhoneBehaviour usual = defaults();
    return new PhoneBehaviour(
        new Sms(Framing.BARE, true, 8, 100, Duration.ofHours(1)),
        usual.coap.withDedupLifetime(Duration.ZERO).withRetransmission(Duration.ofSeconds(60), 0),
        usual.resources);
  }

  public PhoneBehaviour withSms(Sms other) {
    return new PhoneBehaviour(other, coap, resources);
  }

  public PhoneBehaviour withCoap(Coap other) {
    return new PhoneBehaviour(sms, other, resources);
  }

  public PhoneBehaviour withResources(ForResources other) {
    return new PhoneBehaviour(sms, coap, other);
  }

  /**
   * How it joins, splits and marks short messages.
   *
   * @param framing of its own requests; it answers in the framing in which it was asked
   * @param acceptsBare whether CoAP without port 5683 is taken as CoAP
   * @param concatenationBits 8 for element 0x00, 16 for element 0x08
   * @param partialSets how many incomplete messages fit; beyond that the oldest is forgotten
   * @param finishedMemory how long a repeated segment of a complete message is recognised; zero for
   *     handsets in which it starts a set that never ends
   */
  public record Sms(
      Framing framing,
      boolean acceptsBare,
      int concatenationBits,
      int partialSets,
      Duration finishedMemory) {
    public Sms {
      if (concatenationBits != 8 && concatenationBits != 16) {
        throw new IllegalArgumentException("a reference has 8 or 16 bits");
      }
      if (partialSets < 1) {
        throw new IllegalArgumentException("room for one incomplete message at least");
      }
    }

    public Sms withFinishedMemory(Duration time) {
      return new Sms(framing, acceptsBare, concatenationBits, partialSets, time);
    }

    public Sms withAcceptsBare(boolean accepted) {
      return new Sms(framing, accepted, concatenationBits, partialSets, finishedMemory);
    }
  }

  /** Where Message IDs go on after a reboot. */
  public enum MessageIds {
    RANDOM_AFTER_REBOOT,
    ZERO_AFTER_REBOOT
  }

  /**
   * How the CoAP endpoint keeps time; names and meaning as in RFC 7252 §4.8.
   *
   * @param dedupLifetime how long a Message ID is recognised; zero for never, or {@link #FOR_EVER}
   * @param requestTimeout how long its own request waits for a response
   */
  public record Coap(
      Duration dedupLifetime,
      Duration ackTimeout,
      double ackRandomFactor,
      int maxRetransmit,
      Duration requestTimeout,
      MessageIds messageIds) {
    public Coap {
      if (!(ackRandomFactor >= 1)) {
        throw new IllegalArgumentException("ACK_RANDOM_FACTOR is 1 or more");
      }
    }

    public Coap withDedupLifetime(Duration lifetime) {
      return new Coap(
          lifetime, ackTimeout, ackRandomFactor, maxRetransmit, requestTimeout, messageIds);
    }

    /** The same with another ACK_TIMEOUT and MAX_RETRANSMIT. */
    public Coap withRetransmission(Duration timeout, int retransmissions) {
      return new Coap(
          dedupLifetime, timeout, ackRandomFactor, retransmissions, requestTimeout, messageIds);
    }

    public Coap withAckRandomFactor(double factor) {
      return new Coap(dedupLifetime, ackTimeout, factor, maxRetransmit, requestTimeout, messageIds);
    }

    public Coap withMessageIds(MessageIds choice) {
      return new Coap(
          dedupLifetime, ackTimeout, ackRandomFactor, maxRetransmit, requestTimeout, choice);
    }
  }

  /**
   * How the resources behave.
   *
   * @param separateDelay from the Empty ACK to the separate response
   * @param observePeriod how often {@code /obs} and {@code /obs-non} change
   * @param blockSize the largest block of the large resources: 16 to 1024, a power of two
   * @param blockLifetime how long an unfinished Block1 transfer is kept
   */
  public record ForResources(
      Duration separateDelay, Duration observePeriod, int blockSize, Duration blockLifetime) {
    public ForResources {
      if (blockSize < 16 || blockSize > 1024 || Integer.bitCount(blockSize) != 1) {
        throw new IllegalArgumentException("no block has " + blockSize + " octets");
      }
    }
  }
}
