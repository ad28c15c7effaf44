package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.Step;
import org.coapsms.engine.route.Directory;
import org.coapsms.simulator.network.MobileNetwork;
import org.junit.jupiter.api.Test;

/** What the user sees of a broken promise, shown on a bridge that acts before it commits. */
class SummaryPageTest {
  private static final VirtualConditions FEW = VirtualConditions.defaults().withExchanges(10);

  /** A planted bug. */
  private static final class ActsBeforeItCommits extends VirtualRun.Planted {
    @Override
    VirtualNode node(
        Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        VirtualNode.World world,
        double crash) {
      return new VirtualNode(directory, collaborators, random, network, world, crash) {
        @Override
        protected void settle(Instant now, Consumer<Boolean> committed, boolean mayCrash) {
          Step step = takeStep();
          act(now, step);
          commit(now, step);
          committed.accept(true);
        }
      };
    }
  }

  @Test
  void aBrokenPromiseComesWithTheCommandThatShowsItAgain() {
    VirtualSimulation.Summary broken = VirtualSimulation.run(7, 7, FEW, ActsBeforeItCommits::new);
    Violation violation = broken.violations().get(0);

    String page = new SummaryPage(broken, " --exchanges 10").text();

    assertThat(page)
        .containsPattern("(?m)^violations +1$")
        .containsPattern("(?m)^  seed 7, event " + violation.event() + ", I3: submission .* left")
        .contains(
            "    again: ./coapsms simulate --virtual --seeds 7..7 --until "
                + violation.event()
                + " --exchanges 10\n");
  }

  @Test
  void jsonNamesSeedEventInvariantAndReplay() throws Exception {
    VirtualSimulation.Summary broken = VirtualSimulation.run(7, 7, FEW, ActsBeforeItCommits::new);

    JsonNode violation =
        new ObjectMapper().readTree(new SummaryPage(broken, "").json()).get("violations").get(0);

    assertThat(violation.fieldNames())
        .toIterable()
        .containsExactly("seed", "event", "invariant", "what", "replay");
    assertThat(violation.get("seed").asLong()).isEqualTo(7);
    assertThat(violation.get("invariant").asText()).isEqualTo("I3");
    assertThat(violation.get("replay").asText())
        .isEqualTo(
            "./coapsms simulate --virtual --seeds 7..7 --until " + violation.get("event").asLong());
  }

  @Test
  void theReplayUpToTheEventBreaksTheSamePromise() {
    VirtualSimulation.Summary broken = VirtualSimulation.run(7, 7, FEW, ActsBeforeItCommits::new);
    Violation violation = broken.violations().get(0);

    VirtualSimulation.Summary again =
        VirtualSimulation.run(7, 7, violation.event(), FEW, ActsBeforeItCommits::new);
    VirtualSimulation.Summary justBefore =
        VirtualSimulation.run(7, 7, violation.event() - 1, FEW, ActsBeforeItCommits::new);

    assertThat(again.violations()).containsExactly(violation);
    assertThat(justBefore.violations()).isEmpty();
  }
}
