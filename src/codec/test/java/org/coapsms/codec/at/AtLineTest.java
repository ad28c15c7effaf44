package org.coapsms.codec.at;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.coapsms.codec.at.AtLine.CmeError;
import org.coapsms.codec.at.AtLine.CmsError;
import org.coapsms.codec.at.AtLine.Other;
import org.coapsms.codec.at.AtLine.PlainError;
import org.coapsms.codec.at.AtLine.Registration;
import org.coapsms.codec.at.AtLine.Storage;
import org.coapsms.codec.at.AtLine.StorageState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as TS 27.005 draws them, and as the modems named beside them really say them. */
class AtLineTest {

  static Stream<Arguments> lines() {
    return Map.<String, AtLine>ofEntries(
            Map.entry("OK", new AtLine.Ok()),
            Map.entry("\r\nOK\r\n", new AtLine.Ok()),
            Map.entry("0", new AtLine.Ok()),
            Map.entry("ERROR", new PlainError("ERROR")),
            Map.entry("4", new PlainError("4")),
            // Huawei, Samsung Z810, Motorola.
            Map.entry("COMMAND NOT SUPPORT", new PlainError("COMMAND NOT SUPPORT")),
            Map.entry("TOO MANY PARAMETERS", new PlainError("TOO MANY PARAMETERS")),
            Map.entry("NA", new PlainError("NA")),
            Map.entry("MODEM ERROR: 7", new PlainError("MODEM ERROR: 7")),
            Map.entry("+CMS ERROR: 500", new CmsError(500)),
            // Cinterion, Fibocom.
            Map.entry("+CMS ERROR:538", new CmsError(538)),
            Map.entry("+CMGS ERROR: 42", new CmsError(42)),
            // AT+CMEE=2 of the EigenComm firmware.
            Map.entry("+CMS ERROR: network timeout", new CmsError(332)),
            Map.entry("+CMS ERROR: Memory full", new CmsError(322)),
            Map.entry("+CMS ERROR: what is this", new CmsError(500)),
            Map.entry("+CME ERROR: 14", new CmeError(Optional.of(14), "14")),
            Map.entry(
                "+CME ERROR: SIM not inserted", new CmeError(Optional.empty(), "SIM not inserted")),
            Map.entry("+CMTI: \"SM\",7", new AtLine.Cmti("SM", 7)),
            Map.entry("+CMTI: \"ME\",0", new AtLine.Cmti("ME", 0)),
            // SIM7000G and chan_dongle: no usable storage.
            Map.entry("+CMTI: ,-1", new AtLine.Cmti("", -1)),
            Map.entry("+CMTI: \"SM\",-1", new AtLine.Cmti("SM", -1)),
            Map.entry("+CMT: ,34", new AtLine.Cmt("", 34)),
            Map.entry("+CMT: \"Smith, J.\",34", new AtLine.Cmt("Smith, J.", 34)),
            // Siemens phones.
            Map.entry("+CMT: 23", new AtLine.Cmt("", 23)),
            Map.entry("+CDS: 25", new AtLine.Cds(25)),
            // SIM800; ZTE.
            Map.entry("+CDS:25", new AtLine.Cds(25)),
            Map.entry("+CDS: ,25", new AtLine.Cds(25)),
            Map.entry("+CDSI: \"SR\",1", new AtLine.Cdsi("SR", 1)),
            Map.entry("+CMGS: 64", new AtLine.Cmgs(64)),
            // Telit adds the service centre's time.
            Map.entry("+CMGS: 5,\"13/07/26,14:29:27+08\"", new AtLine.Cmgs(5)),
            Map.entry("+CMGR: 0,,28", new AtLine.CmgrHeader(0, 28)),
            Map.entry("+CMGR: 1,\"name\",28", new AtLine.CmgrHeader(1, 28)),
            Map.entry("+CMGR:0,28", new AtLine.CmgrHeader(0, 28)),
            Map.entry("+CMGL: 3,1,,26", new AtLine.CmglHeader(3, 1, 26)),
            Map.entry("+CMGL: 3,1,26", new AtLine.CmglHeader(3, 1, 26)),
            Map.entry("+CREG: 1", registration("CREG", null, 1, null, null)),
            Map.entry("+CREG: 0,11", registration("CREG", 0, 11, null, null)),
            Map.entry("+CEREG: 2,1,\"2E\",\"1A2D\",7", registration("CEREG", 2, 1, "2E", "1A2D")),
            Map.entry(
                "+CGREG: 5,\"00C3\",\"0000A1B2\"",
                registration("CGREG", null, 5, "00C3", "0000A1B2")),
            // Huawei: an answer without quotes, an unsolicited line without quotes.
            Map.entry("+CREG: 2,1,4CA,81DE445", registration("CREG", 2, 1, "4CA", "81DE445")),
            Map.entry(
                "+CREG: 1, E006B, ABE0016", registration("CREG", null, 1, "E006B", "ABE0016")),
            Map.entry("+CSQ: 31,99", new AtLine.Signal(31, 99)),
            Map.entry("+CSQ: 17", new AtLine.Signal(17, 99)),
            Map.entry("+CPIN: READY", new AtLine.PinState("READY")),
            Map.entry("+CPIN:READY", new AtLine.PinState("READY")),
            Map.entry("+CPIN: NOT INSERTED", new AtLine.PinState("NOT INSERTED")),
            Map.entry("+CPMS: 7,20,7,20,7,20", storages(null, 7, 20, 3)),
            Map.entry("+CPMS: \"SM\",7,20,\"SM\",7,20,\"SM\",7,20", storages("SM", 7, 20, 3)),
            // Wavecom; Nokia S60; Samsung J700.
            Map.entry("+CPMS: 14,50,14,50", storages(null, 14, 50, 2)),
            Map.entry("+CPMS: ,,,,,,,,", storages(null, 0, 0, 0)),
            Map.entry("+CPMS:", storages(null, 0, 0, 0)))
        .entrySet()
        .stream()
        .map(line -> Arguments.of(line.getKey(), line.getValue()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void understands(String line, AtLine meaning) {
    assertThat(AtLine.parse(line)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RDY",
        "+CFUN: 1",
        "^RSSI:21",
        "NO CARRIER",
        "OK then",
        "+CMTI: \"SM\"",
        "+CMTI: \"SM\",x",
        "+CMT: ,",
        "+CMT: ,-3",
        "+CDS: 6,31,\"+49171\",145",
        "+CMGS:",
        "+CMGS: x",
        "+CMGR: 0",
        "+CMGR: \"REC READ\",\"+49171\",,\"26/01/01,00:00:00+04\"",
        "+CMGL: 1,2",
        "+CREG: ",
        "+CSQ: ,",
        "+CMGS: 99999999999",
        "+CPMS: (\"SM\"),(\"SM\"),(\"SM\")",
        "+CPMS: \"SM\",7",
        "0791",
        "+CMT: \"+49171\",,\"26/01/01,00:00:00+04\",145,4"
      })
  void leavesOtherLinesAsTheyAre(String line) {
    assertThat(AtLine.parse(line)).isEqualTo(new Other(line.strip()));
  }

  @Test
  void understandsAnyLineSomehow() {
    String[] starts = {"+CMTI:", "+CPMS: ", "+CREG:", "+CMGL: ", "+CMS ERROR:", "+CMT: ", ""};
    String alphabet = "0123456789-,,,,\"\"() ABC:\u0000é";
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder(starts[random.nextInt(starts.length)]);
      for (int i = random.nextInt(20); i > 0; i--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(AtLine.parse(line.toString())).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, PERMANENT",
    "8, PERMANENT",
    "10, PERMANENT",
    "21, PERMANENT",
    "27, SUBSCRIBER",
    "28, PERMANENT",
    "30, PERMANENT",
    "38, CARRIER",
    "41, CARRIER",
    "42, CARRIER",
    "47, CARRIER",
    "50, PERMANENT",
    "69, PERMANENT",
    "96, PERMANENT",
    "120, CARRIER",
    "144, PERMANENT",
    "145, PERMANENT",
    "192, CARRIER",
    "194, CARRIER",
    "195, PERMANENT",
    "196, PERMANENT",
    "197, LOCAL",
    "208, LOCAL",
    "211, LOCAL",
    "255, CARRIER",
    "301, LOCAL",
    "304, PERMANENT",
    "310, LOCAL",
    "314, LOCAL",
    "318, LOCAL",
    "322, LOCAL",
    "330, LOCAL",
    "331, LOCAL",
    "332, UNKNOWN_OUTCOME",
    "340, LOCAL",
    "350, UNKNOWN_OUTCOME",
    "500, UNKNOWN_OUTCOME",
    "513, UNKNOWN_OUTCOME",
    "521, UNKNOWN_OUTCOME",
    "604, UNKNOWN_OUTCOME",
    "0, UNKNOWN_OUTCOME",
    "-1, UNKNOWN_OUTCOME"
  })
  void classifiesWhyAMessageWasNotSent(int code, CauseClass causeClass) {
    assertThat(new CmsError(code).causeClass()).isEqualTo(causeClass);
    assertThat(new CmsError(code).description()).isNotBlank();
  }

  @Test
  void takesAnErrorWithoutAReasonForAnUnknownOutcome() {
    assertThat(((CmeError) AtLine.parse("+CME ERROR: 10")).causeClass())
        .isEqualTo(CauseClass.LOCAL);
    assertThat(((CmeError) AtLine.parse("+CME ERROR: 31")).causeClass())
        .isEqualTo(CauseClass.UNKNOWN_OUTCOME);
    assertThat(((CmeError) AtLine.parse("+CME ERROR:")).causeClass())
        .isEqualTo(CauseClass.UNKNOWN_OUTCOME);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, false",
    "1, true, false",
    "2, false, false",
    "3, false, true",
    "5, true, false",
    "6, true, false",
    "7, true, false",
    "8, false, false",
    "11, false, false"
  })
  void knowsWhereShortMessagesCanBeSent(int stat, boolean registered, boolean denied) {
    Registration registration = registration("CREG", null, stat, null, null);

    assertThat(registration.isRegistered()).isEqualTo(registered);
    assertThat(registration.isDenied()).isEqualTo(denied);
  }

  @Test
  void readsStrengthAndFullness() {
    assertThat(new AtLine.Signal(31, 99).dbm()).contains(-51);
    assertThat(new AtLine.Signal(99, 99).dbm()).isEmpty();
    assertThat(new Storage(Optional.empty(), 20, 20).isFull()).isTrue();
    assertThat(new Storage(Optional.empty(), 0, 0).isFull()).isFalse();
  }

  private static Registration registration(
      String command,
      @Nullable Integer mode,
      int stat,
      @Nullable String area,
      @Nullable String cell) {
    return new Registration(
        command,
        Optional.ofNullable(mode),
        stat,
        Optional.ofNullable(area),
        Optional.ofNullable(cell));
  }

  private static StorageState storages(@Nullable String memory, int used, int total, int count) {
    return new StorageState(
        Stream.generate(() -> new Storage(Optional.ofNullable(memory), used, total))
            .limit(count)
            .toList());
  }
}
