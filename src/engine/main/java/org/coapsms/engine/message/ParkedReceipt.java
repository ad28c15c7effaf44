package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Subscriber;

/** Is a receipt that came before anything it could belong to. */
record ParkedReceipt(Receipt receipt, Instant arrived, Instant forget) implements Entry {

  static EntryKey key(Receipt receipt) {
    return new EntryKey(
        EntryKey.Kind.PARKED_RECEIPT,
        receipt.carrier()
            + "/"
            + receipt.messageId()
            + "/"
            + receipt.recipient().map(Object::toString).orElse("")
            + "/"
            + receipt.state());
  }

  @Override
  public EntryKey key() {
    return key(receipt);
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> due() {
    return Optional.of(forget);
  }
}
