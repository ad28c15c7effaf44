package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/** A service centre on a real port, an undisturbed network behind it, and one phone. */
final class LoopbackCentre implements AutoCloseable {
  static final Address PHONE = Address.international("+491700000001");
  private static final int PATIENCE_SECONDS = 10;

  private final NetworkLoop loop =
      new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
  private final LinkedBlockingQueue<ShortMessage> atPhone = new LinkedBlockingQueue<>();
  private final SmscServer server;

  LoopbackCentre(SmscConfig config, SmscListener listener) throws IOException {
    server = new SmscServer(loop, config, listener);
    loop.run(
        now ->
            loop.network()
                .attach(
                    new Terminal() {
                      @Override
                      public Address number() {
                        return PHONE;
                      }

                      @Override
                      public void arrived(Instant at, Delivery delivery) {
                        atPhone.add(delivery.message());
                      }
                    }));
  }

  LoopbackCentre(SmscConfig config) throws IOException {
    this(config, SmscListener.NOBODY);
  }

  SmscServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  SmscState state() throws Exception {
    return server.state().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  ShortMessage arrivedAtPhone() throws InterruptedException {
    ShortMessage message = atPhone.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("a message at the phone").isNotNull();
    return message;
  }

  void phoneSends(Address to, UserData userData) {
    loop.run(
        now ->
            loop.network()
                .submit(
                    now,
                    ShortMessage.ofOctets(PHONE, to, userData),
                    MobileNetwork.DEFAULT_VALIDITY,
                    Optional.empty()));
  }

  void strikesNext(SmscFault fault) throws Exception {
    strikes(fault, FaultSetting.next(1));
  }

  void strikes(SmscFault fault, FaultSetting setting) throws Exception {
    loop.call(
            now -> {
              loop.network().faults().switchOn(now, fault.key(), setting);
              return true;
            })
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.close();
    loop.close();
  }
}
