package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.junit.jupiter.api.Test;

/** Receives as TS 27.005 §3.4 has it, byte for byte. */
class ReceivingTest {
  /**
   * SMS-DELIVER by TS 23.040 §9.2.2.1: service centre +491710760000; no more messages; from
   * +447700900123; eight-bit data; 2025-11-22 12:00:00 UTC; two octets.
   */
  private static final String PDU =
      "0791947101670000" + "04" + "0C91447700091032" + "0004" + "52112221000000" + "02" + "4001";

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Bench bench = new Bench("generic-27005");

  @Test
  void storesAndTellsWhere() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    bench.phoneSends("4001");

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMTI: \"SM\",1\r\n");
    assertThat(bench.ask("AT+CMGR=1")).isEqualTo("\r\n+CMGR: 0,,21\r\n" + PDU + "\r\n\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGR=1")).startsWith("\r\n+CMGR: 1,,21\r\n");
    assertThat(bench.ask("AT+CMGD=1")).isEqualTo("\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGR=1")).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void handsOverWithoutStoring() {
    bench.ask("AT+CNMI=2,2,0,1,0");
    bench.phoneSends("4001");

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMT: ,21\r\n" + PDU + "\r\n");
    assertThat(bench.ask("AT+CPMS?")).contains("\"SM\",0,30");
  }

  @Test
  void storesClass2AlthoughTheRestIsHandedOver() {
    bench.ask("AT+CNMI=2,2,0,1,0");
    bench.send(
        Bench.PHONE,
        new DataCoding(0xF6),
        UserData.ofOctets(UserDataHeader.EMPTY, Bytes.fromHex("4001")));

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMTI: \"SM\",1\r\n");
  }

  @Test
  void storesSilentlyUntilCnmiAsksToBeTold() {
    bench.phoneSends("4001");

    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.ask("AT+CPMS?"))
        .isEqualTo("\r\n+CPMS: \"SM\",1,30,\"SM\",1,30,\"SM\",1,30\r\n\r\nOK\r\n");
  }

  @Test
  void listsEachMessageWithItsIndex() {
    bench.phoneSends("4001");
    bench.phoneSends("4001");
    bench.after(A_MINUTE);

    assertThat(bench.ask("AT+CMGL=4"))
        .isEqualTo(
            "\r\n+CMGL: 1,0,,21\r\n" + PDU + "\r\n+CMGL: 2,0,,21\r\n" + PDU + "\r\n\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGL=0")).isEqualTo("\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGD=?")).isEqualTo("\r\n+CMGD: (1,2),(0-4)\r\n\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGD=0,1")).isEqualTo("\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGL=4")).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void messagesWaitInTheNetworkWhileTheStorageIsFull() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    for (int i = 0; i < 32; i++) {
      bench.phoneSends("4001");
      bench.after(A_MINUTE);
    }
    assertThat(bench.ask("AT+CPMS?")).contains("\"SM\",30,30");

    bench.ask("AT+CMGD=7");

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMTI: \"SM\",7\r\n");
    bench.ask("AT+CMGD=1,4");
    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMTI: \"SM\",1\r\n");
    assertThat(bench.after(A_MINUTE)).isEmpty();
  }

  @Test
  void tellsNothingInsideAnAnswerOrAPrompt() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    bench.phoneSends("4001");
    bench.type("AT+CMGS=28\r");

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n> ");
    assertThat(bench.type("\u001b")).isEqualTo("\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");
  }

  @Test
  void tellsNothingInsideACommandLine() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    bench.phoneSends("4001");

    bench.type("AT+C");
    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.type("SQ\r"))
        .isEqualTo("SQ\r\r\n+CSQ: 22,0\r\n\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");
  }

  @Test
  void keepsNotificationsBackInMode0() {
    bench.ask("AT+CNMI=0,1,0,0,0");
    bench.phoneSends("4001");
    assertThat(bench.after(A_MINUTE)).isEmpty();

    assertThat(bench.ask("AT+CNMI=2,1,0,0,0")).isEqualTo("\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");

    bench.ask("AT+CNMI=0,1,0,0,0");
    bench.phoneSends("4001");
    bench.after(A_MINUTE);
    assertThat(bench.ask("AT+CNMI=2,1,0,0,1")).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void refusesTheSettingsThatItsFamilyRefuses() {
    Bench cinterion = new Bench("cinterion-mc75i");
    assertThat(cinterion.ask("AT+CNMI=2,2,0,0,1")).isEqualTo("\r\n+CMS ERROR:538\r\n");
    assertThat(cinterion.ask("AT+CNMI=2,1,0,2,0")).isEqualTo("\r\n+CMS ERROR:538\r\n");
    assertThat(cinterion.ask("AT+CNMI=2,1,0,2,1")).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void countsIndicesFrom0WhereItsFamilyDoes() {
    Bench huawei = new Bench("huawei-e173");
    huawei.ask("AT^CURC=0");
    huawei.ask("AT+CNMI=1,1,0,1,0");
    huawei.phoneSends("4001");

    assertThat(huawei.after(A_MINUTE)).isEqualTo("\r\n+CMTI: \"ME\",0\r\n");
    assertThat(huawei.ask("AT+CMGR=0")).contains(PDU);
  }

  @Test
  void storesWhatNobodyListensTo() {
    bench.ask("AT+CNMI=2,2,0,1,0");
    bench.modem.lineClosed(bench.now);
    bench.phoneSends("4001");
    assertThat(bench.after(A_MINUTE)).isEmpty();

    bench.modem.lineOpened(bench.now);

    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.ask("AT+CMGL=4")).contains(PDU);
  }

  @Test
  void waitsForAnAcknowledgementInPhase2Plus() {
    assertThat(bench.ask("AT+CSMS=1")).isEqualTo("\r\n+CSMS: 1,1,1\r\n\r\nOK\r\n");
    bench.ask("AT+CNMI=2,2,0,1,0");
    bench.phoneSends("4001");
    bench.phoneSends("4001");

    assertThat(bench.after(Duration.ofSeconds(10))).isEqualTo("\r\n+CMT: ,21\r\n" + PDU + "\r\n");
    assertThat(bench.ask("AT+CNMA")).isEqualTo("\r\nOK\r\n\r\n+CMT: ,21\r\n" + PDU + "\r\n");
    assertThat(bench.ask("AT+CNMA=0")).isEqualTo("\r\nOK\r\n");
    assertThat(bench.ask("AT+CNMA")).isEqualTo("\r\n+CMS ERROR: 340\r\n");
  }

  @Test
  void stopsRoutingWhenTheAcknowledgementDoesNotCome() {
    bench.ask("AT+CSMS=1");
    bench.ask("AT+CNMI=2,2,0,1,0");
    bench.phoneSends("4001");
    bench.after(Duration.ofSeconds(21));

    // TS 27.005 §3.4.4: mt and ds become 0, and the network is told that it failed.
    assertThat(bench.ask("AT+CNMI?")).isEqualTo("\r\n+CNMI: 2,0,0,0,0\r\n\r\nOK\r\n");
    assertThat(bench.ask("AT+CMGL=4")).isEqualTo("\r\nOK\r\n");
    bench.after(A_MINUTE);
    assertThat(bench.ask("AT+CMGL=4")).contains(PDU);
  }

  @Test
  void keepsMessagesOverARestart() {
    bench.phoneSends("4001");
    bench.after(A_MINUTE);
    bench.ask("ATE0");

    assertThat(bench.type("AT+CFUN=1,1\r")).isEqualTo("\r\nOK\r\n");
    bench.after(A_MINUTE);

    assertThat(bench.type("AT+CMGL=4\r")).startsWith("AT+CMGL=4\r").contains(PDU);
  }

  @Test
  void spellsTextModeWithSenderAndTime() {
    bench.ask("AT+CMGF=1");
    bench.ask("AT+CNMI=2,2,0,1,0");
    bench.send(Bench.PHONE, DataCoding.GSM7, UserData.ofGsm7(UserDataHeader.EMPTY, "hello"));

    assertThat(bench.after(A_MINUTE))
        .isEqualTo("\r\n+CMT: \"+447700900123\",,\"25/11/22,12:00:00+00\"\r\nhello\r\n");
  }
}
