package org.coapsms.carrier.modem.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TcpSerialLineTest {

  @Test
  void movesOctetsBothWaysAndNoticesTheEnd() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SerialLine line = new TcpSerialLine("127.0.0.1", server.getLocalPort())) {
      line.open();
      assertThat(line.read()).isEqualTo(Bytes.EMPTY);
      try (Socket modem = server.accept()) {
        line.write(Bytes.ofAscii("AT\r"));
        assertThat(modem.getInputStream().readNBytes(3)).asString().isEqualTo("AT\r");

        modem.getOutputStream().write("\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(awaited(line)).isEqualTo(Bytes.ofAscii("\r\nOK\r\n"));
      }
      assertThatThrownBy(() -> awaited(line)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  @Tag("modem-failure-25")
  void givesUpAPeerThatTakesNothing() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SerialLine line = new TcpSerialLine("127.0.0.1", server.getLocalPort())) {
      line.open();
      try (Socket modem = server.accept()) {
        assertThat(modem.isConnected()).isTrue();
        assertThatThrownBy(() -> line.write(Bytes.copyOf(new byte[64 << 20])))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("takes nothing");
      }
    }
  }

  @Test
  void saysWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    SerialLine line = new TcpSerialLine("127.0.0.1", port);

    assertThatThrownBy(line::open).isInstanceOf(IOException.class);
    assertThatThrownBy(line::read).isInstanceOf(IOException.class);
    line.close();
  }

  private static Bytes awaited(SerialLine line) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    Bytes arrived = line.read();
    while (arrived.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      arrived = line.read();
    }
    return arrived;
  }
}
