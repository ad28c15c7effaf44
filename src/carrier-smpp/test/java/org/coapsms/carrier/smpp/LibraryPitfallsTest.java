package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.SUBMIT_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.coapsms.carrier.smpp.ScriptedSmsc.Peer;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What jsmpp 3.0.2 by itself gets wrong and no other story here speaks of. */
class LibraryPitfallsTest {

  // By itself it blocks for ever: the answer would be read by the thread that waits for it.
  @Test
  void submitsFromWithinTheArrivalOfAMessage() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc();
    CompletableFuture<Fixture> submitter = new CompletableFuture<>();
    Heard answering =
        new Heard() {
          @Override
          public void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed) {
            SubmissionId unused = submitter.join().submit("answer");
            super.smsArrived(sms, committed);
          }
        };

    try (Fixture fixture = Fixture.started(smsc, config -> config, answering)) {
      assertThat(submitter.complete(fixture)).isTrue();
      answering.awaitAvailable();
      smsc.nextPeer().send(deliverSm1("question"));

      assertThat(Heard.next(answering.outcomes).outcome()).isInstanceOf(Accepted.class);
      assertThat(smsc.next(DELIVER_SM | RESP).status).isZero();
    }
  }

  // By itself it has no time-out for connecting: Linux alone tries for two minutes.
  @Test
  void givesUpAConnectionThatNobodyAccepts() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = fill(deaf);
      Duration brief = Duration.ofMillis(200);

      try (Fixture fixture =
          Fixture.started(
              new ScriptedSmsc(),
              config ->
                  SmppConfig.of(
                          config.id(),
                          new SmppConfig.Endpoint("127.0.0.1", deaf.getLocalPort()),
                          config.account())
                      .withTimers(
                          new SmppConfig.Timers(
                              Fixture.NEVER, Fixture.NEVER, Fixture.NEVER, brief, brief)))) {
        long start = System.nanoTime();

        assertThat(fixture.heard.awaitUnavailable()).containsIgnoringCase("timed out");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      } finally {
        for (Socket filler : fillers) {
          filler.close();
        }
      }
    }
  }

  // By itself it knows 7 types of number and 10 plans, and throws at others; so with states.
  @Test
  void takesNumbersAndStatesOfUnknownKinds() throws Exception {
    byte[] odd =
        join(
            text(""),
            octets(99, 77),
            text("12345"),
            octets(88, 66),
            text("10000"),
            octets(0, 0, 0),
            text(""),
            text(""),
            octets(0, 0, 4, 0, 2),
            ascii("hi"));
    byte[] receipt =
        ScriptedSmsc.deliverBody(4, 0, octets(), tlv(0x001E, text("id7")), tlv(0x0427, octets(77)));

    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      fixture.smsc.nextPeer().send(pdu(DELIVER_SM, 0, 1, odd), pdu(DELIVER_SM, 0, 2, receipt));

      assertThat(Heard.next(fixture.heard.messages).value().originator().value())
          .isEqualTo("12345");
      assertThat(Heard.next(fixture.heard.receipts).value().state())
          .isEqualTo(ReceiptState.UNCONFIRMED);
      assertThat(fixture.smsc.next(DELIVER_SM | RESP).status).isZero();
    }
  }

  // By itself it writes every PDU into its debug log, passwords and texts included.
  @Test
  void neverLogsAPasswordOrAText() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    AppenderBase<ILoggingEvent> memory =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
          }
        };
    memory.setContext(root.getLoggerContext());
    memory.start();
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    root.addAppender(memory);

    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      Received unused = fixture.smsc.next(BIND_TRANSCEIVER);
      assertThat(fixture.heard.outcome(fixture.submit("topsecrettext")))
          .isInstanceOf(Accepted.class);
      fixture.smsc.nextPeer().send(deliverSm1("anothersecret"));
      assertThat(fixture.smsc.next(DELIVER_SM | RESP).status).isZero();
    } finally {
      root.setLevel(before);
      root.detachAppender(memory);
    }

    String all = String.join("\n", lines) + " ";
    // "secret" as text, and its octets as anybody may print them.
    assertThat(all).isNotBlank().doesNotContain("secret");
    assertThat(all.replace(" ", "").toLowerCase(Locale.ROOT)).doesNotContain("736563726574");
  }

  // By itself it has five threads for each session, and one more for each open submission.
  @Test
  void needsTwoThreadsForABindHoweverMuchIsOpen() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, config -> config.withWindow(500))) {
      for (int i = 0; i < 500; i++) {
        SubmissionId ignored = fixture.submit("x");
      }
      Peer unused = smsc.next(SUBMIT_SM).peer;

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .filteredOn(name -> name.startsWith("smpp-test-"))
          .containsExactlyInAnyOrder("smpp-test-reader", "smpp-test-writer");
    }
  }

  private static byte[] deliverSm1(String text) {
    return ScriptedSmsc.deliverSm(1, 0, 4, ascii(text));
  }

  /** Connects until the kernel takes no more for a program that does not accept. */
  private static List<Socket> fill(ServerSocket deaf) throws IOException {
    List<Socket> fillers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Socket filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort()),
            Math.toIntExact(TimeUnit.SECONDS.toMillis(1)));
      } catch (SocketTimeoutException e) {
        return fillers;
      }
    }
    throw new IOException("the queue of this system does not fill");
  }
}
