package org.coapsms.modem.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;
import org.coapsms.modem.profile.ModemProfile.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileCatalogueTest {
  @TempDir private Path folder;

  static List<String> names() {
    return ModemProfiles.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void recognisesEveryModemByWhatItSays(String name) {
    ModemProfile profile = ModemProfiles.load(name);
    Identity says = profile.identity();
    Map<String, List<String>> further = new HashMap<>();
    for (String question : ProfileCatalogue.builtIn().questions()) {
      String command = question.substring("AT".length());
      further.put(question, profile.commands().extra().getOrDefault(command, List.of()));
    }

    ProfileMatch match =
        ModemProfiles.match(
            new ModemIdentity(says.manufacturer(), says.model(), says.information(), further));

    assertThat(match.profile()).isEqualTo(name);
    assertThat(match.isRecognised()).isEqualTo(!name.equals("generic-27005"));
  }

  @Test
  void recognisesModemsAsPeopleHaveShownThem() {
    // Issue logs and manuals; none of these lines is in a profile.
    assertThat(match("SIMCOM_Ltd", "SIMCOM_SIM800L")).isEqualTo("simcom-sim800");
    assertThat(match("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H")).isEqualTo("simcom-sim7600");
    assertThat(match("Quectel", "EG25")).isEqualTo("quectel-ec25");
    assertThat(match("Quectel", "BG95-M3")).isEqualTo("quectel-bg96");
    assertThat(match("huawei", "E1752")).isEqualTo("huawei-e173");
    assertThat(match("huawei", "ME909s-120")).isEqualTo("huawei-mu709");
    assertThat(match("SIEMENS", "MC35i")).isEqualTo("cinterion-mc75i");
    assertThat(match("Cinterion", "EHS6")).isEqualTo("cinterion-bgs5");
    assertThat(match("u-blox", "SARA-G350")).isEqualTo("ublox-sara-u2");
    assertThat(match("ZTE CORPORATION", "MF626")).isEqualTo("zte-mf180");
    assertThat(match("Telit", "LE910C1-EU")).isEqualTo("telit-he910");
    assertThat(match("Acme", "Coupler 300")).isEqualTo("generic-27005");
  }

  @Test
  void asksFurtherWhereTheUsualAnswersSayNothing() {
    // Xinyuan-LilyGO/T-SIM7600X issue 247.
    ModemIdentity mute =
        new ModemIdentity(
            List.of(),
            List.of(),
            List.of(),
            Map.of(
                "AT+SIMCOMATI",
                List.of("Manufacturer: SIMCOM INCORPORATED", "Model: A7670E-LASA")));

    assertThat(ProfileCatalogue.builtIn().questions()).containsExactly("AT+SIMCOMATI");
    assertThat(ModemProfiles.match(mute).profile()).isEqualTo("simcom-a7670");
  }

  @Test
  void guessesByTheBus() {
    assertThat(ProfileCatalogue.builtIn().matchUsb("2C7C", "0125")).containsExactly("quectel-ec25");
    assertThat(ProfileCatalogue.builtIn().matchUsb("dead", "beef")).isEmpty();
  }

  @Test
  void addsAndReplacesProfilesOfAFolder() throws IOException {
    write(
        "ours.yaml",
        """
        id: ours
        extends: quectel-ec25
        title: The one in our cabinet
        status: verified
        match: {manufacturer: [Quectel], model: ["^EC21$"]}
        """);
    write(
        "quectel-ec25.yaml",
        """
        id: quectel-ec25
        extends: quectel-ec25
        title: EC25 with our firmware
        status: verified
        sending: {resultTimeout: 42s}
        """);

    ProfileCatalogue catalogue = ProfileCatalogue.with(folder);

    assertThat(catalogue.names()).contains("ours", "quectel-ec25", "generic-27005").isSorted();
    assertThat(catalogue.load("quectel-ec25").title()).isEqualTo("EC25 with our firmware");
    assertThat(catalogue.load("quectel-ec25").storages().sizes()).containsKey("SR");
    assertThat(catalogue.matchUsb("2c7c", "0125")).containsExactly("quectel-ec25");
    // It builds on the one that replaces, as a bystander would expect.
    assertThat(catalogue.load("ours").sending().resultTimeout()).hasSeconds(42);
    assertThat(ModemProfiles.load("quectel-ec25").sending().resultTimeout()).hasSeconds(180);
    assertThat(
            catalogue
                .match(new ModemIdentity(List.of("Quectel"), List.of("EC21"), List.of()))
                .profile())
        .isEqualTo("ours");
  }

  @Test
  void prefersAProfileOfTheFolderWhereItFitsAtAll() throws IOException {
    write(
        "ours.yaml",
        """
        id: ours
        extends: quectel-ec25
        title: All that we have
        status: verified
        match: {manufacturer: [Quectel]}
        """);

    ModemIdentity ec25 = new ModemIdentity(List.of("Quectel"), List.of("EC25"), List.of());

    assertThat(ProfileCatalogue.with(folder).match(ec25).profile()).isEqualTo("ours");
    assertThat(ModemProfiles.match(ec25).profile()).isEqualTo("quectel-ec25");
  }

  @Test
  void tellsTheMistakesOfAllFilesOfAFolder() throws IOException {
    write(
        "one.yaml", "id: one\nextends: generic-27005\ntitle: One\nstatus: assumed\ncolour: red\n");
    write("two.yaml", "id: two\nextends: nobody\n");
    write(
        "three.yaml", "id: three\nextends: one\nserial: {bauds: []}\nmatch: {model: ['EC2[15']}\n");

    List<Problem> problems =
        catchThrowableOfType(InvalidModemProfile.class, () -> ProfileCatalogue.with(folder))
            .problems();

    assertThat(problems.toString())
        .contains("match.model: \"EC2[15\" is no pattern: Unclosed character class");
    List<String> places = new ArrayList<>();
    problems.forEach(p -> places.add(Path.of(p.file()).getFileName() + " " + p.key()));
    assertThat(places)
        .contains(
            "one.yaml colour",
            "nobody.yaml ",
            "three.yaml match.model",
            "three.yaml serial.bauds",
            "three.yaml colour");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> ProfileCatalogue.with(missing))
        .isInstanceOf(InvalidModemProfile.class)
        .hasMessageStartingWith(missing + ": cannot be read");
  }

  private static String match(String manufacturer, String model) {
    return ModemProfiles.match(new ModemIdentity(List.of(manufacturer), List.of(model), List.of()))
        .profile();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
