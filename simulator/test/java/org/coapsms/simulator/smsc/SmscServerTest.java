package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Random;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmscServerTest {
  private final NetworkLoop loop =
      new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void givesUpItsPortItsNumbersAndItsConnectionsWhenClosed() throws Exception {
    SmscServer first = new SmscServer(loop, SmscConfig.openToAll());
    int port = first.port();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      first.close();
      assertThat(endOf(socket)).isTrue();
    }

    try (SmscServer second = new SmscServer(loop, SmscConfig.openToAll().withPort(port))) {
      assertThat(second.port()).isEqualTo(port);
      assertThat(second.state().get().accounts()).hasSize(1);
    }
  }

  @Test
  void leavesNothingBehindWhereANumberIsTaken() throws Exception {
    SmscConfig greedy =
        SmscConfig.of(SmscAccount.of("a", "", "20000"), SmscAccount.of("b", "", "10000"));
    try (SmscServer owner = new SmscServer(loop, SmscConfig.openToAll())) {
      assertThatThrownBy(() -> new SmscServer(loop, greedy))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("10000");

      assertThat(loop.call(now -> loop.network().terminals()).get()).hasSize(1);
      assertThat(owner.state().get().accounts()).hasSize(1);
    }
  }

  /** Whether the other end has closed, with or without ceremony. */
  private static boolean endOf(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
