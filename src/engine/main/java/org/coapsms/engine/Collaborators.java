package org.coapsms.engine;

import java.util.random.RandomGenerator;
import org.coapsms.engine.exchange.DuplicateRule;
import org.coapsms.engine.exchange.MessageIds;
import org.coapsms.engine.exchange.RepeatRule;
import org.coapsms.engine.exchange.ResponseRule;
import org.coapsms.engine.message.Reassembly;
import org.coapsms.engine.message.ReceiptBook;
import org.coapsms.engine.message.References;
import org.coapsms.engine.message.SegmentRule;

/**
 * Makes the parts to which the engine leaves single decisions. Tests replace one to see that its
 * absence is noticed.
 */
public class Collaborators {
  protected References references(Ledger ledger, RandomGenerator random) {
    return new References(ledger, random);
  }

  protected MessageIds messageIds(Ledger ledger, RandomGenerator random) {
    return new MessageIds(ledger, random);
  }

  protected RepeatRule repeatRule() {
    return new RepeatRule();
  }

  protected Reassembly reassembly(Ledger ledger, Outputs outputs) {
    return new Reassembly(ledger, outputs);
  }

  protected ReceiptBook receiptBook(Ledger ledger, Outputs outputs) {
    return new ReceiptBook(ledger, outputs);
  }

  protected DuplicateRule duplicateRule() {
    return new DuplicateRule();
  }

  protected ResponseRule responseRule() {
    return new ResponseRule();
  }

  protected SegmentRule segmentRule() {
    return new SegmentRule();
  }
}
