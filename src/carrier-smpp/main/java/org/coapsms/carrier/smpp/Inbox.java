package org.coapsms.carrier.smpp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.engine.message.Receipt;
import org.coapsms.runtime.CarrierListener;

/**
 * Hands on what the SMSC delivers, in its order, and answers each when the store has it. Nobody
 * waits meanwhile; a bounded number may be open, since the SMSC's own window cannot be trusted.
 * Thread-safe.
 */
final class Inbox {
  /** Beyond it the SMSC is told to come back later: the store does not keep up. */
  private static final int MAX_OPEN = 1000;

  /** Sends the answer to a request. */
  @FunctionalInterface
  interface Answer {
    void send(CommandHeader request, int commandStatus);
  }

  private final Deliveries deliveries;
  private final CarrierListener listener;
  private final MessageIds ids;
  private final WireTraces traces;
  private final Answer answer;
  private final AtomicInteger open = new AtomicInteger();

  Inbox(LinkSetting setting, WireTraces traces, Answer answer) {
    this.deliveries = new Deliveries(setting.config());
    this.listener = setting.listener();
    this.ids = setting.ids();
    this.traces = traces;
    this.answer = answer;
  }

  /** Takes a deliver_sm or data_sm. */
  void arrived(CommandHeader header, Bytes pdu) {
    Delivery delivery = deliveries.read(pdu);
    traces.received(header, delivery.detail(), delivery.octets());
    if (delivery instanceof Delivery.Junk) {
      // "Rejected": the SMSC shall not bring again what will never be understood.
      answer.send(header, CommandStatus.ESME_RX_R_APPN);
      return;
    }
    if (open.incrementAndGet() > MAX_OPEN) {
      open.decrementAndGet();
      answer.send(header, CommandStatus.ESME_RX_T_APPN);
      return;
    }
    CompletableFuture<Boolean> committed = new CompletableFuture<>();
    CompletableFuture<Boolean> unused =
        committed.whenComplete((kept, failure) -> settled(header, failure == null && kept));
    if (delivery instanceof Delivery.OfReceipt arrived) {
      listener.receiptArrived(meant(arrived.receipt()), committed);
    } else if (delivery instanceof Delivery.OfSms arrived) {
      listener.smsArrived(arrived.sms(), committed);
    }
  }

  /** The receipt with the id that the answer to its submission had. */
  private Receipt meant(Receipt receipt) {
    return new Receipt(
        receipt.carrier(),
        ids.meant(receipt.messageId(), receipt.recipient()),
        receipt.recipient(),
        receipt.state(),
        receipt.detail());
  }

  private void settled(CommandHeader header, boolean kept) {
    open.decrementAndGet();
    // Never 0x65, "permanent": the SMSC would throw the message away.
    answer.send(header, kept ? CommandStatus.ESME_ROK : CommandStatus.ESME_RX_T_APPN);
  }
}
