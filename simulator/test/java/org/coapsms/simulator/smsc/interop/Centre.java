package org.coapsms.simulator.smsc.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;
import org.coapsms.simulator.smsc.PduLine;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;

/** A service centre on a free port that asks for life signs after two seconds, and one phone. */
final class Centre implements AutoCloseable {
  static final Address PHONE = Address.international("491700000001");
  static final Bytes COAP = Bytes.fromHex("41 01 1234 4a b174 00 ff 0a 1b");

  // | UDHL | 05 ports, 5683 -> 5683 | 08 concatenation, 0x1234, 2 parts, part 1 |
  // 3GPP TS 23.040, 9.2.3.24.4 and 9.2.3.24.8
  static final Bytes HEADER = Bytes.fromHex("0c 05 04 1633 1633 08 04 1234 02 01");
  static final UserData SEGMENT =
      UserData.ofOctets(
          UserDataHeader.of(new Ports(16, 5683, 5683), new Concatenation(16, 0x1234, 2, 1)), COAP);

  /** From here on a message id reads differently in decimal and in hexadecimal digits. */
  private static final int IDS_WITH_ONE_DIGIT = 16;

  private static final Address NOBODY = Address.international("491700000099");
  private static final long PATIENCE_SECONDS = 20;

  private final NetworkLoop loop =
      new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
  private final BlockingQueue<ShortMessage> atPhone = new LinkedBlockingQueue<>();
  private final BlockingQueue<PduLine> lines = new LinkedBlockingQueue<>();
  private final SmscServer server;

  Centre(List<SmscAccount> accounts) throws IOException {
    SmscConfig config = SmscConfig.of(accounts.toArray(SmscAccount[]::new));
    SmscConfig.Timers usual = SmscConfig.Timers.USUAL;
    server =
        new SmscServer(
            loop,
            config.withTimers(
                new SmscConfig.Timers(
                    usual.sessionInit(),
                    Duration.ofSeconds(2),
                    usual.response(),
                    Duration.ofMillis(100))),
            lines::add);
    loop.run(
        now -> {
          loop.network().attach(new Phone());
          for (int i = 0; i < IDS_WITH_ONE_DIGIT; i++) {
            submit(now, NOBODY, NOBODY);
          }
        });
  }

  int port() {
    return server.port();
  }

  ShortMessage arrivedAtPhone() throws InterruptedException {
    return next(atPhone);
  }

  /** The phone sends {@link #SEGMENT}. */
  void phoneSends(Address to) {
    loop.run(now -> submit(now, PHONE, to));
  }

  private void submit(Instant now, Address from, Address to) {
    loop.network()
        .submit(
            now,
            ShortMessage.ofOctets(from, to, SEGMENT),
            MobileNetwork.DEFAULT_VALIDITY,
            Optional.empty());
  }

  /** Waits for such a PDU, and passes over others. */
  PduLine awaitPdu(boolean inbound, String command) throws InterruptedException {
    PduLine line;
    do {
      line = next(lines);
    } while (line.inbound() != inbound || !line.command().equals(command));
    return line;
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("something within %d s", PATIENCE_SECONDS).isNotNull();
    return Objects.requireNonNull(next);
  }

  @Override
  public void close() {
    server.close();
    loop.close();
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant now, Delivery delivery) {
      atPhone.add(delivery.message());
    }
  }
}
