package org.coapsms.simulator;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.simulator.smsc.IdText;
import org.coapsms.simulator.smsc.Limits;
import org.coapsms.simulator.smsc.ReceiptHabits;
import org.coapsms.simulator.smsc.ReceiptStyle;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.TlsIdentity;

/**
 * Says what is unusual about an SMPP account and its port.
 *
 * @param window how many deliver_sm may be unanswered on one bind
 * @param outbindPort where the SMSC asks for a bind when something waits; 0 for nowhere
 * @param responseLatency of the whole port, as the first of its accounts says
 * @param tls of the whole port, as the first of its accounts says
 */
public record SmscSettings(
    int window,
    Limits limits,
    IdText responseIds,
    ReceiptStyle receipts,
    ReceiptHabits receiptHabits,
    int outbindPort,
    Duration responseLatency,
    Optional<TlsIdentity> tls) {
  public static final SmscSettings USUAL =
      new SmscSettings(
          SmscAccount.DEFAULT_WINDOW,
          Limits.NONE,
          IdText.DECIMAL,
          ReceiptStyle.STANDARD,
          ReceiptHabits.HONEST,
          0,
          Duration.ZERO,
          Optional.empty());

  /** The account with all of this, as far as it concerns an account. */
  SmscAccount apply(SmscAccount account) {
    return account
        .withWindow(window)
        .withLimits(limits)
        .withResponseIds(responseIds)
        .withReceipts(receipts)
        .withReceiptHabits(receiptHabits)
        .withOutbindPort(outbindPort);
  }
}
