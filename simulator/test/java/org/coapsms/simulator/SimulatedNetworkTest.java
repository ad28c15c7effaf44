package org.coapsms.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.simulator.network.Carried;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.phone.PhoneRequest;
import org.coapsms.simulator.smsc.SmscState.AccountState;
import org.coapsms.simulator.trace.TraceLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatedNetworkTest {
  private static final String ONE = "+491700000001";
  private static final String TWO = "+491700000002";

  @Test
  void carriesAnExchangeBetweenTwoPhonesAndTracesEachStep() throws Exception {
    Queue<TraceLine> trace = new ConcurrentLinkedQueue<>();
    try (SimulatedNetwork network =
        SimulatedNetwork.with(ideal().phones(2).build()).trace(trace::add).start()) {

      var response =
          network
              .request(ONE, PhoneRequest.of(Address.international(TWO), CoapCode.GET, "/size/200"))
              .get(10, TimeUnit.SECONDS);

      assertThat(response).hasValueSatisfying(r -> assertThat(r.payload().size()).isEqualTo(200));
      assertThat(network.executions(TWO, "/size", CoapCode.GET)).isEqualTo(1);
      assertThat(network.carried()).hasSize(3).noneMatch(Carried::lost);
      assertThat(trace)
          .extracting(line -> line.text().substring(0, 18).strip())
          .containsExactly(
              "submitted     #1",
              "delivered     #1",
              "submitted     #2",
              "submitted     #3",
              "delivered     #2",
              "delivered     #3");
    }
  }

  @Test
  void switchesFaultsWhileItRuns() {
    try (SimulatedNetwork network = SimulatedNetwork.start(ideal().phones(2).build())) {
      network.switchOn("loss", FaultSetting.always());
      var lost =
          network.request(ONE, PhoneRequest.of(Address.international(TWO), CoapCode.GET, "/test"));
      assertThat(network.carried()).singleElement().matches(Carried::lost);
      network.switchOff("loss");
      var answered =
          network.request(ONE, PhoneRequest.of(Address.international(TWO), CoapCode.GET, "/test"));

      assertThat(answered).succeedsWithin(Duration.ofSeconds(10));
      assertThat(lost).isNotDone();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void offersSmscPortsAndModemsWithTheirNumbers() throws Exception {
    try (SimulatedNetwork network =
        SimulatedNetwork.start(
            ideal().smsc("0").smsc("0,bridge:secret,20000").modem("generic-27005=tcp:0").build())) {

      assertThat(network.smscs())
          .extracting(smsc -> smsc.state().join().accounts())
          .allSatisfy(accounts -> assertThat(accounts).hasSize(1))
          .extracting(accounts -> accounts.get(0))
          .extracting(AccountState::number)
          .containsExactly("10000", "20000");
      assertThat(network.modems().get(0).view().join().number()).hasToString("+491780000001");
      assertThat(network.modems().get(0).link()).matches("tcp:[1-9][0-9]*");
    }
  }

  @Test
  void leavesNothingBehindIfAPortIsTaken() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SimulationConfig config = ideal().phones(1).smsc("0").control(taken.getLocalPort()).build();

      assertThatThrownBy(() -> SimulatedNetwork.start(config)).isInstanceOf(IOException.class);
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.isAlive() && !before.contains(thread))
        .extracting(Thread::getName)
        .doesNotContain("mobile-network");
  }

  private static SimulationConfig.Builder ideal() {
    return SimulationConfig.builder().conditions(RadioConditions.ideal());
  }
}
