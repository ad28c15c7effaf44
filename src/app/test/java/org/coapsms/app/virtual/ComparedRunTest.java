package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Subscriber;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkListener.Event;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.phone.Phone;
import org.coapsms.simulator.phone.PhoneBehaviour;
import org.junit.jupiter.api.Test;

/** The two ways of doing it that ours is compared with do what RFC 7252 and LwM2M say. */
class ComparedRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Subscriber DEVICE = Subscriber.of("491700000001");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aStockClientPaysThreeTimesForARoundTripOfTenSeconds() {
    // First timeout t in 2..3 s; copies leave at t and 3t, at most 9 s, but not at 7t, 14 s or
    // more.
    VirtualReport report = run(Duration.ofSeconds(5), 0, Transmission.stock());

    assertThat(report.successes()).isEqualTo(report.exchanges());
    assertThat(report.shortMessages()).isEqualTo(6L * report.exchanges());
    assertThat(report.timesToAnswer()).allMatch(Duration.ofSeconds(10)::equals);
  }

  @Test
  void aStockClientHasGivenUpBeforeAnAnswerOfFourMinutesComes() {
    // It sends five times and gives up 31t after the first, at most 93 s (MAX_TRANSMIT_WAIT).
    VirtualReport report = run(Duration.ofMinutes(2), 0, Transmission.stock());

    assertThat(report.successes()).isZero();
    assertThat(report.shortMessages()).isEqualTo(10L * report.exchanges());
    assertThat(report.extraExecutions()).isZero();
  }

  @Test
  void whereNothingArrivesAStockClientSendsFiveTimes() {
    VirtualReport report = run(Duration.ofSeconds(5), 1, Transmission.stock());

    assertThat(report.successes()).isZero();
    assertThat(report.shortMessages()).isEqualTo(5L * report.exchanges());
  }

  @Test
  void lwm2mSendsOnceAndWaits() {
    VirtualReport report = run(Duration.ofMinutes(2), 0, Transmission.once(PATIENCE));

    assertThat(report.successes()).isEqualTo(report.exchanges());
    assertThat(report.shortMessages()).isEqualTo(2L * report.exchanges());
    assertThat(report.timesToAnswer()).allMatch(time -> time.compareTo(PATIENCE) < 0);
  }

  @Test
  void lwm2mNeverSendsAgain() {
    VirtualReport report = run(Duration.ofSeconds(5), 1, Transmission.once(PATIENCE));

    assertThat(report.successes()).isZero();
    assertThat(report.shortMessages()).isLessThanOrEqualTo(report.exchanges());
  }

  @Test
  void asksTheSameDevicesAtTheSameTimesAsOurEngineIsAsked() {
    VirtualConditions conditions = conditions(Duration.ofSeconds(5), 0);
    VirtualRun ours = new VirtualRun(7, conditions, new VirtualRun.Planted());
    ours.run(0);

    ComparedRun compared = new ComparedRun(7, conditions, Transmission.stock());

    assertThat(compared.clients())
        .extracting(VirtualClient::asked, VirtualClient::device)
        .containsExactlyElementsOf(
            ours.clients().stream().map(client -> tuple(client.asked(), client.device())).toList());
  }

  @Test
  void anEmptyAckStopsTheCopiesAndTheSeparateResponseIsAcknowledged() {
    // RFC 7252 5.2.2: request, Empty ACK, response after a second, Empty ACK.
    Talk talk = new Talk(Transmission.stock(), Duration.ofMillis(500));
    talk.network.attach(talk.phone());

    VirtualClient client = talk.ask("separate");
    talk.liveOn();

    assertThat(client.succeeded()).isTrue();
    assertThat(client.timeToAnswer()).isEqualTo(Duration.ofSeconds(2));
    assertThat(talk.shortMessages).isEqualTo(4);
  }

  @Test
  void aResponseThatNobodyWaitsForIsRejected() {
    // At 60 s one way the Empty ACK comes after 120 s, when even the last copy has been given up.
    Talk talk = new Talk(Transmission.stock(), Duration.ofSeconds(60));
    PhoneBehaviour once =
        PhoneBehaviour.defaults()
            .withCoap(
                PhoneBehaviour.defaults().coap().withRetransmission(Duration.ofMinutes(10), 0));
    talk.network.attach(talk.phone(once));

    VirtualClient client = talk.ask("separate");
    talk.liveOn();

    assertThat(client.succeeded()).isFalse();
    assertThat(client.timeToAnswer()).isBetween(Duration.ofSeconds(62), Duration.ofSeconds(93));
    // Five copies, five Empty ACKs, one response, one RST.
    assertThat(talk.shortMessages).isEqualTo(12);
  }

  @Test
  void theSecondRequestToADeviceWaitsForTheFirst() {
    // NSTART 1, RFC 7252 4.7.
    Talk talk = new Talk(Transmission.once(PATIENCE), Duration.ofSeconds(5));
    talk.network.attach(talk.phone());

    VirtualClient first = talk.ask("test");
    VirtualClient second = talk.ask("test");
    talk.liveOn();

    assertThat(first.timeToAnswer()).isEqualTo(Duration.ofSeconds(10));
    assertThat(second.timeToAnswer()).isEqualTo(Duration.ofSeconds(20));
  }

  private static VirtualReport run(Duration latency, double loss, Transmission transmission) {
    return new ComparedRun(1, conditions(latency, loss), transmission).run();
  }

  private static VirtualConditions conditions(Duration latency, double loss) {
    // So few that no device is asked while it is still being asked.
    return VirtualConditions.defaults()
        .withExchanges(10)
        .withRadio(constant(latency).withLoss(loss));
  }

  private static RadioConditions constant(Duration latency) {
    return RadioConditions.ideal().withLatency(latency);
  }

  /** One client and one device. */
  private static final class Talk {
    final RandomGenerator random = new SplittableRandom(1);
    final MobileNetwork network;
    final StockClient client;
    int shortMessages;
    int asked;

    Talk(Transmission transmission, Duration latency) {
      network = new MobileNetwork(constant(latency), random);
      DumbRelay relay = new DumbRelay(Address.unknown("10000"), network);
      client = new StockClient(transmission, random, network, relay);
      relay.connect(client::received);
      network.attach(relay);
      network.watch(
          (when, event, id, message) -> {
            if (event == Event.SUBMITTED) {
              shortMessages++;
            }
          });
    }

    Phone phone() {
      return phone(PhoneBehaviour.defaults());
    }

    Phone phone(PhoneBehaviour behaviour) {
      return new Phone(DEVICE.address(), network, behaviour, random);
    }

    VirtualClient ask(String path) {
      CoapMessage request =
          CoapMessage.request(CoapType.CON, CoapCode.GET)
              .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, path));
      VirtualClient asking = new VirtualClient(asked++, DEVICE, request, NOW);
      client.ask(NOW, asking);
      return asking;
    }

    void liveOn() {
      Optional<Instant> next = network.nextTimeout();
      while (next.isPresent()) {
        network.handleTimeout(next.get());
        next = network.nextTimeout();
      }
    }
  }
}
