package org.coapsms.carrier.smpp;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.CommandStatus;
import org.jspecify.annotations.Nullable;

/**
 * Numbers our requests and puts PDUs on their way, none of which waits for anybody. What is sent
 * before there is a connection, or after its end, goes nowhere. Thread-safe.
 */
final class Outbox {
  private final WireTraces traces;
  private final AtomicInteger lastSequence = new AtomicInteger();
  private volatile @Nullable LinkConnection connection;

  Outbox(WireTraces traces) {
    this.traces = traces;
  }

  void connectTo(LinkConnection open) {
    connection = open;
  }

  /** The next sequence number, 1 to 0x7FFFFFFF: SMPP 3.4 §5.1.4. */
  int nextSequence() {
    return lastSequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
  }

  void bind(BindRole role, SmppConfig config) {
    int sequence = nextSequence();
    SmppConfig.Account account = config.account();
    byte[] octets = Sessions.bind(role, sequence, account, config.binds().interfaceVersion());
    send(octets, () -> traced(role.commandId(), sequence, account.systemId(), 0));
  }

  /** Sends a request of the window, unless that has settled it by the time it could leave. */
  void request(Window.Entry entry, Window window) {
    EncodedPdu pdu = entry.pdu();
    int sequence = entry.sequence();
    send(
        pdu.withSequence(sequence),
        () ->
            window.writing(entry, System.nanoTime())
                && traced(pdu.commandId(), sequence, pdu.about(), pdu.payload()));
  }

  /** Sends a request that has no body. */
  void request(int commandId) {
    int sequence = nextSequence();
    send(
        Sessions.header(commandId, CommandStatus.ESME_ROK, sequence),
        () -> traced(commandId, sequence, "", 0));
  }

  void answer(CommandHeader request, int commandStatus) {
    int commandId = CommandId.responseTo(request.commandId());
    int sequence = request.sequenceNumber();
    send(
        Sessions.answer(commandId, commandStatus, sequence),
        () -> traced(commandId, sequence, CommandStatusTable.words(commandStatus), 0));
  }

  void nack(int commandStatus, int sequence) {
    send(
        Sessions.header(CommandId.GENERIC_NACK, commandStatus, sequence),
        () -> traced(CommandId.GENERIC_NACK, sequence, CommandStatusTable.words(commandStatus), 0));
  }

  private void send(byte[] octets, BooleanSupplier mayLeave) {
    LinkConnection open = connection;
    if (open != null) {
      open.send(new Outgoing(octets, mayLeave));
    }
  }

  /** Runs on the writing thread, so that the lines come in the order of the wire. */
  private boolean traced(int commandId, int sequence, String detail, int octets) {
    traces.sent(commandId, sequence, detail, octets);
    return true;
  }
}
