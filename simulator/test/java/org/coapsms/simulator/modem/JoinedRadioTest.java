package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.Test;

/** Two modems of different makes in one network: what one sends, the other gets. */
class JoinedRadioTest {
  private static final Pattern STORED = Pattern.compile("\\+CMTI: \"\\w+\",(\\d+)\r\n");
  private static final Pattern READ = Pattern.compile("\\+CMGR: \\d,,\\d+\r\n([0-9A-F]+)\r\n");

  private final MobileNetwork network =
      new MobileNetwork(
          RadioConditions.ideal()
              .withLatency(Duration.ofSeconds(2))
              .withReceiptDelay(Duration.ofSeconds(1)),
          new Random(1));
  private final Side a = new Side("generic-27005", "491780000001");
  private final Side b = new Side("quectel-ec25", "491780000002");
  private Instant now = Instant.parse("2025-11-22T12:00:00Z");

  @Test
  void carriesSegmentsBetweenModemsAndReportsThem() throws Exception {
    a.type("AT+CNMI=2,1,0,1,0\r");
    b.type("AT+CNMI=2,1,0,0,0\r");

    // Two parts of one message: header 05 00 03 2A 02 0x, then a letter each; a report is wanted.
    String first = a.sends("0071000C91947108000020" + "0004FF07" + "0500032A0201" + "41");
    String second = a.sends("0071000C91947108000020" + "0004FF07" + "0500032A0202" + "42");
    String reports = first + second + a.after(Duration.ofSeconds(20));
    String indications = b.printed();

    assertThat(reports).contains("+CMGS: 0", "+CMGS: 1");
    assertThat(reports.split("\\+CDS: 25", -1)).hasSize(3);
    List<String> letters = new ArrayList<>();
    Matcher stored = STORED.matcher(indications);
    while (stored.find()) {
      SmsDeliver part = b.reads(stored.group(1));
      assertThat(part.originator()).isEqualTo(Address.international("491780000001"));
      assertThat(part.userData().header().concatenation()).isPresent();
      letters.add(new String(part.userData().octets().toArray(), StandardCharsets.US_ASCII));
    }
    assertThat(letters).containsExactlyInAnyOrder("A", "B");
  }

  /** One modem and the program at its line. */
  private final class Side implements Wire.Outside {
    private final StringBuilder printed = new StringBuilder();
    private final Modem modem;

    Side(String profile, String number) {
      SimCard sim = new SimCard(Address.international(number), java.util.Optional.empty());
      modem =
          new Modem(
              ModemProfiles.load(profile), sim, ModemOptions.usual(), network, this, trace -> {});
      network.attach(modem);
      modem.lineOpened(Instant.parse("2025-11-22T12:00:00Z"));
    }

    String type(String characters) {
      modem.handleBytes(now, Bytes.copyOf(characters.getBytes(StandardCharsets.ISO_8859_1)));
      return printed();
    }

    String sends(String pdu) {
      type("AT+CMGS=" + (pdu.length() / 2 - 1) + "\r");
      after(Duration.ofSeconds(1));
      type(pdu + "\u001a");
      return after(Duration.ofSeconds(4));
    }

    SmsDeliver reads(String index) throws Exception {
      Matcher pdu = READ.matcher(type("AT+CMGR=" + index + "\r"));
      assertThat(pdu.find()).isTrue();
      return SmsDeliver.decode(SmscPdu.decode(Bytes.fromHex(pdu.group(1))).tpdu());
    }

    String after(Duration time) {
      Instant end = now.plus(time);
      while (network.nextTimeout().filter(next -> !next.isAfter(end)).isPresent()) {
        now = network.nextTimeout().get();
        network.handleTimeout(now);
      }
      now = end;
      return printed();
    }

    String printed() {
      String text = printed.toString();
      printed.setLength(0);
      return text;
    }

    @Override
    public void write(Bytes octets) {
      printed.append(new String(octets.toArray(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public OptionalInt speed() {
      return OptionalInt.empty();
    }

    @Override
    public void holdBack(boolean held) {}

    @Override
    public void hangUp(Instant at, Duration time) {}
  }
}
