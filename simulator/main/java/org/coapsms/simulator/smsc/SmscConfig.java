package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Describes a service centre.
 *
 * @param port TCP port on loopback; 0 takes a free one
 * @param systemId what a bind response says
 * @param accounts who may bind
 * @param responseLatency how long a submit_sm waits for its answer; zero answers at once
 * @param defaultValidity how long a message without a validity period is tried
 * @param timers when the service centre loses patience with an ESME
 * @param seed of what accounts leave to chance
 * @param tls without it, the port speaks in the clear
 */
public record SmscConfig(
    int port,
    String systemId,
    List<SmscAccount> accounts,
    Duration responseLatency,
    Duration defaultValidity,
    Timers timers,
    long seed,
    Optional<TlsIdentity> tls) {

  /**
   * The timers of SMPP 3.4 §2.9, for which it names no figures.
   *
   * @param sessionInit from the connection to the bind
   * @param enquireLink how long a bind may be silent before it is asked whether it still lives
   * @param response how long a deliver_sm or enquire_link may stay unanswered: the former is then
   *     sent again, the latter ends the connection
   * @param retry how long a deliver_sm waits that was answered with ESME_RX_T_APPN
   */
  public record Timers(
      Duration sessionInit, Duration enquireLink, Duration response, Duration retry) {
    public static final Timers USUAL =
        new Timers(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1));
  }

  public SmscConfig {
    accounts = List.copyOf(accounts);
    long names = accounts.stream().map(SmscAccount::systemId).distinct().count();
    if (accounts.isEmpty() || names < accounts.size()) {
      throw new IllegalArgumentException("accounts need one system id each: " + accounts);
    }
  }

  /** A service centre that lets anybody in, as number 10000, on a free port. */
  public static SmscConfig openToAll() {
    return of(SmscAccount.anyLogin("10000"));
  }

  /** A service centre with these accounts, on a free port. */
  public static SmscConfig of(SmscAccount... accounts) {
    return new SmscConfig(
        0,
        "coapsms",
        List.of(accounts),
        Duration.ZERO,
        Duration.ofDays(1),
        Timers.USUAL,
        1,
        Optional.empty());
  }

  public SmscConfig withPort(int port) {
    return new SmscConfig(
        port, systemId, accounts, responseLatency, defaultValidity, timers, seed, tls);
  }

  public SmscConfig withResponseLatency(Duration responseLatency) {
    return new SmscConfig(
        port, systemId, accounts, responseLatency, defaultValidity, timers, seed, tls);
  }

  public SmscConfig withTimers(Timers timers) {
    return new SmscConfig(
        port, systemId, accounts, responseLatency, defaultValidity, timers, seed, tls);
  }

  public SmscConfig withSeed(long seed) {
    return new SmscConfig(
        port, systemId, accounts, responseLatency, defaultValidity, timers, seed, tls);
  }

  public SmscConfig withTls(TlsIdentity identity) {
    return new SmscConfig(
        port,
        systemId,
        accounts,
        responseLatency,
        defaultValidity,
        timers,
        seed,
        Optional.of(identity));
  }
}
