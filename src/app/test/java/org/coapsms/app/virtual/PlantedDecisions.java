package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.exchange.DeviceRequest;
import org.coapsms.engine.exchange.DuplicateRule;
import org.coapsms.engine.exchange.ExchangeIndex;
import org.coapsms.engine.exchange.MessageIds;
import org.coapsms.engine.exchange.RepeatRule;
import org.coapsms.engine.exchange.ResponseRule;
import org.coapsms.engine.message.IncomingMessage;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptBook;
import org.coapsms.engine.message.References;
import org.coapsms.engine.message.SegmentRule;
import org.coapsms.engine.route.DeviceProfile;

/** Mistakes in single decisions of the engine, as collaborators that make them. */
final class PlantedDecisions {
  private PlantedDecisions() {}

  static final class SkipsDeduplication extends Collaborators {
    @Override
    protected DuplicateRule duplicateRule() {
      return new DuplicateRule() {
        @Override
        protected boolean isCopy(Instant now, DeviceRequest before, IncomingMessage incoming) {
          return false;
        }
      };
    }
  }

  static final class RepeatsAnything extends Collaborators {
    @Override
    protected RepeatRule repeatRule() {
      return new RepeatRule() {
        @Override
        protected Verdict judge(
            Instant now,
            CoapType type,
            CoapCode method,
            DeviceProfile profile,
            Evidence evidence,
            Duration leg) {
          return new Verdict(true, Optional.empty(), "");
        }
      };
    }
  }

  static final class ForgetsParkedReceipts extends Collaborators {
    @Override
    protected ReceiptBook receiptBook(Ledger ledger, Outputs outputs) {
      return new ReceiptBook(ledger, outputs) {
        @Override
        protected void park(Instant now, Receipt receipt) {}
      };
    }
  }

  static final class ReusesTokens extends Collaborators {
    @Override
    protected MessageIds messageIds(Ledger ledger, RandomGenerator random) {
      return new MessageIds(ledger, random) {
        @Override
        protected Bytes token(Predicate<Bytes> inUse) {
          return Bytes.of(1, 2, 3, 4);
        }
      };
    }
  }

  static final class ReusesMessageIds extends Collaborators {
    @Override
    protected MessageIds messageIds(Ledger ledger, RandomGenerator random) {
      return new MessageIds(ledger, random) {
        @Override
        protected Optional<Integer> next(
            Subscriber subscriber, java.util.function.IntPredicate inUse) {
          return Optional.of(0x4711);
        }
      };
    }
  }

  static final class ReusesReferences extends Collaborators {
    @Override
    protected References references(Ledger ledger, RandomGenerator random) {
      return new References(ledger, random) {
        @Override
        protected int next(Subscriber subscriber, Framing framing) {
          return 7;
        }
      };
    }
  }

  static final class AnswersAnother extends Collaborators {
    @Override
    protected ResponseRule responseRule() {
      return new ResponseRule() {
        @Override
        protected Optional<ClientExchange> exchange(
            ExchangeIndex index, Subscriber from, CoapMessage response) {
          return index.openExchange(from);
        }
      };
    }
  }

  static final class ResendsWhole extends Collaborators {
    @Override
    protected SegmentRule segmentRule() {
      return new SegmentRule() {
        @Override
        protected boolean mayGoAlone(
            Instant again, OutgoingMessage message, long failures, Duration reassemblyTime) {
          return false;
        }
      };
    }
  }
}
