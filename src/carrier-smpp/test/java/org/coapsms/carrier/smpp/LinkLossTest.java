package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ENQUIRE_LINK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.GENERIC_NACK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.SUBMIT_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.UNBIND;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.coapsms.carrier.smpp.ScriptedSmsc.Peer;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How links end, and what becomes of what was open. */
class LinkLossTest {

  // jsmpp 3.0.2 by itself leaves them until their response time-out.
  @Test
  void settlesWhatIsOpenWhenTheLinkIsLost() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);
    List<Duration> taken = new ArrayList<>();

    try (Fixture fixture = Fixture.bound(smsc, config -> config.withWindow(2))) {
      for (int round = 0; round < 5; round++) {
        SubmissionId written = fixture.submit("1");
        SubmissionId alsoWritten = fixture.submit("2");
        SubmissionId waiting = fixture.submit("3");
        Received unused = smsc.next(SUBMIT_SM);
        Peer peer = smsc.next(SUBMIT_SM).peer;
        long start = System.nanoTime();
        peer.close();

        assertThat(((Refused) fixture.heard.outcome(waiting)).cause()).isEqualTo(Cause.LOCAL);
        assertThat(fixture.heard.outcome(written)).isInstanceOf(Unknown.class);
        assertThat(fixture.heard.outcome(alsoWritten)).isInstanceOf(Unknown.class);
        taken.add(Duration.ofNanos(System.nanoTime() - start));
        assertThat(fixture.heard.awaitUnavailable()).isNotEmpty();
        fixture.heard.awaitAvailable();
        assertThat(fixture.heard.outcomes).isEmpty();
      }
    }
    // The quickest round: a busy machine may hold up others, a time-out would hold up all.
    assertThat(Collections.min(taken)).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void refusesSubmissionsWhileThereIsNoBind() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(BIND_TRANSCEIVER);

    try (Fixture fixture = Fixture.started(smsc, config -> config)) {
      Received unused = smsc.next(BIND_TRANSCEIVER);

      SubmissionOutcome outcome = fixture.heard.outcome(fixture.submit("x"));

      assertThat(((Refused) outcome).cause()).isEqualTo(Cause.LOCAL);
      assertThat(fixture.carrier.status().available()).isFalse();
    }
  }

  @Test
  void bindsAgainAfterTheSmscUnboundIt() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.smsc.nextPeer().send(pdu(UNBIND, 0, 99, new byte[0]));

      assertThat(fixture.smsc.next(UNBIND | RESP).sequence).isEqualTo(99);
      assertThat(fixture.heard.awaitUnavailable()).contains("unbound");
      fixture.smsc.awaitClosed();
      fixture.heard.awaitAvailable();
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  // jsmpp 3.0.2 by itself has a state of its own for it and leaves submissions in it.
  @Test
  void settlesWhatIsOpenWhenTheSmscUnbinds() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.peer.send(pdu(UNBIND, 0, 99, new byte[0])));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Unknown.class);
      assertThat(fixture.heard.awaitUnavailable()).contains("unbound");
      fixture.heard.awaitAvailable();
    }
  }

  @Test
  void rebindsWhenEnquireLinkIsNotAnswered() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(ENQUIRE_LINK).ignore(SUBMIT_SM);
    Duration interval = Duration.ofMillis(300);

    try (Fixture fixture = Fixture.bound(smsc, Fixture.enquireLink(interval))) {
      SubmissionId open = fixture.submit("x");
      long start = System.nanoTime();

      assertThat(fixture.heard.awaitUnavailable()).contains("enquire_link");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(interval.multipliedBy(4));
      assertThat(fixture.heard.outcome(open)).isInstanceOf(Unknown.class);
      assertThat(smsc.waiting(ENQUIRE_LINK)).isEqualTo(1);
      fixture.heard.awaitAvailable();
    }
  }

  @Test
  void keepsALinkWhosePeerAnswersEnquireLink() throws Exception {
    try (Fixture fixture =
        Fixture.bound(new ScriptedSmsc(), Fixture.enquireLink(Duration.ofSeconds(1)))) {
      for (int i = 0; i < 2; i++) {
        Received unused = fixture.smsc.next(ENQUIRE_LINK);
      }

      assertThat(fixture.heard.availability).isEmpty();
    }
  }

  // A generic_nack is an answer too: some SMSCs do not know enquire_link.
  @Test
  void keepsALinkWhosePeerRejectsEnquireLink() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(ENQUIRE_LINK, pdu -> pdu.peer.send(pdu(GENERIC_NACK, 3, pdu.sequence, octets())));

    try (Fixture fixture = Fixture.bound(smsc, Fixture.enquireLink(Duration.ofSeconds(1)))) {
      for (int i = 0; i < 2; i++) {
        Received unused = smsc.next(ENQUIRE_LINK);
      }

      assertThat(fixture.heard.availability).isEmpty();
    }
  }

  // jsmpp 3.0.2 by itself takes 2 GB, dies of it and leaves the session bound for ever.
  @ParameterizedTest
  @ValueSource(strings = {"7fffffff", "ffffffff", "00011001", "0000000f", "00000000"})
  void givesUpALinkWithImpossibleLengths(String length) throws Exception {
    byte[] header = Bytes.fromHex(length + "00000005" + "00000000" + "00000001").toArray();
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.peer.send(header));

    try (Fixture fixture = Fixture.bound(smsc)) {
      SubmissionId open = fixture.submit("x");

      assertThat(fixture.heard.awaitUnavailable()).contains("command_length");
      assertThat(fixture.heard.outcome(open)).isInstanceOf(Unknown.class);
      assertThat(smsc.next(GENERIC_NACK).status).isEqualTo(2);
      smsc.awaitClosed();
      fixture.heard.awaitAvailable();
    }
  }

  // jsmpp 3.0.2 by itself loses the octets before a pause and then the framing.
  @Test
  void survivesPausesWithinAPdu() throws Exception {
    try (Fixture fixture =
        Fixture.bound(new ScriptedSmsc(), Fixture.enquireLink(Duration.ofSeconds(5)))) {
      Peer peer = fixture.smsc.nextPeer();
      byte[] first = deliverSm(77, 0, 4, ascii("hello"));

      // An answer to something else cannot come in between; the clock must make the pause.
      peer.send(Arrays.copyOf(first, 10));
      assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
      peer.send(Arrays.copyOfRange(first, 10, first.length));
      peer.send(deliverSm(78, 0, 4, ascii("second")));

      assertThat(fixture.smsc.next(DELIVER_SM | RESP).sequence).isEqualTo(77);
      assertThat(fixture.smsc.next(DELIVER_SM | RESP).sequence).isEqualTo(78);
      assertThat(fixture.heard.availability).isEmpty();
    }
  }

  @Test
  void givesUpAPeerThatStopsInTheMiddleOfAPdu() throws Exception {
    try (Fixture fixture =
        Fixture.bound(new ScriptedSmsc(), Fixture.enquireLink(Duration.ofMillis(200)))) {
      fixture.smsc.nextPeer().send(Arrays.copyOf(deliverSm(77, 0, 4, ascii("hello")), 10));

      assertThat(fixture.heard.awaitUnavailable()).contains("middle of a PDU");
      fixture.heard.awaitAvailable();
    }
  }

  // jsmpp 3.0.2 by itself blocks every caller and its own enquire_link for ever.
  @Test
  void givesUpAPeerThatDoesNotReadWithoutBlockingAnybody() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc(4096);
    smsc.on(SUBMIT_SM, pdu -> pdu.peer.stopReading());
    Duration writeTimeout = Duration.ofSeconds(3);
    UserData full = UserData.ofOctets(UserDataHeader.EMPTY, Bytes.copyOf(new byte[140]));

    try (Fixture fixture =
        Fixture.bound(
            smsc,
            config ->
                config
                    .withWindow(1000)
                    .withReconnect(new SmppConfig.BackOff(Fixture.NEVER, Fixture.NEVER))
                    .withTimers(
                        Fixture.timers(
                            Fixture.NEVER, Fixture.NEVER, Fixture.NEVER, writeTimeout)))) {
      List<SubmissionId> ids = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 2000; i++) {
        ids.add(fixture.submit(Fixture.NUMBER, full));
      }
      Duration submitting = Duration.ofNanos(System.nanoTime() - start);

      assertThat(submitting).isLessThan(Duration.ofSeconds(2));
      assertThat(fixture.heard.awaitUnavailable()).contains("does not read");
      List<Heard.Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        outcomes.add(Heard.next(fixture.heard.outcomes));
      }
      assertThat(outcomes).extracting(Heard.Outcome::id).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(outcomes).anyMatch(ended -> ended.outcome() instanceof Unknown);
      assertThat(outcomes)
          .filteredOn(ended -> ended.outcome() instanceof Refused)
          .hasSizeGreaterThanOrEqualTo(1000);
    }
  }

  // SMPP 3.4 §4.3: without a sequence number it may be about anything.
  @Test
  void givesUpALinkAfterANackWithoutSequence() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(SUBMIT_SM, pdu -> pdu.peer.send(pdu(GENERIC_NACK, 0x03, 0, octets())));

    try (Fixture fixture = Fixture.bound(smsc)) {
      SubmissionId open = fixture.submit("x");

      assertThat(fixture.heard.outcome(open)).isInstanceOf(Unknown.class);
      assertThat(fixture.heard.awaitUnavailable()).contains("generic_nack");
    }
  }

  @Test
  void correctsAnUnknownOutcomeWhenTheAnswerComesLate() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, Fixture.responseTimeout(Duration.ofMillis(500)))) {
      SubmissionId id = fixture.submit("x");
      Received asked = smsc.next(SUBMIT_SM);

      assertThat(fixture.heard.outcome(id)).isInstanceOf(Unknown.class);
      asked.answer(text("late"));
      assertThat(fixture.heard.outcome(id)).isEqualTo(new Accepted("late"));
      asked.answer(text("again"));
      smsc.on(SUBMIT_SM, pdu -> pdu.answer(text("next")));
      assertThat(fixture.heard.outcome(fixture.submit("y"))).isEqualTo(new Accepted("next"));
      assertThat(fixture.heard.availability).isEmpty();
    }
  }

  @Test
  void ignoresAnswersThatNobodyAskedFor() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(
                SUBMIT_SM,
                pdu ->
                    pdu.peer.send(
                        pdu(SUBMIT_SM | RESP, 0, pdu.sequence + 1, text("wrong")),
                        pdu(SUBMIT_SM | RESP, 0, pdu.sequence, text("right")),
                        pdu(SUBMIT_SM | RESP, 0, pdu.sequence, text("twice"))));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isEqualTo(new Accepted("right"));
      assertThat(fixture.heard.outcome(fixture.submit("y"))).isEqualTo(new Accepted("right"));
      assertThat(fixture.heard.outcomes).isEmpty();
    }
  }

  @Test
  void closesAfterWhatIsInFlightHasFinished() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, config -> config.withWindow(1))) {
      SubmissionId inFlight = fixture.submit("1");
      SubmissionId waiting = fixture.submit("2");
      Received asked = smsc.next(SUBMIT_SM);
      Thread closing = new Thread(fixture.carrier::close);
      closing.start();

      assertThat(((Refused) fixture.heard.outcome(waiting)).cause()).isEqualTo(Cause.LOCAL);
      assertThat(((Refused) fixture.heard.outcome(fixture.submit("3"))).cause())
          .isEqualTo(Cause.LOCAL);
      // The link is still there, and nobody says goodbye yet.
      for (int i = 1; i <= 3; i++) {
        asked.peer.send(pdu(ENQUIRE_LINK, 0, i, octets()));
        assertThat(smsc.next(ENQUIRE_LINK | RESP).sequence).isEqualTo(i);
      }
      asked.answer(text("done"));
      assertThat(fixture.heard.outcome(inFlight)).isEqualTo(new Accepted("done"));
      Received unused = smsc.next(UNBIND);
      closing.join();
      smsc.awaitClosed();
      assertThat(fixture.heard.outcomes).isEmpty();
      assertThat(fixture.carrier.status().available()).isFalse();
    }
  }

  @Test
  void closesThoughNeitherSubmissionsNorUnbindAreAnswered() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM).ignore(UNBIND);
    Duration brief = Duration.ofMillis(100);

    try (Fixture fixture =
        Fixture.bound(
            smsc,
            config ->
                config.withTimers(Fixture.timers(Fixture.NEVER, brief, brief, Fixture.NEVER)))) {
      SubmissionId open = fixture.submit("1");

      fixture.carrier.close();

      assertThat(fixture.heard.outcomes).hasSize(1);
      assertThat(fixture.heard.outcome(open)).isInstanceOf(Unknown.class);
    }
  }
}
