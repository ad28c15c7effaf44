package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.Directory;

/**
 * Takes in short messages: canonicalises their sender, drops what is not for us without a word, and
 * joins segments. Not thread-safe.
 */
public final class Inbox {
  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final Reassembly reassembly;
  private final ReceiptBook book;
  private final MessageEvents events;

  public Inbox(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      Reassembly reassembly,
      ReceiptBook book,
      MessageEvents events) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.reassembly = reassembly;
    this.book = book;
    this.events = events;
  }

  public void arrived(Instant now, IncomingSms sms) {
    Optional<Subscriber> sender = directory.knownSender(sms.originator());
    if (sender.isEmpty()) {
      outputs.note(EventKind.SENDER_UNKNOWN, sms.originator().toString());
      return;
    }
    Subscriber from = sender.get();
    Demultiplexer.Reading reading = Demultiplexer.read(sms, directory.isListed(from));
    if (reading.dropped().isPresent()) {
      outputs.note(reading.dropped().get(), from, sms.dataCoding().toString());
      return;
    }
    Optional<Bytes> whole =
        reassembly.accept(
            now,
            from,
            reading.port(),
            reading.place(),
            reading.octets(),
            directory.profile(from).timing().reassemblyTime());
    whole.ifPresent(
        octets ->
            events.arrived(
                now,
                new IncomingMessage(
                    from, sms.carrier(), reading.port(), octets, sms.serviceCentreTime())));
  }

  /** What an entry of this layer needs when its time has come; false if it is not of this layer. */
  public boolean due(Entry entry) {
    if (entry instanceof PartialMessage partial) {
      reassembly.expire(partial);
      return true;
    }
    if (entry instanceof ParkedReceipt receipt) {
      book.expire(receipt);
      return true;
    }
    return false;
  }

  /** Takes over what the store remembered. */
  public void recover() {
    ledger
        .entries()
        .forEach(
            entry -> {
              if (entry instanceof PartialMessage partial) {
                reassembly.recover(partial);
              } else if (entry instanceof ParkedReceipt receipt) {
                book.recover(receipt);
              }
            });
  }
}
