package org.coapsms.app.virtual;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.coapsms.engine.Change;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Input;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Step;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionOutcome;
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
        deciding(
            "skips the deduplication of devices' requests",
            new PlantedDecisions.SkipsDeduplication()),
        deciding("repeats what must not be done twice", new PlantedDecisions.RepeatsAnything()),
        deciding("forgets parked receipts", new PlantedDecisions.ForgetsParkedReceipts()),
        deciding("reuses tokens", new PlantedDecisions.ReusesTokens()),
        deciding("reuses Message IDs", new PlantedDecisions.ReusesMessageIds()),
        deciding("reuses references", new PlantedDecisions.ReusesReferences()),
        deciding("answers another exchange", new PlantedDecisions.AnswersAnother()),
        deciding("resends the whole message for one segment", new PlantedDecisions.ResendsWhole()),
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
