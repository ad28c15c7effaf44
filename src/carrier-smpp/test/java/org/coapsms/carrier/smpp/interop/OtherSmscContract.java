package org.coapsms.carrier.smpp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the carrier does with any SMSC, told by the SMSC. */
abstract class OtherSmscContract {
  private static final Duration SELDOM = Duration.ofMinutes(10);
  private static final Bytes COAP = Bytes.fromHex("41 01 1234 4a b174 00 ff 0a 1b");

  // | UDHL | 05 ports, 5683 -> 5683 | 08 concatenation, 0x1234, 2 parts, part 1 | CoAP |
  // 3GPP TS 23.040, 9.2.3.24.4 and 9.2.3.24.8
  private static final Bytes ON_THE_WIRE =
      Bytes.fromHex("0c 05 04 1633 1633 08 04 1234 02 01").plus(COAP);
  private static final UserData SEGMENT =
      UserData.ofOctets(
          UserDataHeader.of(new Ports(16, 5683, 5683), new Concatenation(16, 0x1234, 2, 1)), COAP);
  private static final int ESM_CLASS_UDHI = 0x40;

  private OtherSmsc smsc;

  abstract OtherSmsc start() throws Exception;

  @BeforeEach
  void startSmsc() throws Exception {
    smsc = start();
  }

  @AfterEach
  void stopSmsc() {
    // Stays unset where the program is not installed.
    if (smsc != null) {
      smsc.close();
    }
  }

  @Test
  void bindsWithItsAccount() throws Exception {
    try (BoundCarrier carrier = new BoundCarrier(smsc.port(), SELDOM)) {
      assertThat(smsc.bound()).isEqualTo("bridge secret");
      assertThat(carrier.outcomes).isEmpty();
    }
  }

  @Test
  void submitsASegmentOctetForOctet() throws Exception {
    try (BoundCarrier carrier = new BoundCarrier(smsc.port(), SELDOM)) {
      smsc.givesId("0A1b-2");
      carrier.submit(SEGMENT);

      assertThat(smsc.submitted())
          .isEqualTo(
              new OtherSmsc.Submitted("10000", OtherSmsc.PHONE, ESM_CLASS_UDHI, 4, 1, ON_THE_WIRE));
      assertThat(BoundCarrier.next(carrier.outcomes)).isEqualTo(new Accepted("0A1b-2"));
    }
  }

  @Test
  void readsItsReceipts() throws Exception {
    try (BoundCarrier carrier = new BoundCarrier(smsc.port(), SELDOM)) {
      int answer = smsc.deliversReceipt("0000123456");

      Receipt receipt = BoundCarrier.next(carrier.receipts);
      assertThat(answer).isZero();
      assertThat(receipt.messageId()).isEqualTo("0000123456");
      assertThat(receipt.state()).isEqualTo(ReceiptState.DELIVERED);
      assertThat(receipt.recipient()).contains(Address.international(OtherSmsc.PHONE));
      assertThat(carrier.messages).isEmpty();
    }
  }

  @Test
  void takesASegmentFromAPhone() throws Exception {
    try (BoundCarrier carrier = new BoundCarrier(smsc.port(), SELDOM)) {
      int answer = smsc.delivers(ESM_CLASS_UDHI, ON_THE_WIRE);

      IncomingSms sms = BoundCarrier.next(carrier.messages);
      assertThat(answer).isZero();
      assertThat(sms.originator()).isEqualTo(Address.international(OtherSmsc.PHONE));
      assertThat(sms.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
      assertThat(sms.userData()).isEqualTo(SEGMENT);
      assertThat(carrier.receipts).isEmpty();
    }
  }

  @Test
  void asksAndAnswersWhetherTheOtherLives() throws Exception {
    try (BoundCarrier carrier = new BoundCarrier(smsc.port(), Duration.ofSeconds(1))) {
      carrier.awaitPdu(true, "enquire_link");
      carrier.awaitPdu(false, "enquire_link_resp");

      smsc.enquires();
      carrier.awaitPdu(false, "enquire_link");
      carrier.awaitPdu(true, "enquire_link_resp");

      carrier.submit(SEGMENT);
      assertThat(BoundCarrier.next(carrier.outcomes)).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void unbindsWhenItCloses() throws Exception {
    BoundCarrier carrier = new BoundCarrier(smsc.port(), SELDOM);
    carrier.close();

    smsc.awaitUnbind();
  }
}
