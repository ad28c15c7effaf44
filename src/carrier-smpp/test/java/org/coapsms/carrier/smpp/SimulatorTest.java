package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The carrier, the simulated SMSC and a phone behind it. */
class SimulatorTest {
  private static final Address PHONE = Address.international("+491700000001");
  private static final Address NOBODY = Address.international("+491700000009");
  private static final Address OURS = Address.parse("10000");

  private static final UserData PART =
      UserData.ofOctets(
          UserDataHeader.of(new Ports(16, 5683, 5683), new Concatenation(16, 0x1234, 2, 1)),
          Bytes.fromHex("400112345678ff00"));

  private final NetworkLoop loop =
      new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
  private final BlockingQueue<ShortMessage> atPhone = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
  private final Heard heard = new Heard();
  private SmscServer smsc;
  private SmppCarrier carrier;

  @BeforeEach
  void start() throws Exception {
    smsc = new SmscServer(loop, SmscConfig.of(SmscAccount.of("bridge", "secret", "10000")));
    loop.run(now -> loop.network().attach(phone()));
    carrier = bound(Fixture.NEVER);
  }

  private SmppCarrier bound(Duration responseTimeout) throws InterruptedException {
    SmppConfig config = Fixture.responseTimeout(responseTimeout).apply(Fixture.config(smsc.port()));
    SmppCarrier bound = new SmppCarrier(config.withWindow(100), new Random(1), scheduler);
    bound.start(heard);
    heard.awaitAvailable();
    return bound;
  }

  @AfterEach
  void stop() {
    carrier.close();
    scheduler.shutdownNow();
    smsc.close();
    loop.close();
  }

  @Test
  void carriesASegmentToThePhoneAndItsReceiptBack() throws Exception {
    submit(1, PHONE);

    Accepted accepted = (Accepted) heard.outcome(new SubmissionId(1));
    ShortMessage arrived = Heard.next(atPhone);
    Receipt receipt = Heard.next(heard.receipts).value();
    assertThat(arrived.from().value()).isEqualTo("10000");
    assertThat(arrived.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(arrived.userData()).isEqualTo(PART);
    assertThat(receipt.messageId()).isEqualTo(accepted.messageId());
    assertThat(receipt.state()).isEqualTo(ReceiptState.DELIVERED);
    assertThat(receipt.recipient()).contains(PHONE);
  }

  @Test
  void carriesAPhonesMessageToTheBridge() throws Exception {
    loop.run(
        now ->
            loop.network()
                .submit(
                    now,
                    ShortMessage.ofOctets(PHONE, OURS, PART),
                    MobileNetwork.DEFAULT_VALIDITY,
                    Optional.empty()));

    IncomingSms sms = Heard.next(heard.messages).value();
    assertThat(sms.originator()).isEqualTo(PHONE);
    assertThat(sms.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(sms.userData()).isEqualTo(PART);
  }

  @Test
  void passesOnThatANumberCannotBeReached() throws Exception {
    submit(1, NOBODY);

    // The SMSC may know at once or later.
    if (heard.outcome(new SubmissionId(1)) instanceof Accepted) {
      assertThat(Heard.next(heard.receipts).value().state())
          .isEqualTo(ReceiptState.FAILED_PERMANENT);
    }
  }

  @Test
  void slowsDownWhenThrottled() throws Exception {
    strikeNext("smsc.throttle");
    submit(1, PHONE);

    assertThat(((Refused) heard.outcome(new SubmissionId(1))).cause())
        .isEqualTo(Cause.CARRIER_BUSY);
  }

  @Test
  void doesNotKnowWhatBecameOfAnUnansweredSubmission() throws Exception {
    carrier.close();
    assertThat(heard.awaitUnavailable()).isEqualTo("closed");
    carrier = bound(Duration.ofMillis(300));
    strikeNext("smsc.noResponse");
    submit(1, PHONE);

    assertThat(heard.outcome(new SubmissionId(1))).isInstanceOf(Unknown.class);
    assertThat(Heard.next(atPhone).userData()).isEqualTo(PART);
  }

  @Test
  void hearsAReceiptThatOvertakesTheAnswer() throws Exception {
    strikeNext("smsc.receiptBeforeResponse");
    submit(1, PHONE);

    Receipt receipt = Heard.next(heard.receipts).value();
    Accepted accepted = (Accepted) heard.outcome(new SubmissionId(1));
    assertThat(receipt.messageId()).isEqualTo(accepted.messageId());
  }

  @Test
  void comesBackAfterTheSmscCrashed() throws Exception {
    strikeNext("smsc.dropConnection");
    submit(1, PHONE);

    assertThat(heard.outcome(new SubmissionId(1))).isInstanceOf(Unknown.class);
    String unused = heard.awaitUnavailable();
    heard.awaitAvailable();
    submit(2, PHONE);
    assertThat(heard.outcome(new SubmissionId(2))).isInstanceOf(Accepted.class);
  }

  // The only way in for what the phone sends: the carrier's own bind never comes up.
  @Test
  void letsInAnSmscThatConnectsByItself() throws Exception {
    ScriptedSmsc mute = new ScriptedSmsc().ignore(ScriptedSmsc.BIND_TRANSCEIVER);
    SmppConfig config = OutbindTest.outbind(Fixture.NEVER).apply(Fixture.config(mute.port()));
    Heard heardByOutbind = new Heard();
    SmppCarrier waiting = new SmppCarrier(config, new Random(1), scheduler);
    waiting.start(heardByOutbind);
    SmscAccount account =
        SmscAccount.of("bridge", "secret", "20000").withOutbindPort(waiting.outbindPort());

    try (SmscServer calling = new SmscServer(loop, SmscConfig.of(account))) {
      assertThat(calling.port()).isPositive();
      loop.run(
          now ->
              loop.network()
                  .submit(
                      now,
                      ShortMessage.ofOctets(PHONE, account.number(), PART),
                      MobileNetwork.DEFAULT_VALIDITY,
                      Optional.empty()));

      assertThat(Heard.next(heardByOutbind.messages).value().userData()).isEqualTo(PART);
    } finally {
      mute.close();
      waiting.close();
    }
  }

  @Test
  void carriesManyWithoutLosingOrDoublingAny() throws Exception {
    int many = 500;
    for (int i = 0; i < many; i++) {
      submit(i, PHONE);
    }

    Map<SubmissionId, String> ids = new HashMap<>();
    Set<String> receipts = new HashSet<>();
    for (int i = 0; i < many; i++) {
      Heard.Outcome ended = Heard.next(heard.outcomes);
      ids.put(ended.id(), ((Accepted) ended.outcome()).messageId());
      receipts.add(Heard.next(heard.receipts).value().messageId());
    }
    assertThat(ids).hasSize(many);
    assertThat(receipts).containsExactlyInAnyOrderElementsOf(ids.values());
    assertThat(heard.outcomes).isEmpty();
    assertThat(heard.receipts).isEmpty();
  }

  private void submit(long id, Address to) {
    carrier.submit(
        new Submission(
            new SubmissionId(id),
            Fixture.ID,
            to,
            DataCoding.OCTETS_8BIT,
            PART,
            Duration.ofMinutes(5),
            true,
            false));
  }

  private void strikeNext(String fault) throws Exception {
    boolean unused =
        loop.call(
                now -> {
                  loop.network().faults().switchOn(now, fault, FaultSetting.next(1));
                  return true;
                })
            .get();
  }

  private Terminal phone() {
    return new Terminal() {
      @Override
      public Address number() {
        return PHONE;
      }

      @Override
      public void arrived(Instant now, Delivery delivery) {
        atPhone.add(delivery.message());
      }
    };
  }
}
