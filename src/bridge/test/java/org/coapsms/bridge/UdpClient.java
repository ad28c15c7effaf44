package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;

/** Is a CoAP peer that sends and receives exactly what a story says, and nothing by itself. */
final class UdpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int FENCE = 0xFE0C;

  private final DatagramSocket socket;
  private InetSocketAddress peer;

  UdpClient(InetSocketAddress peer) {
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      this.peer = peer;
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A peer that waits for whoever sends first, and then answers to there. */
  static UdpClient server() {
    return new UdpClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  void sends(CoapMessage message) {
    sends(message.encode());
  }

  void sends(Bytes octets) {
    try {
      socket.send(new DatagramPacket(octets.toArray(), octets.size(), peer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CoapMessage receives() {
    byte[] buffer = new byte[65_536];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(packet);
      peer = (InetSocketAddress) packet.getSocketAddress();
      return CoapMessage.decode(Bytes.copyOf(Arrays.copyOf(buffer, packet.getLength())));
    } catch (MalformedCoap e) {
      throw new AssertionError("the bridge sent a malformed message", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A ping is answered (RFC 7252 §4.3), and before its answer nothing else comes. */
  void hasReceivedNothingElse() {
    sends(CoapMessage.ping(FENCE));
    assertThat(receives()).isEqualTo(CoapMessage.reset(FENCE));
  }

  /** A program that starts answers pings as soon as its socket is open. */
  void waitsForAnAnsweredPing() {
    try {
      socket.setSoTimeout(100);
      for (int tries = 0; tries < 100; tries++) {
        sends(CoapMessage.ping(FENCE));
        try {
          socket.receive(new DatagramPacket(new byte[4], 4));
          return;
        } catch (SocketTimeoutException notYet) {
          // Asked again.
        }
      }
      throw new AssertionError("nobody answers pings at " + peer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void receivesNothingFor(Duration time) {
    try {
      socket.setSoTimeout((int) time.toMillis());
      socket.receive(new DatagramPacket(new byte[1], 1));
      throw new AssertionError("something came");
    } catch (SocketTimeoutException expected) {
      assertThat(expected).isNotNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes the answer to a request, whether it rides on the ACK or comes later, as a client does.
   */
  CoapMessage answerTo(CoapMessage request) {
    sends(request);
    CoapMessage first = receives();
    if (first.isEmpty() && first.type() == CoapType.ACK) {
      assertThat(first.messageId()).isEqualTo(request.messageId());
      first = receives();
    }
    assertThat(first.token()).isEqualTo(request.token());
    if (first.type() == CoapType.CON) {
      sends(CoapMessage.emptyAck(first.messageId()));
    }
    return first;
  }

  @Override
  public void close() {
    socket.close();
  }
}
