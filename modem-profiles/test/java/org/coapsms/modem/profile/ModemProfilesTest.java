package org.coapsms.modem.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;
import org.coapsms.modem.profile.ModemProfile.Acknowledgement.Required;
import org.coapsms.modem.profile.ModemProfile.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModemProfilesTest {
  @TempDir private Path folder;

  static List<String> names() {
    return ModemProfiles.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyProfileOfTheFolderIsSound(String name) {
    ModemProfile profile = ModemProfiles.load(name);

    assertThat(profile.id()).isEqualTo(name);
    assertThat(profile.title()).isNotBlank();
    if (profile.status() != ModemProfile.Status.ASSUMED) {
      assertThat(profile.evidence()).isNotEmpty();
    }
  }

  @Test
  void listsTheFilesOfTheFolder() {
    assertThat(names()).contains("generic-27005", "simcom-sim800", "quectel-ec25").isSorted();
  }

  @Test
  void keepsTheParentsValuesUnderItsOwn() {
    ModemProfile generic = ModemProfiles.load("generic-27005");
    ModemProfile ec25 = ModemProfiles.load("quectel-ec25");

    assertThat(ec25.sending().resultDelay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(ec25.sending().prompt()).isEqualTo("\r\n> ");
    assertThat(ec25.storages().sizes())
        .containsEntry("SM", new Storage(1, 50))
        .containsEntry("SR", new Storage(0, 40));
    assertThat(ec25.storages().offer())
        .isEqualTo("(\"SM\",\"ME\",\"SR\"),(\"SM\",\"ME\",\"SR\"),(\"SM\",\"ME\",\"SR\")");
    assertThat(ec25.notifications().preferred().get(0)).isEqualTo(new Cnmi(2, 1, 0, 1, 0));
    assertThat(generic.acknowledgement().required()).isEqualTo(Required.PHASE_2_PLUS);
    assertThat(generic.acknowledgement().isDue(1)).isTrue();
    assertThat(generic.acknowledgement().isDue(0)).isFalse();
  }

  @Test
  void knowsWhatTheModemRefusesAlthoughItClaimsIt() {
    ModemProfile.Notifications huawei = ModemProfiles.load("huawei-e173").notifications();

    assertThat(huawei.supported().allows(Cnmi.parse("2,1,0,1,0"))).isTrue();
    assertThat(huawei.accepts(Cnmi.parse("2,1,0,1,0"), 0)).isFalse();
    assertThat(huawei.accepts(Cnmi.parse("1,1,0,1,0"), 0)).isTrue();
    assertThat(huawei.accepts(Cnmi.parse("3,1,0,1,0"), 0)).isFalse();
  }

  @Test
  void readsRangesAsModemsPrintThem() {
    // gammu's tests/at-cnmi collect replies of real phones.
    CnmiRanges ranges = CnmiRanges.parse("(2),(0-1,3),(0,2),( 0 - 1 ),(0)");

    assertThat(ranges.allows(Cnmi.parse("2,3,0,1,0"))).isTrue();
    assertThat(ranges.allows(Cnmi.parse("2,2,0,1,0"))).isFalse();
    assertThat(ranges.allows(Cnmi.parse("1,1,0,1,0"))).isFalse();
  }

  @Test
  void saysWhenShortMessagesWorkAfterPowerOn() {
    assertThat(ModemProfiles.load("simcom-sim800").boot().readyAfter())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(ModemProfiles.load("generic-27005").boot().readyAfter()).isZero();
  }

  @Test
  void reportsEveryMistakeAtOnceWithFileAndKey() throws IOException {
    Path file =
        write(
            "mine.yaml",
            """
            id: yours
            extends: generic-27005
            title: Mine
            status: guessed
            colour: blue
            line: {echo: maybe, errorReports: 3, commandTimeout: 5}
            notifications: {initial: "7,0,0,0,0", preferred: ["2,1"], supported: "(0-3),(0)"}
            acknowledgement: {service: 7}
            storages: {preferred: [SM, SM, MT], sizes: {SM: {size: 0}}}
            sending: {prompt: "?", promtDelay: 1s}
            reports: {header: "+CDS:"}
            evidence: {sending.promptDelay: manual, line.speed: manual}
            """);

    List<Problem> problems = problemsOf(file);

    assertThat(problems).allSatisfy(p -> assertThat(p.file()).isEqualTo(file.toString()));
    assertThat(problems)
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "id",
            "status",
            "colour",
            "line.echo",
            "line.errorReports",
            "line.commandTimeout",
            "notifications.supported",
            "notifications.preferred",
            "acknowledgement.service",
            "storages.preferred",
            "storages.sizes.SM.size",
            "sending.prompt",
            "sending.promtDelay",
            "reports.header",
            "evidence.line.speed");
  }

  @Test
  void reportsMissingKeysOfAFileWithoutAParent() throws IOException {
    List<Problem> problems = problemsOf(write("bare.yaml", "id: bare\ntitle: Bare\n"));

    assertThat(problems).extracting(Problem::key).contains("status", "line", "sending");
    assertThat(problems).extracting(Problem::what).containsOnly("is missing");
  }

  @Test
  void reportsAPreferenceThatTheModemWouldRefuse() throws IOException {
    Path file =
        write(
            "fussy.yaml",
            """
            id: fussy
            extends: huawei-e173
            title: Fussy
            notifications: {preferred: ["1,1,0,1,0", "2,1,0,1,0"]}
            """);

    assertThat(problemsOf(file))
        .containsExactly(
            new Problem(
                file.toString(),
                "notifications.preferred",
                "2,1,0,1,0 is not supported, or refused"));
  }

  @Test
  void saysWhichLineIsNotYaml() throws IOException {
    List<Problem> problems = problemsOf(write("broken.yaml", "id: broken\ntitle: [\n"));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).what()).matches("line \\d+: .*<stream end>.*");
  }

  @Test
  void refusesAKeyThatStandsTwice() throws IOException {
    assertThat(problemsOf(write("twice.yaml", "id: a\nid: b\n")).get(0).what())
        .contains("uplicate");
  }

  @Test
  void namesTheProfilesThereAreWhenOneIsUnknown() {
    InvalidModemProfile mistake =
        catchThrowableOfType(
            InvalidModemProfile.class, () -> ModemProfiles.load("acoustic-coupler"));

    assertThat(mistake)
        .hasMessageContaining("acoustic-coupler.yaml: no such modem profile")
        .hasMessageContaining("generic-27005");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Problem> problemsOf(Path file) {
    return catchThrowableOfType(InvalidModemProfile.class, () -> ModemProfiles.load(file))
        .problems();
  }
}
