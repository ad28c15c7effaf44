package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.ShortMessage;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.Test;

/** The service centre as jsmpp 3.0.2 sees it. */
class SmscServerJsmppTest {
  // CON GET, ports 5683, part 2 of 3: TS 23.040 9.2.3.24.1 and 9.2.3.24.4.
  private static final Bytes HEADER = Bytes.fromHex("0b 0003 2a0302 0504 1633 1633");
  private static final Bytes COAP = Bytes.fromHex("41 01 1234 4a b174");

  @Test
  void bindsInEachWay() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme transmitter = new JsmppEsme();
        JsmppEsme receiver = new JsmppEsme();
        JsmppEsme transceiver = new JsmppEsme()) {
      transmitter.bind(centre.port(), BindType.BIND_TX, "tx", "any");
      receiver.bind(centre.port(), BindType.BIND_RX, "rx", "any");
      transceiver.bind(centre.port(), BindType.BIND_TRX, "trx", "any");

      assertThat(centre.state().accounts().get(0).binds())
          .extracting(SmscState.BindState::systemId, SmscState.BindState::mode)
          .containsExactlyInAnyOrder(
              tuple("tx", "transmitter"), tuple("rx", "receiver"), tuple("trx", "transceiver"));
    }
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownSystemId() throws Exception {
    SmscConfig config = SmscConfig.of(SmscAccount.of("bridge", "secret", "10000"));
    try (LoopbackCentre centre = new LoopbackCentre(config);
        JsmppEsme esme = new JsmppEsme()) {
      assertThatThrownBy(() -> esme.bind(centre.port(), BindType.BIND_TRX, "bridge", "wrong"))
          .hasRootCauseInstanceOf(NegativeResponseException.class)
          .hasStackTraceContaining("0000000e");
      assertThatThrownBy(
              () -> new JsmppEsme().bind(centre.port(), BindType.BIND_TRX, "nobody", "secret"))
          .hasStackTraceContaining("0000000f");
    }
  }

  @Test
  void carriesASegmentWithItsHeaderToThePhone() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme esme = new JsmppEsme().bind(centre.port())) {
      String id = esme.submit(0x40, 0, HEADER.plus(COAP));

      ShortMessage message = centre.arrivedAtPhone();
      assertThat(id).isEqualTo("1");
      assertThat(message.from().value()).isEqualTo("10000");
      assertThat(message.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
      assertThat(message.userData().header().concatenation())
          .contains(new Concatenation(8, 0x2a, 3, 2));
      assertThat(message.userData().header().ports()).contains(new Ports(16, 5683, 5683));
      assertThat(message.userData().octets()).isEqualTo(COAP);
    }
  }

  @Test
  void deliversAReceiptInTextAndTlvs() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme esme = new JsmppEsme().bind(centre.port())) {
      String id = esme.submit(0x40, 1, HEADER.plus(COAP));

      DeliverSm pdu = esme.delivered();
      assertThat(pdu.getEsmClass()).isEqualTo((byte) 0x04);
      assertThat(pdu.getSourceAddr()).isEqualTo(LoopbackCentre.PHONE.value());
      assertThat(pdu.getDestAddress()).isEqualTo("10000");
      DeliveryReceipt receipt = pdu.getShortMessageAsDeliveryReceipt();
      assertThat(receipt.getId()).isEqualTo(id);
      assertThat(receipt.getFinalStatus()).isEqualTo(DeliveryReceiptState.DELIVRD);
      assertThat(receipt.getError()).isEqualTo("000");
      assertThat(
              OptionalParameters.get(
                      OptionalParameter.Receipted_message_id.class, pdu.getOptionalParameters())
                  .getValueAsString())
          .isEqualTo(id);
      assertThat(
              OptionalParameters.get(
                      OptionalParameter.Message_state.class, pdu.getOptionalParameters())
                  .getValue())
          .isEqualTo((byte) 2);
    }
  }

  @Test
  void tellsWhatBecameOfAMessage() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme esme = new JsmppEsme().bind(centre.port())) {
      String id = esme.submit(0, 0, COAP);
      centre.arrivedAtPhone();

      assertThat(
              esme.session()
                  .queryShortMessage(id, TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN, "10000")
                  .getMessageState())
          .isEqualTo(MessageState.DELIVERED);
      assertThatThrownBy(
              () ->
                  esme.session()
                      .queryShortMessage(
                          "77", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN, "10000"))
          .isInstanceOf(NegativeResponseException.class)
          .hasMessageContaining("00000067");
    }
  }

  @Test
  void handsOnWhatAPhoneSends() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme esme = new JsmppEsme().bind(centre.port())) {
      centre.phoneSends(
          Address.parse("10000"),
          UserData.ofOctets(
              new UserDataHeader(
                  List.of(new Concatenation(16, 0x1234, 2, 1), new Ports(16, 5683, 61616))),
              COAP));

      DeliverSm pdu = esme.delivered();
      assertThat(pdu.getEsmClass()).isEqualTo((byte) 0x40);
      assertThat(pdu.getDataCoding()).isEqualTo((byte) 0x04);
      assertThat(pdu.getSourceAddr()).isEqualTo("491700000001");
      assertThat(pdu.getSourceAddrTon()).isEqualTo((byte) 1);
      assertThat(pdu.getSourceAddrNpi()).isEqualTo((byte) 1);
      assertThat(pdu.getDestAddress()).isEqualTo("10000");
      assertThat(Bytes.copyOf(pdu.getShortMessage()))
          .isEqualTo(Bytes.fromHex("0c 0804 1234 0201 0504 1633 f0b0").plus(COAP));
    }
  }

  @Test
  void keepsReceiptsUntilSomebodyBindsWhoCanReceive() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme transmitter = new JsmppEsme();
        JsmppEsme receiver = new JsmppEsme()) {
      transmitter.bind(centre.port(), BindType.BIND_TX, "bridge", "");
      String id = transmitter.submit(0, 1, COAP);
      centre.arrivedAtPhone();

      receiver.bind(centre.port(), BindType.BIND_RX, "bridge", "");

      assertThat(receiver.delivered().getShortMessageAsDeliveryReceipt().getId()).isEqualTo(id);
    }
  }

  @Test
  void refusesAsAFaultSaysAndThenTakesTheNext() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme esme = new JsmppEsme().bind(centre.port())) {
      centre.strikesNext(SmscFault.THROTTLE);

      assertThatThrownBy(() -> esme.submit(0, 0, COAP))
          .isInstanceOf(NegativeResponseException.class)
          .hasMessageContaining("00000058");
      assertThat(esme.submit(0, 0, COAP)).isEqualTo("1");
    }
  }

  @Test
  void bindsAgainAfterEveryConnectionWasCut() throws Exception {
    try (LoopbackCentre centre = new LoopbackCentre(SmscConfig.openToAll());
        JsmppEsme first = new JsmppEsme().bind(centre.port())) {
      CountDownLatch lost = new CountDownLatch(1);
      first.session().addSessionStateListener((now, before, s) -> lost.countDown());

      centre.server().dropConnections();

      assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
      try (JsmppEsme second = new JsmppEsme().bind(centre.port())) {
        assertThat(second.submit(0, 0, COAP)).isEqualTo("1");
      }
    }
  }

  @Test
  void tellsOneLinePerPdu() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (LoopbackCentre centre =
            new LoopbackCentre(SmscConfig.openToAll(), line -> lines.add(line.toString()));
        JsmppEsme esme = new JsmppEsme().bind(centre.port())) {
      esme.submit(0x40, 0, HEADER.plus(COAP));

      assertThat(lines)
          .containsExactly(
              "<< bind_transceiver      seq=1        bridge",
              ">> bind_transceiver_resp seq=1",
              "<< submit_sm             seq=2        +4917..01 2/3           19B",
              ">> submit_sm_resp        seq=2        id=1");
    }
  }
}
