package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivingTest {
  private static final String CMGR = "\r\n+CMGR: 0,,35\r\n" + TestData.DELIVER + "\r\n\r\nOK\r\n";
  private static final String EMPTY = "\r\nOK\r\n";

  private static List<DialogueEvent.SmsArrived> messages(Scene scene) {
    return scene.events().stream()
        .filter(DialogueEvent.SmsArrived.class::isInstance)
        .map(DialogueEvent.SmsArrived.class::cast)
        .toList();
  }

  private static Receipt receipt(Scene scene) {
    List<Receipt> receipts =
        scene.events().stream()
            .filter(DialogueEvent.ReceiptArrived.class::isInstance)
            .map(event -> ((DialogueEvent.ReceiptArrived) event).receipt())
            .toList();
    assertThat(receipts).hasSize(1);
    return receipts.get(0);
  }

  @Test
  void readsAStoredMessageAndDeletesItOnlyWhenItIsCommitted() {
    Scene scene = Scene.ready();

    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r").says(CMGR);

    List<DialogueEvent.SmsArrived> messages = messages(scene);
    assertThat(messages).hasSize(1);
    IncomingSms sms = messages.get(0).sms();
    assertThat(sms.originator()).isEqualTo(Address.international("27748577604"));
    assertThat(sms.dataCoding()).isEqualTo(DataCoding.GSM7);
    assertThat(sms.userData().text(sms.dataCoding())).startsWith("Hello");
    scene.runs(Duration.ofSeconds(30)).hearsNothing();

    scene.commits(messages.get(0).handle(), true).hears("AT+CMGD=7\r").says("\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(10)).hearsNothing();
  }

  @Test
  void keepsWhatCouldNotBeCommittedAndBringsItAgain() {
    Scene scene = Scene.ready();
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r").says(CMGR);
    scene.commits(messages(scene).get(0).handle(), false);

    scene.answers("AT+CPMS?", "\r\n+CPMS: \"SM\",1,20,\"SM\",1,20,\"SM\",1,20\r\n\r\nOK\r\n");
    scene.answers("AT+CMGL=4", "\r\n+CMGL: 7,1,,35\r\n" + TestData.DELIVER + "\r\n\r\nOK\r\n");
    scene.runs(Duration.ofMinutes(1)).hearsNothing();

    assertThat(messages(scene)).hasSize(1);
  }

  @Test
  void drainsTheStorageAtTheStartInTheOrderOfIndexes() {
    Scene scene =
        Scene.generic()
            .answers(
                "AT+CMGL=4",
                "\r\n+CMGL: 1,1,,35\r\n"
                    + TestData.DELIVER
                    + "\r\n+CMGL: 2,3,,28\r\n"
                    + Scene.SMSTOOLS_PDU
                    + "\r\n+CMGL: 5,0,\"\",22\r\n"
                    + TestData.DELIVER_2
                    + "\r\n\r\nOK\r\n")
            .opened()
            .runs(Duration.ofSeconds(5));

    List<DialogueEvent.SmsArrived> messages = messages(scene);

    // The one between them is a message that somebody has sent and kept.
    assertThat(messages)
        .extracting(message -> message.sms().originator().value())
        .containsExactly("27748577604", "31614240689");
    scene.commits(messages.get(1).handle(), true).hears("AT+CMGD=5\r").says("\r\nOK\r\n");
    scene.commits(messages.get(0).handle(), true).hears("AT+CMGD=1\r").says("\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(10)).hearsNothing();
  }

  @Test
  void readsSlotBySlotWhereTheListIsRefused() {
    // Quectel EP06: CMS ERROR 303 in PDU mode (forums.quectel.com, topic 7820).
    Scene scene = Scene.generic().answers("AT+CMGL=4", "\r\n+CMS ERROR: 303\r\n").opened();

    scene.hears("AT+CMGR=1\r").says(EMPTY).hears("AT+CMGR=2\r").says(CMGR);

    assertThat(messages(scene)).hasSize(1);
  }

  @Test
  void hearsAMessageInTheMiddleOfAnotherAnswer() {
    Scene scene = Scene.ready();
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r");

    scene.saysByteByByte(
        "\r\n+CMGR: 0,,35\r\n+CMTI: \"SM\",8\r\n" + TestData.DELIVER + "\r\n\r\nOK\r\n");

    assertThat(messages(scene)).hasSize(1);
    scene.hears("AT+CMGR=8\r");
  }

  @Test
  void hearsAReportInTheMiddleOfAnotherAnswer() {
    Scene scene = Scene.ready();
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r");

    scene.says(
        "\r\n+CMGR: 0,,35\r\n+CDS: 25\r\n"
            + TestData.REPORT_DELIVERED
            + "\r\n"
            + TestData.DELIVER
            + "\r\n\r\nOK\r\n");

    List<DialogueEvent> events = scene.events();
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOf(DialogueEvent.ReceiptArrived.class);
    assertThat(events.get(1)).isInstanceOf(DialogueEvent.SmsArrived.class);
  }

  @Test
  void dropsAnEmptySlot() {
    Scene scene = Scene.ready();

    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r").says(EMPTY);
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r").says("\r\n+CMS ERROR: 321\r\n");

    assertThat(scene.runs(Duration.ofSeconds(30)).events()).isEmpty();
    scene.hearsNothing();
  }

  @ParameterizedTest
  // SIM7000G without a usable storage (LilyGO T-SIM7600X issue 63); chan_dongle.
  @ValueSource(strings = {"+CMTI: ,-1", "+CMTI: \"SM\",-1"})
  void looksThroughTheStorageWhenTheSlotHasNoName(String ghost) {
    Scene scene = Scene.ready();

    scene.says("\r\n" + ghost + "\r\n").runs(Duration.ofSeconds(1));

    assertThat(scene.commands()).containsExactly("AT+CMGL=4");
  }

  @Test
  void readsAnotherStorageWhereTheMessageIsThere() {
    Scene scene = Scene.ready();

    scene.says("\r\n+CMTI: \"ME\",0\r\n").hears("AT+CPMS=\"ME\"\r");
    scene.says("\r\n+CPMS: 1,100,0,20,0,20\r\n\r\nOK\r\n").hears("AT+CMGR=0\r").says(CMGR);
    scene.commits(messages(scene).get(0).handle(), true).hears("AT+CMGD=0\r").says("\r\nOK\r\n");

    // The next look at the receiving storage goes back to it.
    scene.says("\r\n+CMTI: ,-1\r\n").hears("AT+CPMS=\"SM\"\r");
  }

  @Test
  void readsTheMessageThatTookTheSlotBeforeItsDeletionWasConfirmed() {
    Scene scene = Scene.ready();
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r").says(CMGR);

    scene.commits(messages(scene).get(0).handle(), true).hears("AT+CMGD=7\r");
    scene.says("\r\n+CMTI: \"SM\",7\r\n\r\nOK\r\n");

    scene.hears("AT+CMGR=7\r");
  }

  @Test
  void deletesNoMessageThatTookTheSlotWhileADeletionWentUnanswered() {
    Scene scene = Scene.ready();
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r").says(CMGR);
    scene.commits(messages(scene).get(0).handle(), true).hears("AT+CMGD=7\r");

    // The modem has deleted it and does not say so; the next message comes to the same place.
    scene.runs(Duration.ofSeconds(20)).says("\r\n+CMTI: \"SM\",7\r\n");
    scene.hears("AT+CMGR=7\r");
    scene.says("\r\n+CMGR: 0,,22\r\n" + TestData.DELIVER_2 + "\r\n\r\nOK\r\n");

    assertThat(messages(scene))
        .extracting(message -> message.sms().originator().value())
        .containsExactly("31614240689");
  }

  @ParameterizedTest
  // 27.005; MediaTek; old Siemens phones without comma; no space.
  @ValueSource(strings = {"+CMT: ,35", "+CMT: \"\",35", "+CMT: 35", "+CMT:,35"})
  void takesAMessageThatIsHandedOverDirectly(String header) {
    Scene scene = Scene.ready();

    scene.says("\r\n" + header + "\r\n" + TestData.DELIVER + "\r\n");

    List<DialogueEvent.SmsArrived> messages = messages(scene);
    assertThat(messages).hasSize(1);
    scene.commits(messages.get(0).handle(), true).runs(Duration.ofSeconds(10)).hearsNothing();
  }

  @Test
  void acknowledgesADirectMessageWhenItIsCommittedAndTheModemWaitsForThat() {
    Scene scene = TestProfiles.phase2Plus().started();

    scene.says("\r\n+CMT: ,35\r\n" + TestData.DELIVER + "\r\n");
    List<DialogueEvent.SmsArrived> messages = messages(scene);
    scene.runs(Duration.ofSeconds(5)).hearsNothing();
    scene.commits(messages.get(0).handle(), true).hears("AT+CNMA\r").says("\r\nOK\r\n");

    scene.says("\r\n+CMT: ,35\r\n" + TestData.DELIVER + "\r\n");
    scene.commits(messages(scene).get(0).handle(), false).runs(Duration.ofSeconds(5));
    scene.hearsNothing();
  }

  @Test
  void leavesAGarbledMessageToTheNetworkAndToTheStorage() {
    Scene scene = TestProfiles.phase2Plus().started();
    String short1 = TestData.DELIVER.substring(0, TestData.DELIVER.length() - 2);

    scene.says("\r\n+CMT: ,35\r\n" + short1 + "\r\n");
    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r");
    scene.says("\r\n+CMGR: 0,,35\r\n" + short1 + "\r\n\r\nOK\r\n");

    assertThat(scene.runs(Duration.ofSeconds(20)).events()).isEmpty();
    scene.hearsNothing();
    assertThat(scene.dialogue.ignored()).isEqualTo(2);
  }

  @Test
  void deletesWhatNobodyWillEverBeAbleToRead() {
    Scene scene = Scene.ready();

    scene.says("\r\n+CMTI: \"SM\",7\r\n").hears("AT+CMGR=7\r");
    scene.says("\r\n+CMGR: 0,,3\r\n000405FF\r\n\r\nOK\r\n").hears("AT+CMGD=7\r");

    assertThat(scene.events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+CDS: 25", "+CDS:25", "+CDS: ,25"})
  void takesAStatusReport(String header) {
    Scene scene = Scene.ready();

    scene.says("\r\n" + header + "\r\n" + TestData.REPORT_DELIVERED + "\r\n");

    Receipt receipt = receipt(scene);
    assertThat(receipt.messageId()).isEqualTo("3");
    assertThat(receipt.recipient()).contains(Address.international("351933313161"));
    assertThat(receipt.state()).isEqualTo(ReceiptState.DELIVERED);
  }

  @Test
  void takesAnIntermediateReportAsStillTrying() {
    Scene scene = Scene.ready();

    scene.says("\r\n+CDS: 24\r\n" + TestData.REPORT_TRYING + "\r\n");

    Receipt receipt = receipt(scene);
    assertThat(receipt.messageId()).isEqualTo("89");
    assertThat(receipt.state()).isEqualTo(ReceiptState.STILL_TRYING);
  }

  @Test
  void readsAStoredReportAndDeletesItWhenItIsCommitted() {
    Scene scene = Scene.ready();

    scene.says("\r\n+CDSI: \"SM\",2\r\n").hears("AT+CMGR=2\r");
    scene.says("\r\n+CMGR: 0,,25\r\n" + TestData.REPORT_STORED + "\r\n\r\nOK\r\n");

    List<DialogueEvent> events = scene.events();
    assertThat(events).hasSize(1);
    DialogueEvent.ReceiptArrived arrived = (DialogueEvent.ReceiptArrived) events.get(0);
    assertThat(arrived.receipt().messageId()).isEqualTo("122");
    scene.commits(arrived.handle(), true).hears("AT+CMGD=2\r");
  }

  @ParameterizedTest
  // Seen: glued to the next line's final; in binary noise; a header without its TPDU.
  @ValueSource(
      strings = {
        "\r\nERROR+CNUM: \"\",\"+39370\"\r\n",
        "\u0000\u0001\u00fe\u00ff~~~\r\n",
        "\r\n+CMT: ,35\r\n\r\nOK\r\n",
        "\r\n+CMTI: what\r\n",
        "\r\n+CDS: 25\r\nXYZ\r\n",
        "\r\n+CMGS: \r\n",
        "\r\n*PSUTTZ: 2026,3,1\r\n"
      })
  void ignoresWhatMakesNoSense(String noise) {
    Scene scene = Scene.ready();

    scene.says(noise).runs(Duration.ofSeconds(10));

    assertThat(scene.events()).isEmpty();
    assertThat(scene.dialogue.status().available()).isTrue();
  }
}
