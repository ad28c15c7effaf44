package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.ConfigRejected;
import org.coapsms.bridge.config.Surroundings;
import org.coapsms.engine.CarrierId;
import org.coapsms.runtime.EngineWatcher;
import org.junit.jupiter.api.Test;

class BridgeStartTest {
  @Test
  void saysWhichAddressItCannotHaveAndLeavesNothingRunning() throws Exception {
    Set<Thread> before = threads();
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      assertThatThrownBy(() -> Bridge.start(listeningAt(address), EngineWatcher.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot listen at " + address);
    }
    assertNothingRunsButWhatRan(before);
  }

  @Test
  void runsWithoutItsSmscAndEndsWhole() throws Exception {
    Set<Thread> before = threads();
    Bridge bridge = Bridge.start(listeningAt("127.0.0.1:0"), EngineWatcher.NONE);

    assertThat(bridge.coapAddress().getPort()).isPositive();
    assertThat(bridge.carriers())
        .hasEntrySatisfying(new CarrierId("a"), status -> assertThat(status.available()).isFalse());

    bridge.close();
    bridge.close();
    assertNothingRunsButWhatRan(before);
  }

  /** With an SMSC at a port at which nobody listens. */
  private static BridgeConfig listeningAt(String address) throws ConfigRejected {
    String yaml =
        """
        listen: {coap: "%s"}
        carriers:
          - {id: a, smpp: {host: 127.0.0.1, port: 1, systemId: me, number: 10000}}
        routes:
          - {prefix: "+4917", carriers: [a]}
        """
            .formatted(address);
    return ConfigReader.read(yaml, Surroundings.of(Path.of("/"))).orReject();
  }

  /** Gives threads that were told to end the time to do so. */
  private static void assertNothingRunsButWhatRan(Set<Thread> before) throws InterruptedException {
    for (Thread thread : threads()) {
      if (!before.contains(thread)) {
        thread.join(Duration.ofSeconds(5).toMillis());
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  /** Threads that a bridge or its parts would have started. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> thread.getName().matches("(coapsms|smpp|modem|UDP)-.*"))
        .collect(Collectors.toSet());
  }
}
