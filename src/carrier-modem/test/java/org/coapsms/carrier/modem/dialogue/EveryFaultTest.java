package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets a modem do everything wrong that the simulator knows, in turn: what the driver says of each
 * message is what has happened to it, nothing that was sent to it is lost, it breaks no rule of the
 * dialogue, and afterwards all is well.
 */
class EveryFaultTest {
  private static final Duration LONG = Duration.ofMinutes(90);

  static Stream<String> faults() {
    return FaultScene.ready().network.faults().list(FaultScene.ready().now()).stream()
        .map(status -> status.fault().name())
        .filter(name -> name.startsWith("modem."))
        .map(name -> name.substring("modem.".length()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void strikesOnce(String fault) {
    meets(fault, FaultSetting.next(1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void strikesThreeTimes(String fault) {
    meets(fault, FaultSetting.next(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void strikesAtEveryThirdOccasion(String fault) {
    meets(fault, FaultSetting.withProbability(0.33).lasting(Duration.ofMinutes(10)));
  }

  private static void meets(String fault, FaultSetting how) {
    FaultScene scene = FaultScene.ready();
    List<SubmissionId> ids = new ArrayList<>();
    List<Integer> incoming = new ArrayList<>();

    scene.fails(fault, how);
    for (int i = 0; i < 6; i++) {
      ids.add(scene.submits());
      incoming.add(scene.phoneSends());
      scene.runs(Duration.ofSeconds(70));
    }
    scene.stopsFailing(fault).runs(LONG);

    ids.forEach(scene::tellsTheTruthOf);
    assertThat(scene.incoming).as("what the phone has sent").containsAll(incoming);
    assertThat(scene.dialogue.status().available()).as(scene.dialogue.status().detail()).isTrue();
    SubmissionId last = scene.submits();
    int fromPhone = scene.phoneSends();
    scene.runs(Duration.ofMinutes(3));
    assertThat(scene.outcome(last)).isInstanceOf(Accepted.class);
    assertThat(scene.received(last)).isEqualTo(1);
    assertThat(scene.incoming).contains(fromPhone);
    assertThat(scene.modem.stored()).as("messages left in the storage").isZero();
    if (!fault.equals("dropCharacters")) { // which spoils what was right
      assertThat(scene.modem.violations()).isEmpty();
    }
  }
}
