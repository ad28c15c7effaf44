package org.coapsms.simulator.smsc.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.smsc.IdText;
import org.coapsms.simulator.smsc.ReceiptStyle;
import org.coapsms.simulator.smsc.SmscAccount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simulated SMSC and Kannel 1.4.5, which has one bind for each way in which it can be told to
 * read message ids. It is started once; its end is the last story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KannelTest {
  private static final int LAST = Integer.MAX_VALUE;

  /**
   * What Kannel's user guide calls the types of report that it asks for: 1 delivered, 4 buffered by
   * the SMSC, 8 accepted by the SMSC.
   */
  private static final List<Integer> REPORTS = List.of(1, 4, 8);

  @TempDir private static Path folder;

  private static Centre centre;
  private static Kannel kannel;

  @BeforeAll
  static void start() throws Exception {
    // msg-id-type: bit 0 says that responses, bit 1 that receipts have hexadecimal ids.
    centre =
        new Centre(
            List.of(
                account(0, IdText.DECIMAL, IdText.DECIMAL_PADDED),
                account(1, IdText.HEX, IdText.DECIMAL),
                account(2, IdText.DECIMAL_PADDED, IdText.HEX),
                account(3, IdText.HEX_UPPER, IdText.HEX_PADDED)));
    kannel = Kannel.started(folder, centre.port(), List.of(0, 1, 2, 3));
  }

  private static SmscAccount account(int idType, IdText inResponses, IdText inReceipts) {
    return SmscAccount.of("k" + idType, "secret", "1000" + idType)
        .withResponseIds(inResponses)
        .withReceipts(ReceiptStyle.STANDARD.withIds(inReceipts));
  }

  @AfterAll
  static void stop() {
    // They stay unset where Kannel is not installed.
    if (kannel != null) {
      kannel.close();
    }
    if (centre != null) {
      centre.close();
    }
  }

  @ParameterizedTest
  @Order(1)
  @ValueSource(ints = {0, 1, 2, 3})
  void takesASegmentAndGivesReceiptsThatKannelMatches(int idType) throws Exception {
    String answer =
        kannel.send("k" + idType, "491700000001", Centre.HEADER, Centre.COAP, "m" + idType);

    ShortMessage arrived = centre.arrivedAtPhone();
    assertThat(answer).isEqualTo("0: Accepted for delivery");
    assertThat(arrived.userData()).isEqualTo(Centre.SEGMENT);
    assertThat(arrived.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(
            List.of(
                Centre.next(kannel.reports),
                Centre.next(kannel.reports),
                Centre.next(kannel.reports)))
        .containsExactlyInAnyOrderElementsOf(
            REPORTS.stream().map(type -> "id=m" + idType + "&type=" + type).toList());
  }

  @Test
  @Order(2)
  void handsOnWhatAPhoneSends() throws Exception {
    centre.phoneSends(Address.parse("10002"));

    // Percent-encoding leaves letters and digits as they are.
    assertThat(Centre.next(kannel.messages))
        .isEqualTo(
            "smsc=k2&from=%2B491700000001&to=10002"
                + "&header=%0C%05%04%163%163%08%04%124%02%01"
                + "&text=A%01%124J%B1t%00%FF%0A%1B&coding=1");
  }

  @Test
  @Order(3)
  void asksAndAnswersWhetherTheOtherLives() throws Exception {
    centre.awaitPdu(true, "enquire_link");
    centre.awaitPdu(false, "enquire_link_resp");
    centre.awaitPdu(false, "enquire_link");
    centre.awaitPdu(true, "enquire_link_resp");
  }

  @Test
  @Order(LAST)
  void releasesEveryBindWhenKannelEnds() throws Exception {
    kannel.shutDown();

    for (int bind : IntStream.range(0, 4).toArray()) {
      assertThat(centre.awaitPdu(true, "unbind").status()).as("bind %d", bind).isZero();
    }
  }
}
