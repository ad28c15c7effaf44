package org.coapsms.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.junit.jupiter.api.Test;

class MobileNetworkTest {
  private static final Instant START = Instant.parse("2025-03-01T12:00:00Z");
  private static final Address CENTRE = Address.unknown("10000");
  private static final Address PHONE = Address.international("+491700000001");
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<String> events = new ArrayList<>();

  @Test
  void deliversAfterTheLatencyAndReportsLater() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));

    submit(network, START, "a");
    network.handleTimeout(START.plusMillis(4_999));
    assertThat(events).isEmpty();
    run(network);

    assertThat(events).containsExactly("+5 a", "+9 report 1 DELIVERED");
    assertThat(network.nextTimeout()).isEmpty();
  }

  @Test
  void keepsTheOrderOfMessagesThatAreDueAtTheSameTime() {
    MobileNetwork network = network(RadioConditions.ideal());

    for (int i = 0; i < 100; i++) {
      network.submit(START, message(PHONE, "m" + i), HOUR, Optional.empty());
    }
    run(network);

    assertThat(events).hasSize(100).startsWith("+0 m0", "+0 m1").endsWith("+0 m99");
  }

  @Test
  void reportsANumberThatNobodyHasAsUndeliverable() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));

    network.submit(
        START, message(Address.international("+4999"), "a"), HOUR, Optional.of(this::reported));
    run(network);

    assertThat(events).containsExactly("+9 report 1 UNDELIVERABLE");
  }

  @Test
  void aLostMessageVanishesWithoutAReport() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)).withLoss(1));

    submit(network, START, "a");
    run(network);

    assertThat(events).isEmpty();
    assertThat(network.history()).singleElement().matches(Carried::lost);
  }

  @Test
  void aPhoneThatIsOffGetsItsMessagesWhenItIsBack() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));
    network.switchOff(PHONE);

    submit(network, START, "a");
    network.handleTimeout(START.plusSeconds(60));
    assertThat(events).isEmpty();
    network.switchOn(START.plusSeconds(60), PHONE);
    run(network);

    assertThat(events).containsExactly("+65 a", "+69 report 1 DELIVERED");
  }

  // 20 s, 300 s and then twice as long each time, as RestComm's service centre does.
  @Test
  void aPhoneThatIsOffIsTriedAgainByTheSchedule() {
    MobileNetwork network =
        network(constant(Duration.ofSeconds(5)).withRetries(RetrySchedule.USUAL));
    List<Long> attempts = new ArrayList<>();
    network.watch(
        (now, event, id, message) -> {
          if (event == NetworkListener.Event.HELD) {
            attempts.add(Duration.between(START, now).toSeconds());
          }
        });
    network.switchOff(PHONE);

    submit(network, START, "a");
    network.handleTimeout(START.plusSeconds(1_000));
    network.switchOn(START.plusSeconds(1_000), PHONE);
    assertThat(events).isEmpty();
    run(network);

    assertThat(attempts).containsExactly(5L, 25L, 325L, 925L);
    assertThat(events).containsExactly("+2125 a", "+2129 report 1 DELIVERED");
  }

  @Test
  void aMessageIsTriedAgainUntilItsValidityEnds() {
    MobileNetwork network =
        network(constant(Duration.ofSeconds(5)).withRetries(RetrySchedule.USUAL));
    network.switchOff(PHONE);

    submit(network, START, "a");
    run(network);

    assertThat(events).containsExactly("+3604 report 1 EXPIRED");
  }

  @Test
  void aBusyPhoneIsTriedAgainTwoMinutesLater() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));
    network.faults().switchOn(START, "busy", FaultSetting.next(1));

    submit(network, START, "a");
    run(network);

    assertThat(events).containsExactly("+125 a", "+129 report 1 DELIVERED");
  }

  @Test
  void aMessageForAPhoneThatStaysOffExpires() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));
    network.switchOff(PHONE);

    submit(network, START, "a");
    run(network);
    network.switchOn(START.plus(HOUR).plusSeconds(10), PHONE);
    run(network);

    assertThat(events).containsExactly("+3604 report 1 EXPIRED");
  }

  @Test
  void aMessageSlowerThanItsValidityExpires() {
    MobileNetwork network = network(constant(Duration.ofSeconds(30)));

    network.submit(START, message(PHONE, "a"), Duration.ofSeconds(30), Optional.of(this::reported));
    run(network);

    assertThat(events).containsExactly("+34 report 1 EXPIRED");
  }

  @Test
  void aDoubledMessageArrivesTwiceWithOneTimeStampAndOneReport() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)).withDuplicate(1));

    submit(network, START, "a");
    run(network);

    assertThat(events).containsExactly("+5 a", "+9 report 1 DELIVERED", "+10 a");
    assertThat(network.history()).singleElement().matches(Carried::duplicated);
  }

  @Test
  void faultsStrikeAsOftenAndAsLongAsTheyAreTold() {
    MobileNetwork network = network(constant(Duration.ofSeconds(1)));
    network.faults().switchOn(START, "loss", FaultSetting.next(2));

    for (int i = 0; i < 4; i++) {
      network.submit(START.plusSeconds(i), message(PHONE, "m" + i), HOUR, Optional.empty());
    }
    run(network);
    assertThat(events).containsExactly("+3 m2", "+4 m3");

    events.clear();
    network.faults().switchOn(START, "loss", FaultSetting.always().lasting(Duration.ofSeconds(60)));
    network.submit(START.plusSeconds(59), message(PHONE, "during"), HOUR, Optional.empty());
    network.submit(START.plusSeconds(60), message(PHONE, "after"), HOUR, Optional.empty());
    run(network);
    assertThat(events).containsExactly("+61 after");
  }

  @Test
  void aReorderedMessageIsOvertaken() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));
    network.faults().switchOn(START, "reorder", FaultSetting.next(1));

    network.submit(START, message(PHONE, "first"), HOUR, Optional.empty());
    network.submit(START, message(PHONE, "second"), HOUR, Optional.empty());
    run(network);

    assertThat(events).containsExactly("+5 second", "+20 first");
  }

  @Test
  void reportsCanLieContradictThemselvesAndComeTwice() {
    MobileNetwork network = network(constant(Duration.ofSeconds(5)));
    network.faults().switchOn(START, "receiptFalse", FaultSetting.next(1));
    submit(network, START, "lie");
    run(network);
    network.faults().switchOn(START, "receiptContradiction", FaultSetting.next(1));
    submit(network, START.plusSeconds(100), "contradiction");
    run(network);
    network.faults().switchOn(START, "receiptDuplicate", FaultSetting.next(1));
    submit(network, START.plusSeconds(200), "twice");
    run(network);

    assertThat(events)
        .containsExactly(
            "+9 report 1 DELIVERED",
            "+105 contradiction",
            "+109 report 2 UNDELIVERABLE",
            "+109 report 2 DELIVERED",
            "+205 twice",
            "+209 report 3 DELIVERED",
            "+209 report 3 DELIVERED");
  }

  @Test
  void anUnknownFaultNamesTheKnownOnes() {
    MobileNetwork network = network(RadioConditions.ideal());

    assertThatThrownBy(() -> network.faults().switchOn(START, "lo5s", FaultSetting.always()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lo5s")
        .hasMessageContaining("loss, duplicate");
  }

  @Test
  void remembersTheLatestMessagesOnly() {
    MobileNetwork network = new MobileNetwork(RadioConditions.ideal(), new SplittableRandom(1), 3);

    for (int i = 0; i < 5; i++) {
      network.submit(START, message(PHONE, "m" + i), HOUR, Optional.empty());
    }

    assertThat(network.history()).extracting(Carried::id).containsExactly(3L, 4L, 5L);
  }

  @Test
  void oneLongJumpGivesTheSameHistoryAsManySteps() {
    RadioConditions rough =
        RadioConditions.defaults().withLoss(0.1).withDuplicate(0.1).withReceiptLoss(0.1);

    List<String> inSteps = historyOf(rough, 7, true);
    List<String> inOneJump = historyOf(rough, 7, false);
    List<String> ofAnotherSeed = historyOf(rough, 8, true);

    assertThat(inOneJump).isEqualTo(inSteps).isNotEqualTo(ofAnotherSeed);
  }

  private List<String> historyOf(RadioConditions conditions, long seed, boolean inSteps) {
    events.clear();
    MobileNetwork network = new MobileNetwork(conditions, new SplittableRandom(seed));
    network.attach(phone());
    for (int i = 0; i < 200; i++) {
      submit(network, START.plusSeconds(i), "m" + i);
    }
    if (inSteps) {
      run(network);
    } else {
      network.handleTimeout(START.plus(Duration.ofDays(1)));
    }
    return List.copyOf(events);
  }

  private MobileNetwork network(RadioConditions conditions) {
    MobileNetwork network = new MobileNetwork(conditions, new SplittableRandom(1));
    network.attach(phone());
    return network;
  }

  private Terminal phone() {
    return new Terminal() {
      @Override
      public Address number() {
        return PHONE;
      }

      @Override
      public void arrived(Instant now, Delivery delivery) {
        assertThat(delivery.serviceCentreTime()).isBeforeOrEqualTo(now);
        events.add(at(now) + delivery.message().userData().octets().toUtf8());
      }
    };
  }

  private void submit(MobileNetwork network, Instant now, String text) {
    network.submit(now, message(PHONE, text), HOUR, Optional.of(this::reported));
  }

  private void reported(Instant now, long id, ShortMessage message, Fate fate, Instant submitted) {
    events.add(at(now) + "report " + id + " " + fate);
  }

  private static void run(MobileNetwork network) {
    network.nextTimeout().ifPresent(first -> network.handleTimeout(first));
    while (network.nextTimeout().isPresent()) {
      network.handleTimeout(network.nextTimeout().get());
    }
  }

  private static String at(Instant now) {
    return "+" + Duration.between(START, now).toSeconds() + " ";
  }

  private static RadioConditions constant(Duration latency) {
    return RadioConditions.defaults().withLatency(latency).withJitter(0);
  }

  private static ShortMessage message(Address to, String text) {
    return ShortMessage.ofOctets(
        CENTRE, to, UserData.ofOctets(UserDataHeader.EMPTY, Bytes.ofUtf8(text)));
  }
}
