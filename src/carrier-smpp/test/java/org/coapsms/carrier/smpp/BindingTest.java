package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ENQUIRE_LINK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.GENERIC_NACK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
  // jsmpp 3.0.2 by itself knows 0x33, 0x34 and 0x50 only, and waits in vain with any other.
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x04, 0x33, 0x34, 0x35, 0x50, 0x52, 0xFF})
  void bindsWhateverVersionTheSmscClaims(int version) throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(
                BIND_TRANSCEIVER,
                pdu -> pdu.answer(join(text("SMSC"), tlv(0x0210, octets(version)))));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void bindsToAnSmscThatSaysNothingButYes() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(BIND_TRANSCEIVER, pdu -> pdu.answer(octets()));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void takesAMessageThatComesTogetherWithTheBind() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(
                BIND_TRANSCEIVER,
                pdu ->
                    pdu.peer.send(
                        pdu(BIND_TRANSCEIVER | RESP, 0, pdu.sequence, text("SMSC")),
                        deliverSm(1, 0, 4, ascii("first"))));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(smsc.next(DELIVER_SM | RESP).status).isZero();
      assertThat(Heard.next(fixture.heard.messages).value().userData().octets().toUtf8())
          .isEqualTo("first");
    }
  }

  // SMPP 3.4 §2.2: ESME_RINVBNDSTS.
  @Test
  void refusesAMessageBeforeTheBindAndAnswersEnquireLink() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(
                BIND_TRANSCEIVER,
                pdu ->
                    pdu.peer.send(
                        deliverSm(1, 0, 4, ascii("early")),
                        pdu(ENQUIRE_LINK, 0, 2, octets()),
                        pdu(BIND_TRANSCEIVER | RESP, 0, pdu.sequence, text("SMSC"))));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(smsc.next(DELIVER_SM | RESP).status).isEqualTo(4);
      assertThat(smsc.next(ENQUIRE_LINK | RESP).sequence).isEqualTo(2);
      assertThat(fixture.heard.messages).isEmpty();
    }
  }

  @Test
  void triesAgainWhenTheBindIsNotAnswered() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(BIND_TRANSCEIVER);
    Duration brief = Duration.ofMillis(100);

    try (Fixture fixture =
        Fixture.started(
            smsc,
            config ->
                config.withTimers(
                    Fixture.timers(Fixture.NEVER, Fixture.NEVER, brief, Fixture.NEVER)))) {
      assertThat(fixture.heard.awaitUnavailable()).contains("no answer to bind");
      smsc.on(BIND_TRANSCEIVER, pdu -> pdu.answer(text("SMSC")));

      while (!Heard.next(fixture.heard.availability).available()) {
        smsc.awaitClosed();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0D, 0x0E, 0x0F, 0x53})
  void triesRarelyWhenTheSmscDoesNotKnowUs(int status) throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc().on(BIND_TRANSCEIVER, pdu -> pdu.answer(status, octets()));
    SmppConfig.BackOff backOff =
        new SmppConfig.BackOff(Duration.ofMillis(20), Duration.ofMinutes(10));

    try (Fixture fixture = Fixture.started(smsc, config -> config.withReconnect(backOff))) {
      String detail = fixture.heard.awaitUnavailable();

      assertThat(detail).contains(String.format("bind refused: 0x%02x", status));
      assertThat(secondsUntilNextAttempt(detail)).isBetween(300.0, 600.0);
    }
  }

  // ESME_RALYBND: the SMSC has not noticed yet that our last link is gone.
  @Test
  void triesSoonWhenTheSmscHoldsUsForBound() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc();
    smsc.on(
        BIND_TRANSCEIVER,
        pdu -> {
          smsc.on(BIND_TRANSCEIVER, again -> again.answer(text("SMSC")));
          pdu.answer(5, octets());
        });

    try (Fixture fixture = Fixture.started(smsc, config -> config)) {
      String detail = fixture.heard.awaitUnavailable();

      assertThat(detail).contains("already bound");
      assertThat(secondsUntilNextAttempt(detail)).isLessThan(0.1);
      fixture.heard.awaitAvailable();
    }
  }

  @Test
  void triesAgainWhenTheBindIsNacked() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(BIND_TRANSCEIVER, pdu -> pdu.peer.send(pdu(GENERIC_NACK, 3, 0, octets())));

    try (Fixture fixture = Fixture.started(smsc, config -> config)) {
      assertThat(fixture.heard.awaitUnavailable()).contains("bind refused: 0x03");
      Received first = smsc.next(BIND_TRANSCEIVER);
      Received second = smsc.next(BIND_TRANSCEIVER);
      assertThat(first.peer).isNotSameAs(second.peer);
    }
  }

  @Test
  void goesOnTryingWhileNobodyListens() throws Exception {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }

    try (Fixture fixture =
        Fixture.started(
            new ScriptedSmsc(),
            config ->
                SmppConfig.of(
                        config.id(), new SmppConfig.Endpoint("127.0.0.1", port), config.account())
                    .withReconnect(config.reconnect()))) {
      for (int i = 0; i < 3; i++) {
        assertThat(fixture.heard.awaitUnavailable()).contains("refused");
      }
    }
  }

  @Test
  void leavesNoThreadsAndNoConnections() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(BIND_TRANSCEIVER, pdu -> pdu.answer(0x0D, octets()));
    SmppConfig.BackOff quick = new SmppConfig.BackOff(Duration.ofMillis(10), Duration.ofMillis(10));

    try (Fixture fixture = Fixture.started(smsc, config -> config.withReconnect(quick))) {
      for (int i = 0; i < 10; i++) {
        String unused = fixture.heard.awaitUnavailable();
        smsc.awaitClosed();
      }

      fixture.carrier.close();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith("smpp-test-")) {
          thread.join(10_000);
          assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
      }
    }
  }

  private static double secondsUntilNextAttempt(String detail) {
    return Double.parseDouble(detail.replaceAll(".*next attempt in ([0-9.]+) s", "$1"));
  }
}
