package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.modem.profile.ProfileCatalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The driver with every profile against a modem that speaks its dialect, and with the profile of
 * any modem against all of them: it works, or says what is wrong and what would help.
 */
class CrossMatrixTest {
  private static final Ports COAP = new Ports(16, 5683, 5683);

  static List<String> dialects() {
    return ModemProfiles.names();
  }

  /** What the profile of any modem cannot do with some, and what a person is told then. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "siemens-m20", "sending.serviceCentreOctets of the profile?",
          "huawei-mu709", "messages in SM cannot be read (storages.preferred of the profile?)");

  @ParameterizedTest
  @MethodSource("dialects")
  void everyProfileFitsItsOwnDialect(String dialect) {
    carriesEverything(dialect, dialect);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void theProfileOfAnyModemFitsEveryDialectOrTellsTheRemedy(String dialect) {
    String remedy = REMEDIES.get(dialect);
    if (remedy == null) {
      carriesEverything(ProfileCatalogue.ANY_MODEM, dialect);
      return;
    }
    Pair pair = pair(ProfileCatalogue.ANY_MODEM, dialect);
    assertThat(pair.becomesReady()).as(pair.toString()).isTrue();

    SubmissionOutcome outcome = pair.sends(coap("40 01 12 34 51 ff 00"), false);
    Optional<IncomingSms> received = pair.phoneSends(coap("60 45 12 34 ff 01"));

    assertThat(outcome instanceof Accepted && received.isPresent()).isFalse();
    assertThat(outcome + "; " + pair.status().detail()).contains(remedy);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everyModemIsRecognisedAndThenUnderstood(String dialect) {
    Pair pair =
        new Pair(
            new Dialogue(
                Scene.CONFIG,
                ModemProfiles.load(ProfileCatalogue.ANY_MODEM),
                Optional.of(ProfileCatalogue.builtIn())),
            ModemProfiles.load(dialect));

    carriesEverything(pair, ModemProfiles.load(dialect));

    assertThat(pair.profile).isEqualTo(dialect.equals(ProfileCatalogue.ANY_MODEM) ? "" : dialect);
  }

  private static Pair pair(String profile, String dialect) {
    return new Pair(
        new Dialogue(Scene.CONFIG, ModemProfiles.load(profile)), ModemProfiles.load(dialect));
  }

  private static void carriesEverything(String profile, String dialect) {
    carriesEverything(pair(profile, dialect), ModemProfiles.load(dialect));
  }

  private static void carriesEverything(Pair pair, ModemProfile spoken) {
    assertThat(pair.becomesReady()).as(pair.toString()).isTrue();
    pair.runs(Duration.ofMinutes(3));

    if (spoken.sending().okBeforePdu()) {
      sendsAndLearnsItOnlyFromTheReport(pair);
    } else {
      sends(pair, spoken.reports().supported());
      sendsALongMessage(pair);
    }
    if (spoken.commands().missing().containsAll(Set.of("+CNMI", "+CMGL"))) {
      saysThatItCannotReceive(pair);
    } else {
      receives(pair);
      receivesALongMessage(pair);
      pair.runs(Duration.ofMinutes(3));
      assertThat(pair.stored()).as(pair.toString()).isZero();
    }
    assertThat(pair.violations()).isEmpty();
    assertThat(pair.status().available()).isTrue();
  }

  private static void sendsAndLearnsItOnlyFromTheReport(Pair pair) {
    SubmissionOutcome outcome = pair.sends(coap("40 01 12 34 51 ff 00"), false);

    assertThat(outcome).isInstanceOf(Unknown.class);
    assertThat(outcome.toString()).contains("does anything else use the port, such as GPS?");
    assertThat(pair.until(() -> pair.outcomes.size() == 2)).as(pair.toString()).isTrue();
    assertThat(pair.outcomes.get(1)).isInstanceOf(Accepted.class);
    assertThat(pair.atPhone).hasSize(1);
  }

  private static void saysThatItCannotReceive(Pair pair) {
    assertThat(pair.phoneSends(coap("60 45 12 34 ff 01"))).isEmpty();
    assertThat(pair.status().detail())
        .endsWith("the modem can only send: it neither tells of messages nor lists them");
  }

  private static void sends(Pair pair, boolean reportsCome) {
    assertThat(pair.sends(coap("40 01 12 34 51 ff 00"), false))
        .as(pair.toString())
        .isInstanceOf(Accepted.class);
    assertThat(pair.atPhone.get(0).userData()).isEqualTo(coap("40 01 12 34 51 ff 00"));
    if (!reportsCome) {
      return;
    }
    assertThat(pair.until(() -> !pair.receipts.isEmpty())).as(pair.toString()).isTrue();
    assertThat(pair.receipts.get(0).state()).isEqualTo(ReceiptState.DELIVERED);
    assertThat(pair.receipts.get(0).messageId())
        .isEqualTo(((Accepted) pair.outcomes.get(0)).messageId());
  }

  private static void sendsALongMessage(Pair pair) {
    pair.atPhone.clear();
    for (int part = 1; part <= 3; part++) {
      assertThat(pair.sends(segment(part), part < 3))
          .as(pair.toString())
          .isInstanceOf(Accepted.class);
    }
    assertThat(pair.until(() -> pair.atPhone.size() == 3)).isTrue();

    for (int part = 1; part <= 3; part++) {
      assertThat(pair.atPhone.get(part - 1).userData()).isEqualTo(segment(part));
    }
  }

  private static void receives(Pair pair) {
    Optional<IncomingSms> sms = pair.phoneSends(coap("60 45 12 34 ff 01"));

    assertThat(sms).as(pair.toString()).isPresent();
    assertThat(sms.get().originator()).isEqualTo(Pair.PHONE);
    assertThat(sms.get().userData().header().ports()).contains(COAP);
    assertThat(sms.get().userData().octets()).isEqualTo(Bytes.fromHex("60 45 12 34 ff 01"));
  }

  private static void receivesALongMessage(Pair pair) {
    for (int part = 1; part <= 3; part++) {
      assertThat(pair.phoneSends(segment(part)).map(IncomingSms::userData))
          .as(pair.toString())
          .contains(segment(part));
    }
  }

  private static UserData coap(String hex) {
    return UserData.ofOctets(new UserDataHeader(List.of(COAP)), Bytes.fromHex(hex));
  }

  private static UserData segment(int part) {
    UserDataHeader header =
        new UserDataHeader(List.of(COAP, new Concatenation(16, 0x1234, 3, part)));
    return UserData.ofOctets(header, Bytes.copyOf(new byte[127]));
  }
}
