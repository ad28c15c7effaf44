package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to messages that come, when their receipt goes wrong. */
class ReceivingFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The watch looks once a minute. */
  private static final Duration ONE_ROUND = Duration.ofSeconds(75);

  private static FaultScene direct() {
    ModemProfile profile =
        TestProfiles.profile(
            "acknowledgement: {service: 1}\nnotifications: {preferred: [\"2,2,0,1,0\"]}\n");
    ModemConfig config = ModemConfig.of(Scene.CARRIER, "/dev/ttyTest");
    return new FaultScene(profile, config, ModemOptions.usual()).runs(MINUTE);
  }

  @Test
  @Tag("modem-failure-18")
  void emptiesAFullStorageAndGetsWhatTheNetworkHadToKeep() {
    FaultScene scene = FaultScene.ready().failsOnce("memoryFull");

    List<Integer> sent = List.of(scene.phoneSends(), scene.phoneSends());
    scene.runs(Duration.ofHours(1));

    assertThat(scene.incoming).containsAll(sent);
    assertThat(scene.modem.stored()).isZero();
    assertThat(scene.dialogue.status().detail()).doesNotContain("full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmtiTwice", "cmtiGhost", "cmtiWithoutPlace"})
  @Tag("modem-failure-19")
  void handsOnAMessageOnceHoweverItIsAnnounced(String fault) {
    FaultScene scene = FaultScene.ready().fails(fault, FaultSetting.always());

    List<Integer> sent = List.of(scene.phoneSends(), scene.phoneSends());
    scene.runs(Duration.ofMinutes(3));

    assertThat(scene.incoming).containsExactlyElementsOf(sent);
    assertThat(scene.modem.stored()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmtiLost", "cnmiReset"})
  @Tag("modem-failure-20")
  void findsAMessageThatNobodyAnnounced(String fault) {
    FaultScene scene = FaultScene.ready().failsOnce(fault);
    scene.runs(MINUTE);

    int sent = scene.phoneSends();
    scene.runs(ONE_ROUND);

    assertThat(scene.incoming).containsExactly(sent);
    scene.stopsFailing(fault).phoneSends();
    scene.runs(Duration.ofSeconds(5));
    assertThat(scene.incoming).as("with the next one announced").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnmaMissed", "cnmaRefused"})
  @Tag("modem-failure-21")
  void losesNothingWhenAnAcknowledgementGoesWrong(String fault) {
    FaultScene scene = direct().failsOnce(fault);

    List<Integer> sent = List.of(scene.phoneSends(), scene.phoneSends());
    scene.runs(Duration.ofMinutes(30));

    assertThat(scene.incoming).containsAll(sent);
    int last = scene.phoneSends();
    scene.runs(MINUTE);
    assertThat(scene.incoming).contains(last);
  }
}
