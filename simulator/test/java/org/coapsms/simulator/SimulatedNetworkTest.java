package org.coapsms.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.simulator.network.Carried;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.phone.PhoneRequest;
import org.coapsms.simulator.smsc.SmscState.AccountState;
import org.coapsms.simulator.trace.TraceLine;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
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
  void reachesOnePhoneFromAModemAndFromAnSmsc() throws Exception {
    // RFC 7252 §3: CON GET /test with Message ID 0x1234, behind a header from port to port 5683.
    String request = "06050416331633" + "40011234B474657374";
    try (SimulatedNetwork network =
        SimulatedNetwork.start(ideal().phones(1).smsc("0").modem("generic-27005=tcp:0").build())) {
      int port = Integer.parseInt(network.modems().get(0).link().substring("tcp:".length()));
      try (Socket modem = new Socket(InetAddress.getLoopbackAddress(), port)) {
        type(modem, "AT+CNMI=2,1,0,0,0\rAT+CMGS=29\r");
        await(modem, "> ");
        type(modem, "004100" + "0C91947100000010" + "000410" + request + "\u001a");
        await(modem, "+CMGS: 0");
        await(modem, "+CMTI: \"SM\",1"); // The phone's answer.
      }
      assertThat(network.executions(ONE, "/test", CoapCode.GET)).isEqualTo(1);

      SMPPSession esme = new SMPPSession();
      esme.connectAndBind(
          "127.0.0.1",
          network.smscs().get(0).port(),
          new BindParameter(
              BindType.BIND_TX,
              "esme",
              "secret",
              "",
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null));
      esme.submitShortMessage(
          "",
          TypeOfNumber.UNKNOWN,
          NumberingPlanIndicator.UNKNOWN,
          "10000",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          ONE.substring(1),
          new ESMClass(0x40),
          (byte) 0,
          (byte) 0,
          null,
          null,
          new RegisteredDelivery(0),
          (byte) 0,
          new RawDataCoding((byte) 4),
          (byte) 0,
          Bytes.fromHex(request).toArray());
      esme.unbindAndClose();
      assertThat(network.executions(ONE, "/test", CoapCode.GET)).isEqualTo(2);
    }
  }

  private static void type(Socket modem, String characters) throws IOException {
    modem.getOutputStream().write(characters.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads until the modem has said something; the time limit of the test is the patience. */
  private static void await(Socket modem, String words) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(words) < 0) {
      int octet = modem.getInputStream().read();
      assertThat(octet).as("%s after %s", words, heard).isNotNegative();
      heard.append((char) octet);
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
