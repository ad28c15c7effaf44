package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.modem.Bench.PORTS_PDU;

import java.time.Duration;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends as TS 27.005 §3.5.1 has it, byte for byte. */
class SendingTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Bench bench = new Bench("generic-27005");

  @Test
  void promptsWithFourOctetsAndTellsItsOwnReference() {
    assertThat(bench.type("AT+CMGF=0\r")).isEqualTo("AT+CMGF=0\r\r\nOK\r\n");

    assertThat(bench.type("AT+CMGS=28\r")).isEqualTo("AT+CMGS=28\r");
    assertThat(bench.after(Duration.ofMillis(20))).isEqualTo("\r\n> ");
    assertThat(bench.type(PORTS_PDU + "\u001a")).isEqualTo(PORTS_PDU);
    assertThat(bench.after(Duration.ofMillis(1500))).isEqualTo("\r\n+CMGS: 0\r\n\r\nOK\r\n");

    assertThat(bench.after(Duration.ofSeconds(5))).isEmpty();
    assertThat(bench.received).hasSize(1);
    assertThat(bench.received.get(0).from()).isEqualTo(Bench.SIM);
    assertThat(bench.received.get(0).dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(bench.received.get(0).userData().header().ports())
        .contains(new Ports(16, 5683, 5683));
    assertThat(bench.received.get(0).userData().octets())
        .isEqualTo(Bytes.fromHex("4001123451FF00"));
  }

  @Test
  void countsReferencesWhateverTheTeHasPut() {
    assertThat(send(PORTS_PDU)).contains("+CMGS: 0\r\n");
    assertThat(send(PORTS_PDU)).contains("+CMGS: 1\r\n");
    for (int i = 2; i < 256; i++) {
      send(PORTS_PDU);
    }
    assertThat(send(PORTS_PDU)).contains("+CMGS: 0\r\n");
  }

  @Test
  void reportsDeliveryDirectlyWhenCnmiSaysSo() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    send(PORTS_PDU);

    // TS 23.040 §9.2.2.3: sent at 12:00:01, arrived after 5 s, reported after another 4.
    assertThat(bench.after(A_MINUTE))
        .isEqualTo(
            "\r\n+CDS: 25\r\n0791947101670000"
                + "0600"
                + "0C91447700091032"
                + "52112221001000"
                + "52112221000100"
                + "00\r\n");
  }

  @Test
  void storesReportsWhenCnmiSaysSo() {
    bench.ask("AT+CNMI=2,1,0,2,0");
    send(PORTS_PDU);

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CDSI: \"SM\",1\r\n");
    assertThat(bench.ask("AT+CMGR=1")).startsWith("\r\n+CMGR: 0,,25\r\n0791");
  }

  @Test
  void namesTheWrongStorageWhereItsFamilyDoes() {
    // asterisk-chan-quectel pull request 75: the report is in SR, the line says SM.
    Bench ec25 = new Bench("quectel-ec25");
    ec25.ask("AT+CNMI=2,1,0,2,0");
    ec25.type("AT+CMGS=28\r");
    ec25.after(Duration.ofMillis(20));
    ec25.type(PORTS_PDU + "\u001a");

    assertThat(ec25.after(A_MINUTE)).contains("\r\n+CDSI: \"SM\",0\r\n");
    assertThat(ec25.ask("AT+CMGL=4")).isEqualTo("\r\nOK\r\n");
    ec25.ask("AT+CPMS=\"SR\"");
    assertThat(ec25.ask("AT+CMGR=0")).startsWith("\r\n+CMGR: 0,,25\r\n");
  }

  @Test
  void saysNothingWhenNobodyAskedForAReport() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    send(PORTS_PDU.replaceFirst("0071", "0051"));

    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.received).hasSize(1);
  }

  @Test
  void reportsThatANumberCannotBeReached() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    send(PORTS_PDU.replace("447700091032", "447700091099"));

    // TP-ST 0x43: not obtainable.
    assertThat(bench.after(A_MINUTE)).startsWith("\r\n+CDS: 25\r\n").endsWith("43\r\n");
  }

  @Test
  void doesNotSendWhatWasEscaped() {
    bench.type("AT+CMGS=28\r");
    bench.after(Duration.ofMillis(20));

    assertThat(bench.type(PORTS_PDU + "\u001b")).isEqualTo(PORTS_PDU + "\r\nOK\r\n");

    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.received).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "27,  0071000C914477000910320004FF0E060504163316334001123451FF00",
    "28,  0071000C914477000910320004FF0E060504163316334001123451FF0",
    "28,  0071000C914477000910320004FF0E060504163316334001123451FF00FF",
    "28,  Hello",
    "28,  ''",
  })
  void refusesAPduThatIsNotWhatWasAnnounced(int length, String pdu) {
    bench.type("AT+CMGS=" + length + "\r");
    bench.after(Duration.ofMillis(20));
    String printed = bench.type(pdu + "\u001a");

    assertThat(printed).endsWith("\r\n+CMS ERROR: 304\r\n");
    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.received).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "165", "''", "x"})
  void refusesALengthThatNoPduHas(String length) {
    assertThat(bench.ask("AT+CMGS=" + length)).isEqualTo("\r\n+CMS ERROR: 304\r\n");
  }

  @Test
  void sendsTextInTextMode() {
    bench.ask("AT+CMGF=1");
    bench.type("AT+CMGS=\"+447700900123\"\r");
    bench.after(Duration.ofMillis(20));
    bench.type("hello\u001a");

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMGS: 0\r\n\r\nOK\r\n");
    assertThat(bench.received.get(0).userData().text(DataCoding.GSM7)).isEqualTo("hello");
  }

  @Test
  void keepsWhatIsTypedWhileItSends() {
    bench.type("AT+CMGS=28\r");
    bench.after(Duration.ofMillis(20));
    bench.type(PORTS_PDU + "\u001aAT\r");

    assertThat(bench.after(A_MINUTE)).isEqualTo("\r\n+CMGS: 0\r\n\r\nOK\r\nAT\r\r\nOK\r\n");
  }

  @Test
  void showsNoPromptWhenItsFaultStrikesAndRecoversWithAnEscape() {
    bench.fails(ModemFault.NO_PROMPT);
    bench.type("AT+CMGS=28\r");

    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.type("\u001b")).isEqualTo("\r\nOK\r\n");
    assertThat(send(PORTS_PDU)).contains("+CMGS: 0");
  }

  @Test
  void refusesWhenItsFaultStrikes() {
    bench.fails(ModemFault.CMS_ERROR);

    assertThat(send(PORTS_PDU)).endsWith("\r\n+CMS ERROR: 38\r\n");
    bench.after(A_MINUTE);
    assertThat(bench.received).isEmpty();
  }

  @Test
  void sendsWithoutSayingSoWhenItsFaultStrikes() {
    bench.fails(ModemFault.NO_RESULT);

    assertThat(send(PORTS_PDU)).endsWith("> " + PORTS_PDU);
    bench.after(A_MINUTE);
    assertThat(bench.received).hasSize(1);
    assertThat(bench.ask("AT")).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void restartsInsteadOfSendingWhenItsFaultStrikes() {
    Bench sim800 = new Bench("simcom-sim800");
    sim800.fails(ModemFault.REBOOT_MID_SEND);
    sim800.type("AT+CMGS=28\r");
    sim800.after(Duration.ofMillis(86));
    sim800.type(PORTS_PDU + "\u001a");

    assertThat(sim800.after(Duration.ofSeconds(5)))
        .isEqualTo("\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n");
    assertThat(sim800.ask("AT+CMGF=0")).isEqualTo("\r\nERROR\r\n");
    assertThat(sim800.after(Duration.ofSeconds(5)))
        .isEqualTo("\r\nCall Ready\r\n\r\nSMS Ready\r\n");
    assertThat(sim800.ask("AT+CMGF=0")).isEqualTo("\r\nOK\r\n");
    assertThat(sim800.received).isEmpty();
  }

  private String send(String pdu) {
    String printed = bench.type("AT+CMGS=28\r") + bench.after(Duration.ofMillis(20));
    return printed + bench.type(pdu + "\u001a") + bench.after(Duration.ofMillis(1500));
  }
}
