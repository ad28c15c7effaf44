package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ENQUIRE_LINK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverBody;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import java.util.Optional;
import org.coapsms.carrier.smpp.ScriptedSmsc.Peer;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivingTest {
  private static final int UDHI = 0x40;
  private static final int RECEIPT = 0x04;

  @Test
  void takesOctetsBehindAHeader() throws Exception {
    byte[] message = Bytes.fromHex("0b 0504163316330003070201 6044abcd").toArray();

    IncomingSms sms = arrives(deliverBody(UDHI, 4, message));

    assertThat(sms.originator()).isEqualTo(Address.international("491701234567"));
    assertThat(sms.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(sms.userData().header().ports()).contains(new Ports(16, 5683, 5683));
    assertThat(sms.userData().header().concatenation()).contains(new Concatenation(8, 7, 2, 1));
    assertThat(sms.userData().octets().toHex()).isEqualTo("6044abcd");
  }

  // SMPP 3.4 §5.3.2.20 to .24: the same as TLVs, the payload in message_payload.
  @Test
  void takesOctetsWithTlvsInsteadOfAHeader() throws Exception {
    IncomingSms sms =
        arrives(
            deliverBody(
                0,
                2,
                octets(),
                tlv(0x020A, octets(0xD9, 0x03)),
                tlv(0x020B, octets(0x16, 0x33)),
                tlv(0x020C, octets(0x12, 0x34)),
                tlv(0x020E, octets(3)),
                tlv(0x020F, octets(2)),
                tlv(0x1403, ascii("a vendor's own")),
                tlv(0x0424, octets(0x60, 0x44, 0xAB, 0xCD))));

    assertThat(sms.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(sms.userData().header().ports()).contains(new Ports(16, 5683, 0xD903));
    assertThat(sms.userData().header().concatenation())
        .contains(new Concatenation(16, 0x1234, 3, 2));
    assertThat(sms.userData().octets().toHex()).isEqualTo("6044abcd");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 68690040, hi@¡", // GSM 7-bit, an octet each: @ is 0x00, ¡ is 0x40
    "1, 6869, hi", // ASCII
    "3, 6869e9, hié", // Latin-1
    "8, 006800690416, hiЖ", // UCS2
  })
  void takesText(int dataCoding, String hex, String text) throws Exception {
    IncomingSms sms = arrives(deliverBody(0, dataCoding, Bytes.fromHex(hex).toArray()));

    assertThat(sms.userData().text(sms.dataCoding())).isEqualTo(text);
  }

  // SMPP 3.4 appendix B; a receipt comes from the number that the message was for.
  @Test
  void takesAReceiptFromItsText() throws Exception {
    Receipt receipt =
        receipt(
            deliverBody(
                RECEIPT,
                0,
                ascii(
                    "id:0123456789 sub:001 dlvrd:000 submit date:2606011200"
                        + " done date:2606011201 stat:UNDELIV err:069 Text:hello")));

    assertThat(receipt.messageId()).isEqualTo("0123456789");
    assertThat(receipt.state()).isEqualTo(ReceiptState.FAILED_PERMANENT);
    assertThat(receipt.recipient()).isEqualTo(Optional.of(Address.international("491701234567")));
    assertThat(receipt.detail()).contains("UNDELIV").contains("069");
  }

  @Test
  void believesTheTlvsOfAReceiptBeforeItsText() throws Exception {
    Receipt receipt =
        receipt(
            deliverBody(
                0,
                0,
                ascii("id:1 stat:ENROUTE"),
                tlv(0x001E, text("A0B1")),
                tlv(0x0427, octets(2)),
                tlv(0x0423, octets(3, 0, 0))));

    assertThat(receipt.messageId()).isEqualTo("A0B1");
    assertThat(receipt.state()).isEqualTo(ReceiptState.DELIVERED);
  }

  // SMPP 3.4 §5.2.12 and §5.2.28.
  @ParameterizedTest
  @CsvSource({
    "4, DELIVRD, DELIVERED",
    "4, EXPIRED, FAILED_TEMPORARY",
    "4, REJECTD, FAILED_PERMANENT",
    "4, DELETED, FAILED_PERMANENT",
    "4, ENROUTE, STILL_TRYING",
    "4, ACCEPTD, UNCONFIRMED",
    "4, UNKNOWN, UNCONFIRMED",
    "4, SOMETHING, UNCONFIRMED",
    "32, ENROUTE, STILL_TRYING",
    "32, UNDELIV, STILL_TRYING", // an intermediate notification is never the last word
  })
  void readsWhatAReceiptClaims(int esmClass, String stat, ReceiptState state) throws Exception {
    Receipt receipt = receipt(deliverBody(esmClass, 0, ascii("id:7 stat:" + stat)));

    assertThat(receipt.state()).isEqualTo(state);
  }

  @Test
  void answersOnlyWhenTheStoreHasIt() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.heard.holds = true;
      Peer peer = fixture.smsc.nextPeer();
      peer.send(deliverSm(1, 0, 4, ascii("one")), deliverSm(2, 0, 4, ascii("two")));
      Heard.Arrived<IncomingSms> one = Heard.next(fixture.heard.messages);
      Heard.Arrived<IncomingSms> two = Heard.next(fixture.heard.messages);
      // Neither answers nor enquire_link wait behind them.
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
      peer.send(pdu(ENQUIRE_LINK, 0, 3, octets()));
      assertThat(fixture.smsc.next(ENQUIRE_LINK | RESP).status).isZero();
      assertThat(fixture.smsc.waiting(DELIVER_SM | RESP)).isZero();

      two.committed().complete(true);
      Received first = fixture.smsc.next(DELIVER_SM | RESP);
      one.committed().complete(false);
      Received second = fixture.smsc.next(DELIVER_SM | RESP);

      assertThat(first.sequence).isEqualTo(2);
      assertThat(first.status).isZero();
      assertThat(first.hex()).isEqualTo("00");
      assertThat(second.sequence).isEqualTo(1);
      assertThat(second.status).isEqualTo(0x64);
    }
  }

  @Test
  void asksTheSmscToComeBackWhenTheStoreFails() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.heard.holds = true;
      fixture.smsc.nextPeer().send(deliverSm(1, 0, 4, ascii("one")));

      Heard.next(fixture.heard.messages)
          .committed()
          .completeExceptionally(new IllegalStateException("disk full"));

      assertThat(fixture.smsc.next(DELIVER_SM | RESP).status).isEqualTo(0x64);
    }
  }

  @Test
  void asksAFloodToComeBackLater() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.heard.holds = true;
      Peer peer = fixture.smsc.nextPeer();
      for (int i = 1; i <= 1001; i++) {
        peer.send(deliverSm(i, 0, 4, ascii("x")));
      }

      Received refused = fixture.smsc.next(DELIVER_SM | RESP);

      assertThat(refused.sequence).isEqualTo(1001);
      assertThat(refused.status).isEqualTo(0x64);
      assertThat(fixture.heard.messages).hasSize(1000);
    }
  }

  // jsmpp 3.0.2 by itself never answers the first one and mixes up the order of many.
  @Test
  void rejectsJunkAndKeepsTheOrderOfTheRest() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      Peer peer = fixture.smsc.nextPeer();
      byte[] truncatedTlv = octets(0x14, 0x1E, 0x00, 0x30, 1);
      peer.send(
          pdu(DELIVER_SM, 0, 1, join(deliverBody(0, 4, ascii("tlv")), truncatedTlv)),
          pdu(DELIVER_SM, 0, 2, octets(0, 1, 1)),
          pdu(DELIVER_SM, 0, 3, deliverBody(UDHI, 4, octets(0x0B, 0x05, 0x04))),
          pdu(DELIVER_SM, 0, 4, deliverBody(RECEIPT, 0, ascii("nothing in it"))));
      for (int i = 0; i < 100; i++) {
        peer.send(deliverSm(100 + i, 0, 4, ascii("m" + i)));
      }

      for (int i = 1; i <= 4; i++) {
        Received answer = fixture.smsc.next(DELIVER_SM | RESP);
        assertThat(answer.sequence).isEqualTo(i);
        assertThat(answer.status).isEqualTo(0x66);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(Heard.next(fixture.heard.messages).value().userData().octets().toUtf8())
            .isEqualTo("m" + i);
        assertThat(fixture.smsc.next(DELIVER_SM | RESP).status).isZero();
      }
      assertThat(fixture.heard.receipts).isEmpty();
      assertThat(fixture.heard.availability).isEmpty();
    }
  }

  // SMPP 3.4 §4.7.1: data_sm has no short_message, and its own answer.
  @Test
  void takesDataSm() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      byte[] body =
          join(
              text(""),
              octets(1, 1),
              text("491701234567"),
              octets(0, 1),
              text("10000"),
              octets(0, 0, 4),
              tlv(0x0424, ascii("hello")));
      fixture.smsc.nextPeer().send(pdu(0x103, 0, 5, body));

      assertThat(fixture.smsc.next(0x103 | RESP).status).isZero();
      assertThat(Heard.next(fixture.heard.messages).value().userData().octets().toUtf8())
          .isEqualTo("hello");
    }
  }

  @Test
  void nacksCommandsThatItDoesNotKnow() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.smsc.nextPeer().send(pdu(0x0777, 0, 9, octets()));

      Received nack = fixture.smsc.next(ScriptedSmsc.GENERIC_NACK);
      assertThat(nack.status).isEqualTo(3);
      assertThat(nack.sequence).isEqualTo(9);
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void tracesEveryPduWithoutSecrets() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      assertThat(fixture.heard.outcome(fixture.submit("private"))).isInstanceOf(Accepted.class);
      fixture.smsc.nextPeer().send(deliverSm(1, 0, 4, ascii("private")));
      Received unused = fixture.smsc.next(DELIVER_SM | RESP);

      assertThat(fixture.heard.traces)
          .extracting(
              line ->
                  (line.outbound() ? ">> " : "<< ")
                      + line.what()
                      + " "
                      + line.detail()
                      + " "
                      + line.octets())
          .containsExactly(
              ">> bind_transceiver seq=1 bridge 0",
              "<< bind_transceiver_resp seq=1 0x00 no error SMSC 0",
              ">> submit_sm seq=2 +4917.. 7",
              "<< submit_sm_resp seq=2 id=id1 0",
              "<< deliver_sm seq=1 +4917.. 7",
              ">> deliver_sm_resp seq=1 0x00 no error 0");
    }
  }

  private static IncomingSms arrives(byte[] body) throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.smsc.nextPeer().send(pdu(DELIVER_SM, 0, 1, body));

      assertThat(fixture.smsc.next(DELIVER_SM | RESP).status).isZero();
      assertThat(fixture.heard.receipts).isEmpty();
      return Heard.next(fixture.heard.messages).value();
    }
  }

  private static Receipt receipt(byte[] body) throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.smsc.nextPeer().send(pdu(DELIVER_SM, 0, 1, body));

      assertThat(fixture.smsc.next(DELIVER_SM | RESP).status).isZero();
      assertThat(fixture.heard.messages).isEmpty();
      return Heard.next(fixture.heard.receipts).value();
    }
  }
}
