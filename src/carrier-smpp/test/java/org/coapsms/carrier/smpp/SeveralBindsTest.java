package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_RECEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSMITTER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.SUBMIT_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.UNBIND;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.coapsms.carrier.smpp.ScriptedSmsc.Peer;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.api.Test;

class SeveralBindsTest {
  private static final SmppConfig.BackOff ONCE =
      new SmppConfig.BackOff(Fixture.NEVER, Fixture.NEVER);

  @Test
  void spreadsSubmissionsOverItsBinds() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = bound(smsc, 3)) {
      List<Peer> used = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        SubmissionId unused = fixture.submit("+49170123456" + i, "x");
        used.add(smsc.next(SUBMIT_SM).peer);
      }

      assertThat(used.subList(0, 3)).doesNotHaveDuplicates();
      assertThat(used.subList(3, 6)).doesNotHaveDuplicates();
      assertThat(fixture.carrier.status().detail())
          .startsWith("3 of 3 binds up")
          .endsWith("6 of 30 in flight");
    }
  }

  @Test
  void worksOnWithWhatIsLeft() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = bound(smsc, 2)) {
      SubmissionId lost = fixture.submit("1");
      Peer first = smsc.next(SUBMIT_SM).peer;
      first.close();

      assertThat(fixture.heard.outcome(lost)).isInstanceOf(Unknown.class);
      assertThat(fixture.carrier.status().available()).isTrue();
      assertThat(fixture.carrier.status().detail()).startsWith("1 of 2 binds up");
      smsc.on(SUBMIT_SM, pdu -> pdu.answer(text("second")));
      assertThat(fixture.heard.outcome(fixture.submit("2"))).isEqualTo(new Accepted("second"));
      assertThat(fixture.heard.availability).isEmpty();
    }
  }

  // Nexmo, and many others: the answer is hexadecimal, the receipt decimal.
  @Test
  void hearsReceiptsOnAnyBindByTheIdOfTheAnswer() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.answer(text("0A1B2C3D")));

    try (Fixture fixture = bound(smsc, 2)) {
      Peer first = smsc.nextPeer();
      Peer other = smsc.nextPeer();
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isEqualTo(new Accepted("0A1B2C3D"));
      for (Peer peer : List.of(first, other)) {
        peer.send(deliverSm(7, 4, 0, ascii("id:0169552957 stat:DELIVRD")));
        assertThat(Heard.next(fixture.heard.receipts).value().messageId()).isEqualTo("0A1B2C3D");
      }

      assertThat(fixture.carrier.status().detail())
          .endsWith("ids of receipts: decimal where the answer was hexadecimal");
    }
  }

  @Test
  void isUnavailableOnlyWithoutAnyBind() throws Exception {
    try (Fixture fixture = bound(new ScriptedSmsc(), 2)) {
      fixture.smsc.nextPeer().close();
      fixture.smsc.nextPeer().close();

      assertThat(fixture.heard.awaitUnavailable()).startsWith("0 of 2 binds up");
    }
  }

  // Contracts allow so many binds; what is above it never comes up.
  @Test
  void livesWithFewerBindsThanItWants() throws Exception {
    AtomicInteger granted = new AtomicInteger();
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(
                BIND_TRANSCEIVER,
                pdu -> pdu.answer(granted.incrementAndGet() > 1 ? 5 : 0, text("SMSC")));

    try (Fixture fixture = Fixture.started(smsc, binds(2))) {
      Heard.Availability next = Heard.next(fixture.heard.availability);
      while (!next.available()) {
        next = Heard.next(fixture.heard.availability);
      }
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void bindsPairsWhereTheSmscWantsThem() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(BIND_TRANSMITTER, pdu -> pdu.answer(text("SMSC")))
            .ignore(BIND_RECEIVER);

    try (Fixture fixture =
        Fixture.bound(
            smsc,
            config ->
                config.withBinds(
                    new Binds(1, Binds.Mode.TRANSMITTER_RECEIVER, 0x50, Optional.empty())))) {
      Received receiver = smsc.next(BIND_RECEIVER);
      assertThat(fixture.carrier.status().detail())
          .startsWith("1 of 1 transmitters and 0 of 1 receivers up");
      receiver.answer(text("SMSC"));
      receiver.peer.send(deliverSm(9, 0, 4, ascii("up")));
      assertThat(smsc.next(DELIVER_SM | RESP).peer).isSameAs(receiver.peer);
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);

      assertThat(smsc.next(SUBMIT_SM).peer).isNotSameAs(receiver.peer);
      // system_id, password, system_type, then interface_version: SMPP 3.4 §4.1.1.
      assertThat(receiver.latin()).startsWith("bridge\0secret\0\0" + (char) 0x50);
      assertThat(fixture.carrier.status().detail())
          .startsWith("1 of 1 transmitters and 1 of 1 receivers up");
    }
  }

  @Test
  void closesAllBindsTogether() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(UNBIND);
    Duration unbinding = Duration.ofMillis(300);

    try (Fixture fixture =
        Fixture.bound(
            smsc,
            config ->
                binds(5)
                    .apply(config)
                    .withTimers(
                        Fixture.timers(Fixture.NEVER, Fixture.NEVER, unbinding, Fixture.NEVER)))) {
      awaitUp(fixture, 5);
      long start = System.nanoTime();

      fixture.carrier.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(unbinding.multipliedBy(4));
      for (int i = 0; i < 5; i++) {
        smsc.awaitClosed();
      }
    }
  }

  @Test
  void waitsWhenAllCarriersTogetherTriedTooOften() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(BIND_TRANSCEIVER, pdu -> pdu.answer(8, octets()));

    try (Fixture fixture = Fixture.started(smsc, config -> config, new BindAttempts(3))) {
      for (int i = 0; i < 3; i++) {
        assertThat(fixture.heard.awaitUnavailable()).contains("bind refused");
      }

      assertThat(fixture.heard.awaitUnavailable()).contains("too many attempts");
      assertThat(smsc.waiting(BIND_TRANSCEIVER)).isEqualTo(3);
    }
  }

  private static Fixture bound(ScriptedSmsc smsc, int count) throws InterruptedException {
    Fixture fixture = Fixture.bound(smsc, binds(count));
    awaitUp(fixture, count);
    return fixture;
  }

  private static UnaryOperator<SmppConfig> binds(int count) {
    return config ->
        config
            .withReconnect(ONCE)
            .withBinds(new Binds(count, Binds.Mode.TRANSCEIVER, Binds.SMPP_3_4, Optional.empty()));
  }

  private static void awaitUp(Fixture fixture, int count) throws InterruptedException {
    fixture.awaitStatus(count + " of " + count + " binds up");
  }
}
