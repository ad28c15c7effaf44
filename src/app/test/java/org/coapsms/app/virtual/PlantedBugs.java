package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.Change;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Input;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Step;
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
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptBook;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.References;
import org.coapsms.engine.message.SegmentRule;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.simulator.network.MobileNetwork;

/** Mistakes that somebody could make, each in the one part that decides it. */
final class PlantedBugs {
  private PlantedBugs() {}

  /** One mistake; a new one for each history. */
  record Bug(String name, Supplier<VirtualRun.Planted> planted) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bug> all() {
    return List.of(
        deciding("skips the deduplication of devices' requests", new SkipsDeduplication()),
        deciding("repeats what must not be done twice", new RepeatsAnything()),
        deciding("forgets parked receipts", new ForgetsParkedReceipts()),
        deciding("reuses tokens", new ReusesTokens()),
        deciding("reuses Message IDs", new ReusesMessageIds()),
        deciding("reuses references", new ReusesReferences()),
        deciding("answers another exchange", new AnswersAnother()),
        deciding("resends the whole message for one segment", new ResendsWhole()),
        living("acts before it commits", ActsBeforeCommit::new),
        living("says that it has what it has not committed", TellsBeforeCommit::new),
        living("trusts a temporary receipt", TrustsTemporaryReceipts::new),
        living("takes unknown for failed", TakesUnknownForFailed::new),
        living("does not know a client's duplicate", ForgetsClients::new),
        living("cancels on DELIVRD", CancelsOnDelivered::new),
        living("does not store the numbers in use", ForgetsNumbers::new));
  }

  private static Bug deciding(String name, Collaborators collaborators) {
    return new Bug(
        name,
        () ->
            new VirtualRun.Planted() {
              @Override
              protected Collaborators collaborators() {
                return collaborators;
              }
            });
  }

  private interface Birth {
    VirtualNode born(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        VirtualNode.World world,
        double crash);
  }

  private static Bug living(String name, Birth birth) {
    return new Bug(
        name,
        () ->
            new VirtualRun.Planted() {
              @Override
              VirtualNode node(
                  Directory directory,
                  Collaborators collaborators,
                  RandomGenerator random,
                  MobileNetwork network,
                  VirtualNode.World world,
                  double crash) {
                return birth.born(directory, collaborators, random, network, world, crash);
              }
            });
  }

  private static final class SkipsDeduplication extends Collaborators {
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

  private static final class RepeatsAnything extends Collaborators {
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

  private static final class ForgetsParkedReceipts extends Collaborators {
    @Override
    protected ReceiptBook receiptBook(Ledger ledger, Outputs outputs) {
      return new ReceiptBook(ledger, outputs) {
        @Override
        protected void park(Instant now, Receipt receipt) {}
      };
    }
  }

  private static final class ReusesTokens extends Collaborators {
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

  private static final class ReusesMessageIds extends Collaborators {
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

  private static final class ReusesReferences extends Collaborators {
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

  private static final class AnswersAnother extends Collaborators {
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

  private static final class ResendsWhole extends Collaborators {
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

  private static final class ActsBeforeCommit extends VirtualNode {
    ActsBeforeCommit(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    protected void settle(Instant now, Consumer<Boolean> committed, boolean mayCrash) {
      Step step = takeStep();
      act(now, step);
      commit(now, step);
      committed.accept(true);
    }
  }

  private static final class TellsBeforeCommit extends VirtualNode {
    TellsBeforeCommit(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    protected void settle(Instant now, Consumer<Boolean> committed, boolean mayCrash) {
      super.settle(now, really -> committed.accept(true), mayCrash);
    }
  }

  private static final class TrustsTemporaryReceipts extends VirtualNode {
    TrustsTemporaryReceipts(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    void handle(Instant now, Input input, Consumer<Boolean> committed) {
      super.handle(
          now,
          input instanceof Input.ReceiptArrived arrived
                  && arrived.receipt().state() == ReceiptState.STILL_TRYING
              ? new Input.ReceiptArrived(failed(arrived.receipt()))
              : input,
          committed);
    }

    private static Receipt failed(Receipt receipt) {
      return new Receipt(
          receipt.carrier(),
          receipt.messageId(),
          receipt.recipient(),
          ReceiptState.FAILED_PERMANENT,
          receipt.detail());
    }
  }

  private static final class TakesUnknownForFailed extends VirtualNode {
    TakesUnknownForFailed(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    void handle(Instant now, Input input, Consumer<Boolean> committed) {
      super.handle(
          now,
          input instanceof Input.SubmissionEnded ended
                  && ended.outcome() instanceof SubmissionOutcome.Unknown
              ? new Input.SubmissionEnded(
                  ended.id(),
                  new SubmissionOutcome.Refused(SubmissionOutcome.Cause.PERMANENT, "no answer"))
              : input,
          committed);
    }
  }

  private static final class ForgetsClients extends VirtualNode {
    private int count;

    ForgetsClients(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    void handle(Instant now, Input input, Consumer<Boolean> committed) {
      super.handle(
          now,
          input instanceof Input.ClientRequest request
              ? new Input.ClientRequest(
                  request.id(),
                  request.origin() + "/" + count++,
                  request.to(),
                  request.request(),
                  request.patience())
              : input,
          committed);
    }
  }

  private static final class CancelsOnDelivered extends VirtualNode {
    CancelsOnDelivered(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    void handle(Instant now, Input input, Consumer<Boolean> committed) {
      super.handle(now, input, committed);
      if (input instanceof Input.ReceiptArrived arrived
          && arrived.receipt().state() == ReceiptState.DELIVERED) {
        asker(arrived.receipt().messageId())
            .ifPresent(id -> super.handle(now, new Input.ClientGone(id), done -> {}));
      }
    }

    private Optional<RequestId> asker(String messageId) {
      List<Long> owners =
          engine().entries().stream()
              .filter(OutgoingMessage.class::isInstance)
              .map(OutgoingMessage.class::cast)
              .filter(message -> message.owner().kind() == Owner.Kind.CLIENT_EXCHANGE)
              .filter(
                  message ->
                      message.segments().stream()
                          .flatMap(segment -> segment.attempts().stream())
                          .anyMatch(attempt -> attempt.messageId().equals(messageId)))
              .map(message -> message.owner().id())
              .toList();
      return engine().entries().stream()
          .filter(ClientExchange.class::isInstance)
          .map(ClientExchange.class::cast)
          .filter(exchange -> owners.contains(exchange.id()))
          .map(ClientExchange::requestId)
          .findFirst();
    }
  }

  private static final class ForgetsNumbers extends VirtualNode {
    ForgetsNumbers(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        World world,
        double crash) {
      super(directory, collaborators, random, network, world, crash);
    }

    @Override
    protected VirtualStore newStore() {
      return new VirtualStore() {
        @Override
        void commit(List<Change> changes) {
          super.commit(
              changes.stream()
                  .filter(change -> change.key().kind() != EntryKey.Kind.SUBSCRIBER)
                  .toList());
        }
      };
    }
  }
}
