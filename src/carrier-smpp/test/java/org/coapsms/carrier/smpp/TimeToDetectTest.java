package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ENQUIRE_LINK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.SUBMIT_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.coapsms.carrier.smpp.ScriptedSmsc.Peer;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * No bind looks alive that is dead: whatever the peer does, the end is found within two intervals
 * of enquire_link, what was open is settled at once, and the next bind works.
 */
class TimeToDetectTest {
  private static final Logger log = LoggerFactory.getLogger(TimeToDetectTest.class);
  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final int ROUNDS = 3;

  /** A way to be dead without closing. */
  private enum Death {
    STOPS_READING {
      @Override
      void of(Peer peer) {
        peer.stopReading();
      }
    },
    STOPS_WITHIN_A_PDU {
      @Override
      void of(Peer peer) throws IOException {
        peer.send(Arrays.copyOf(deliverSm(7, 0, 4, ascii("hello")), 20));
      }
    },
    STOPS_WITHIN_A_HEADER {
      @Override
      void of(Peer peer) throws IOException {
        peer.send(octets(0));
      }
    },
    SENDS_A_LENGTH_OF_2_GB {
      @Override
      void of(Peer peer) throws IOException {
        peer.send(Bytes.fromHex("7fffffff" + "00000005" + "00000000" + "00000001").toArray());
      }
    },
    STOPS_WITHIN_THE_LONGEST_PDU {
      @Override
      void of(Peer peer) throws IOException {
        peer.send(Bytes.fromHex("00010000" + "00000005" + "00000000" + "00000001").toArray());
      }
    },
    ANSWERS_NOTHING_AND_ASKS_ON {
      @Override
      void of(Peer peer) throws IOException {
        peer.send(pdu(ENQUIRE_LINK, 0, 1, octets()), deliverSm(2, 0, 4, ascii("alive?")));
      }
    };

    abstract void of(Peer peer) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void findsADeadPeerWithinTwoIntervals(Death death) throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM).ignore(ENQUIRE_LINK);
    List<Duration> found = new ArrayList<>();
    List<Duration> settled = new ArrayList<>();

    try (Fixture fixture = Fixture.bound(smsc, Fixture.enquireLink(INTERVAL))) {
      for (int round = 0; round < ROUNDS; round++) {
        Peer peer = smsc.next(BIND_TRANSCEIVER).peer;
        SubmissionId open = fixture.submit("x");
        assertThat(smsc.next(SUBMIT_SM).peer).isSameAs(peer);
        long start = System.nanoTime();
        death.of(peer);

        assertThat(fixture.heard.awaitUnavailable()).isNotEmpty();
        long lost = System.nanoTime();
        assertThat(fixture.heard.outcome(open)).isInstanceOf(Unknown.class);
        found.add(Duration.ofNanos(lost - start));
        settled.add(Duration.ofNanos(System.nanoTime() - lost));
        fixture.heard.awaitAvailable();
      }
      assertThat(smsc.waiting(DELIVER_SM | RESP)).isLessThanOrEqualTo(ROUNDS);
    }

    log.info("{}: found in {}, settled in {}", death, found, settled);
    // The quickest round: a busy machine may hold up others, a time-out would hold up all.
    assertThat(Collections.min(found)).isLessThan(INTERVAL.multipliedBy(2));
    assertThat(Collections.min(settled)).isLessThan(Duration.ofMillis(100));
  }
}
