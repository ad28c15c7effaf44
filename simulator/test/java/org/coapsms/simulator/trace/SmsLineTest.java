package org.coapsms.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.NetworkListener.Event;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Test;

class SmsLineTest {
  private static final Address CENTRE = Address.unknown("10000");
  private static final Address PHONE = Address.international("+491700000001");

  @Test
  void showsACoapMessage() {
    UserDataHeader ports = Framing.MARKED.header(Framing.COAP_PORTS);
    // RFC 7252, appendix A: CON GET /temperature.
    Bytes get = Bytes.fromHex("40 01 7d34 bb 74656d7065726174757265");

    assertThat(line(Event.SUBMITTED, UserData.ofOctets(ports, get)))
        .isEqualTo(
            "submitted     #7              10000 -> +491700000001    1/1  23B"
                + " CON GET mid=0x7d34 token= [Uri-Path=temperature] 0B");
  }

  @Test
  void showsWhichSegmentItIs() {
    UserDataHeader second = Framing.BARE.header(Framing.COAP_PORTS, 1, 3, 2);

    assertThat(line(Event.LOST, UserData.ofOctets(second, Bytes.of(0x40, 1, 2, 3))))
        .isEqualTo("lost          #7              10000 -> +491700000001    2/3  10B");
  }

  @Test
  void showsTextOnOneLine() {
    ShortMessage text =
        new ShortMessage(
            PHONE, CENTRE, 0, DataCoding.GSM7, UserData.ofGsm7(UserDataHeader.EMPTY, "a\nb"));

    assertThat(SmsLine.of(Event.REPORT_LOST, 12_345, text))
        .isEqualTo("report lost   #12345  +491700000001 -> 10000            1/1   3B \"a b\"");
  }

  @Test
  void beginsWithTheTime() {
    Instant time = Instant.parse("2025-03-01T12:00:05.123456Z");

    assertThat(new TraceLine(time, "sms", "lost")).hasToString("12:00:05.123 sms   lost");
  }

  private static String line(Event event, UserData userData) {
    return SmsLine.of(event, 7, ShortMessage.ofOctets(CENTRE, PHONE, userData));
  }
}
