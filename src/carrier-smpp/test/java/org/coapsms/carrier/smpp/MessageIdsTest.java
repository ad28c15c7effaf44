package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ids are those that users of other gateways reported as not matching. */
class MessageIdsTest {
  private static final String ANNA = "491701234567";
  private static final String BERT = "491709999999";

  private final List<String> verdicts = new ArrayList<>();
  private final MessageIds ids = new MessageIds(verdicts::add);

  @ParameterizedTest(name = "{0}: {1} is meant by {2}")
  @CsvSource({
    "jasmin #586 beyond 2^63,      822FC73B00000039,   9380935605053030457",
    "Kannel msg-id-type 1,         1A2B3C4D,           0439041101",
    "jsmpp examples,               7f,                 127",
    "jasmin #1123,                 3000000123,         b2d05e7b",
    "jsmpp #178,                   00012345,           12345",
    "somleng #563,                 12345,              0000012345",
    "jasmin #916,                  ab12ef34,           AB12EF34",
    "jasmin #916 and letters,      MsgAb12,            MSGAB12",
    "ids of parts,                 SAR-491-77,         SAR-491-77-2",
    "answer with its host,         987654:smsc1,       987654",
    "UUID of the other case,       0a1b2c3d-0000-4000-8000-00000000000f, 0A1B2C3D-0000-4000-8000-00000000000F"
  })
  void findsTheAnswerThatIsMeant(String report, String answer, String receipt) {
    ids.accepted("unrelated", BERT);
    ids.accepted(answer, ANNA);

    assertThat(meant(receipt, ANNA)).as(report).isEqualTo(answer);
    assertThat(verdicts).hasSize(1);
    assertThat(meant(receipt, ANNA)).isEqualTo(answer);
    assertThat(verdicts).hasSize(1);
    assertThat(ids.learned()).contains(verdicts.get(0));
  }

  @Test
  void convertsWhatWasAcceptedBeforeItWasThere() {
    ids.accepted("0000a1b2", ANNA);
    assertThat(meant("41394", ANNA)).isEqualTo("0000a1b2");

    assertThat(meant("255", BERT)).isEqualTo("000000ff");
    assertThat(meant("4294967295", BERT)).isEqualTo("ffffffff");
  }

  @Test
  void keepsCapitalsWhereAnswersHaveThem() {
    ids.accepted("ABCDEF", ANNA);
    assertThat(meant("11259375", ANNA)).isEqualTo("ABCDEF");

    assertThat(meant("43981", BERT)).isEqualTo("ABCD");
  }

  // jasmin #643: a zero at the front of a UUID is part of it.
  @ParameterizedTest
  @CsvSource({
    "0a1b2c3d-0000-4000-8000-000000000001",
    "00000000-0000-4000-8000-000000000001",
    "msg_id_not_implemented",
    "9380935605053030457",
    "00012345"
  })
  void leavesAloneWhatMatchesExactly(String id) {
    ids.accepted(id, ANNA);

    assertThat(meant(id, ANNA)).isEqualTo(id);
    assertThat(verdicts).isEmpty();
  }

  @Test
  void leavesAloneWhatItKnowsNothingOf() {
    ids.accepted("0a1b2c3d-0000-4000-8000-000000000001", ANNA);

    assertThat(meant("a1b2c3d-0000-4000-8000-000000000001", ANNA))
        .isEqualTo("a1b2c3d-0000-4000-8000-000000000001");
    assertThat(meant("12345", ANNA)).isEqualTo("12345");
    assertThat(meant("", ANNA)).isEmpty();
    assertThat(verdicts).isEmpty();
  }

  // osmo-msc answers every submission with the same words.
  @Test
  void leavesConstantIdsToTheEngine() {
    ids.accepted("msg_id_not_implemented", ANNA);
    ids.accepted("msg_id_not_implemented", BERT);
    ids.accepted("", ANNA);

    assertThat(meant("msg_id_not_implemented", ANNA)).isEqualTo("msg_id_not_implemented");
    assertThat(meant("msg_id_not_implemented", BERT)).isEqualTo("msg_id_not_implemented");
    assertThat(verdicts).isEmpty();
  }

  // Numbers that count up: each decimal one is also a hexadecimal one, of another message.
  @Test
  void tellsByTheSubscriberWhichOfTwoIsMeant() {
    ids.accepted("10", ANNA);
    ids.accepted("16", BERT);

    assertThat(meant("16", ANNA)).isEqualTo("10");
    assertThat(meant("22", BERT)).isEqualTo("16");
    assertThat(verdicts).containsExactly(IdRelation.DECIMAL_OF_HEX.words());
  }

  @Test
  void believesWhatItLearnedBeforeAnIdThatMatchesByChance() {
    ids.accepted("ff", ANNA);
    assertThat(meant("255", ANNA)).isEqualTo("ff");

    ids.accepted("10", ANNA);
    ids.accepted("16", ANNA);
    assertThat(meant("16", ANNA)).isEqualTo("10");
  }

  @Test
  void learnsNothingFromWhatMayMeanTwo() {
    ids.accepted("100", ANNA);
    ids.accepted("64", ANNA);
    // 0100 may be 100 padded, or 64 in hexadecimal.
    assertThat(meant("0100", ANNA)).isEqualTo("0100");

    assertThat(verdicts).isEmpty();
  }

  @Test
  void learnsNothingFromTheMessageOfAnother() {
    ids.accepted("101", ANNA);

    assertThat(meant("257", BERT)).isEqualTo("257");
    assertThat(verdicts).isEmpty();
  }

  @Test
  void knowsSubscribersHoweverTheirNumbersBegin() {
    ids.accepted("ff", "+" + ANNA);

    assertThat(meant("255", "0170" + ANNA.substring(5))).isEqualTo("ff");
  }

  @Test
  void learnsFromReceiptsThatNameNobody() {
    ids.accepted("ff", ANNA);

    assertThat(ids.meant("255", Optional.empty())).isEqualTo("ff");
  }

  // Its own answer was lost with the link; decimal 276 would be hexadecimal 114.
  @Test
  void doesNotTakeANumberForAnotherWhereIdsComeAsTheyAre() {
    for (int i = 100; i < 300; i++) {
      if (i != 276) {
        ids.accepted(Integer.toString(i), ANNA);
        assertThat(meant(Integer.toString(i), ANNA)).isEqualTo(Integer.toString(i));
      }
    }

    assertThat(meant("276", ANNA)).isEqualTo("276");
    assertThat(verdicts).isEmpty();
  }

  @Test
  void takesBackWhatItLearnedFromALostAnswer() {
    ids.accepted("114", ANNA);
    assertThat(meant("276", ANNA)).isEqualTo("114");
    for (int i = 300; i < 330; i++) {
      ids.accepted(Integer.toString(i), ANNA);
      assertThat(meant(Integer.toString(i), ANNA)).isEqualTo(Integer.toString(i));
    }

    assertThat(ids.learned()).isEmpty();
    assertThat(meant("276", ANNA)).isEqualTo("276");
    assertThat(verdicts).hasSize(2);
  }

  @Test
  void remembersSoManyAndNoMore() {
    ids.accepted("ffffff", ANNA);
    for (int i = 0; i < 10_000; i++) {
      ids.accepted(Integer.toString(i), BERT);
    }

    assertThat(meant("16777215", ANNA)).isEqualTo("16777215");
    assertThat(meant("0", BERT)).isEqualTo("0");
  }

  private String meant(String id, String recipient) {
    return ids.meant(id, Optional.of(Address.unknown(recipient.replace("+", ""))));
  }
}
