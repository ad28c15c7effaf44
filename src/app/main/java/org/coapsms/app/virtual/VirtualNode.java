package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.coapsms.engine.Action;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Input;
import org.coapsms.engine.Noted;
import org.coapsms.engine.Step;
import org.coapsms.engine.route.Directory;
import org.coapsms.simulator.network.MobileNetwork;

/**
 * Is a bridge that may die at any event: what was not committed is forgotten, what was not done is
 * not done, and after a while another one starts from the store. It follows the runtime's order:
 * commit, tell that it is committed, act.
 */
class VirtualNode {
  /** What the rest of the world does with what the node wants. */
  interface World {
    void submit(Instant now, VirtualNode node, Action.Submit action);

    void ask(Instant now, VirtualNode node, Action.Ask action);

    void answerClient(Instant now, VirtualNode node, Action.AnswerClient action);

    void askUpstream(Instant now, VirtualNode node, Action.AskUpstream action);

    void started(Instant now, VirtualNode node);

    void noted(Instant now, Noted noted);

    void crashed(Instant now, Engine engine, VirtualStore store, boolean committed);

    void stepped(Instant now, Step step, VirtualStore store);
  }

  private static final Duration LONGEST_DOWN = Duration.ofMinutes(2);

  private final Directory directory;
  private final Collaborators collaborators;
  private final RandomGenerator random;
  private final MobileNetwork network;
  private final World world;
  private final double crash;
  private final VirtualStore store = newStore();
  private Engine engine;
  private boolean up;
  private int incarnation;

  VirtualNode(
      Directory directory,
      Collaborators collaborators,
      RandomGenerator random,
      MobileNetwork network,
      World world,
      double crash) {
    this.directory = directory;
    this.collaborators = collaborators;
    this.random = random;
    this.network = network;
    this.world = world;
    this.crash = crash;
    this.engine = newEngine();
  }

  /** Starts from what is in the store, at first and after every crash. */
  void start(Instant now) {
    engine = newEngine();
    incarnation++;
    up = true;
    engine.recover(now, store.load());
    settle(now, committed -> {}, false);
    world.started(now, this);
  }

  /** Takes in something; the consumer learns whether it is committed, unless the node dies. */
  void handle(Instant now, Input input, Consumer<Boolean> committed) {
    if (!up) {
      committed.accept(false);
      return;
    }
    engine.handle(now, input);
    settle(now, committed, true);
  }

  void handleTimeout(Instant now) {
    if (up) {
      engine.handleTimeout(now);
      settle(now, committed -> {}, true);
    }
  }

  Optional<Instant> nextTimeout() {
    return up ? engine.nextTimeout() : Optional.empty();
  }

  /** Tells one life of the node from the next: what a dead one had asked for reaches nobody. */
  int incarnation() {
    return incarnation;
  }

  boolean isUp() {
    return up;
  }

  Engine engine() {
    return engine;
  }

  VirtualStore store() {
    return store;
  }

  protected VirtualStore newStore() {
    return new VirtualStore();
  }

  /** The order that everything hangs on; a planted bug may turn it round. */
  protected void settle(Instant now, Consumer<Boolean> committed, boolean mayCrash) {
    Step step = engine.takeStep();
    boolean dies = mayCrash && crash > 0 && random.nextDouble() < crash;
    boolean beforeCommit = dies && random.nextBoolean();
    if (beforeCommit) {
      die(now, false);
      committed.accept(false);
      return;
    }
    commit(now, step);
    if (dies) {
      die(now, true);
      // Nothing was promised where there was nothing to commit.
      committed.accept(!step.changes().isEmpty() && random.nextBoolean());
      return;
    }
    committed.accept(true);
    act(now, step);
  }

  protected final void commit(Instant now, Step step) {
    store.commit(step.changes());
    step.notes().forEach(noted -> world.noted(now, noted));
    world.stepped(now, step, store);
  }

  protected final void act(Instant now, Step step) {
    Actor actor = new Actor(now);
    step.actions().forEach(action -> action.tell(actor));
  }

  protected final Step takeStep() {
    return engine.takeStep();
  }

  protected final void die(Instant now, boolean committed) {
    up = false;
    world.crashed(now, engine, store, committed);
    Duration down = Duration.ofMillis(1 + random.nextLong(LONGEST_DOWN.toMillis()));
    network.at(now.plus(down), this::start);
  }

  /** An engine that has taken over what is in the store now, to be compared with others. */
  Engine recovered(Instant now) {
    Engine another = new Engine(directory, new SplittableRandom(0), collaborators);
    another.recover(now, store.load());
    return another;
  }

  private final class Actor implements Action.Handler {
    private final Instant now;

    Actor(Instant now) {
      this.now = now;
    }

    @Override
    public void submit(Action.Submit action) {
      world.submit(now, VirtualNode.this, action);
    }

    @Override
    public void ask(Action.Ask action) {
      world.ask(now, VirtualNode.this, action);
    }

    @Override
    public void answerClient(Action.AnswerClient action) {
      world.answerClient(now, VirtualNode.this, action);
    }

    @Override
    public void askUpstream(Action.AskUpstream action) {
      world.askUpstream(now, VirtualNode.this, action);
    }
  }

  private Engine newEngine() {
    return new Engine(directory, random, collaborators);
  }
}
