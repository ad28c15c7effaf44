package org.coapsms.carrier.smpp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.engine.CarrierId;

/**
 * Says how to reach one SMPP account and how to treat it. {@link #problems()} names everything that
 * is wrong at once; {@link SmppCarrier} takes only a configuration without problems.
 *
 * @param window how many submissions may wait for their answer at once on each bind; contracts name
 *     1 to 100, and rate is about window divided by the SMSC's latency
 */
public record SmppConfig(
    CarrierId id,
    Endpoint endpoint,
    Account account,
    int window,
    Timers timers,
    BackOff reconnect,
    Sending sending,
    Security security,
    Binds binds) {

  public static final int DEFAULT_WINDOW = 10;
  public static final int MAX_WINDOW = 1000;

  /** Where the SMSC listens. */
  public record Endpoint(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Who we are to the SMSC.
   *
   * @param number the number or name that our short messages come from and answers go to
   */
  public record Account(String systemId, String password, String systemType, String number) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Account[systemId=" + systemId + ", number=" + number + "]";
    }
  }

  /**
   * How long to wait for what.
   *
   * @param enquireLink a link that answered nothing for so long is asked, and closed if it does not
   *     answer within as long again; shorter finds a dead SMSC sooner
   * @param response how long a submission may stay unanswered before its outcome is unknown; busy
   *     SMSCs take many seconds
   * @param bind how long the SMSC may take to accept or release the bind
   * @param connect how long the TCP connection may take, and then the TLS handshake
   * @param write how long one write may be stuck in a peer that does not read
   */
  public record Timers(
      Duration enquireLink, Duration response, Duration bind, Duration connect, Duration write) {
    public static final Timers DEFAULT =
        new Timers(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
  }

  /** How long to wait between attempts to connect: doubles from the one to the other. */
  public record BackOff(Duration min, Duration max) {
    public static final BackOff DEFAULT =
        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  /**
   * What submissions look like to this SMSC.
   *
   * @param dataCoding data_coding of 8-bit data: 4 by the specification, 245 or 2 where it wants so
   * @param registeredDelivery registered_delivery where a receipt is wanted: 1 for every final one
   * @param segments how the parts of a message and its ports are told
   * @param source how our own number is declared; empty derives it from how it is written
   * @param destination how the subscriber's number is declared; empty leaves it as it is
   * @param commands which commands the account may use beside submit_sm
   */
  public record Sending(
      int dataCoding,
      int registeredDelivery,
      Segments segments,
      Optional<Numbering> source,
      Optional<Numbering> destination,
      Commands commands) {
    public static final Sending DEFAULT =
        new Sending(4, 1, Segments.UDH, Optional.empty(), Optional.empty(), Commands.SUBMIT_SM);
  }

  /**
   * Says which commands an account may use that not every SMSC offers.
   *
   * @param dataSm segments leave as data_sm instead of submit_sm
   * @param submitMulti segments that wait, the same for several subscribers, leave together
   * @param querySm the SMSC can be asked what became of a segment
   */
  public record Commands(boolean dataSm, boolean submitMulti, boolean querySm) {
    /** One submit_sm for each segment, and no more. */
    public static final Commands SUBMIT_SM = new Commands(false, false, false);
  }

  /** Where an SMSC wants to find the parts and the ports of a message. SMPP 3.4 §5.3.2. */
  public enum Segments {
    /**
     * In a header before the text, as the device gets it: passes every SMSC that is transparent.
     */
    UDH,
    /** In sar_ and port TLVs, for SMSCs that make the header themselves and take none. */
    SAR,
    /** As UDH, but in message_payload instead of short_message. */
    PAYLOAD
  }

  /** Type of number and numbering plan indicator. */
  public record Numbering(int ton, int npi) {}

  /** One mistake: the key that holds it and what is wrong with it. */
  public record Problem(String key, String problem) {
    @Override
    public String toString() {
      return key + ": " + problem;
    }
  }

  /** An account with everything else as it is by default. */
  public static SmppConfig of(CarrierId id, Endpoint endpoint, Account account) {
    return new SmppConfig(
        id,
        endpoint,
        account,
        DEFAULT_WINDOW,
        Timers.DEFAULT,
        BackOff.DEFAULT,
        Sending.DEFAULT,
        Security.DEFAULT,
        Binds.DEFAULT);
  }

  public SmppConfig withWindow(int segments) {
    return new SmppConfig(
        id, endpoint, account, segments, timers, reconnect, sending, security, binds);
  }

  public SmppConfig withTimers(Timers other) {
    return new SmppConfig(
        id, endpoint, account, window, other, reconnect, sending, security, binds);
  }

  public SmppConfig withReconnect(BackOff other) {
    return new SmppConfig(id, endpoint, account, window, timers, other, sending, security, binds);
  }

  public SmppConfig withSending(Sending other) {
    return new SmppConfig(id, endpoint, account, window, timers, reconnect, other, security, binds);
  }

  public SmppConfig withSecurity(Security other) {
    return new SmppConfig(id, endpoint, account, window, timers, reconnect, sending, other, binds);
  }

  public SmppConfig withBinds(Binds other) {
    return new SmppConfig(
        id, endpoint, account, window, timers, reconnect, sending, security, other);
  }

  /**
   * How many submissions there may be without outcome at once: the windows of all binds, and what
   * one submit_multi takes, since only what waits can share one.
   */
  public int totalWindow() {
    return window * binds.count() + (sending.commands().submitMulti() ? Encoding.MAX_GROUP : 0);
  }

  /** Every mistake in this configuration; empty if it can be used. */
  public List<Problem> problems() {
    return SmppConfigCheck.of(this);
  }
}
