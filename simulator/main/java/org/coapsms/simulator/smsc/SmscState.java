package org.coapsms.simulator.smsc;

import java.util.List;

/**
 * Shows what is connected at one moment.
 *
 * @param port the TCP port that listens
 * @param unbound connections that have not bound yet
 */
public record SmscState(int port, int unbound, List<AccountState> accounts) {
  /**
   * One account.
   *
   * @param queued deliver_sm that wait for a bind or for room in a window
   * @param rejected deliver_sm that the ESME refused for good
   */
  public record AccountState(
      String systemId, String number, int queued, long rejected, List<BindState> binds) {}

  /**
   * One bind.
   *
   * @param systemId what the ESME called itself
   * @param mode transmitter, receiver or transceiver
   * @param windowInUse deliver_sm that are not answered yet
   */
  public record BindState(
      String systemId, String mode, int interfaceVersion, int remotePort, int windowInUse) {}
}
