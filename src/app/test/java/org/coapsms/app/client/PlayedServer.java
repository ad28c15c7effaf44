package org.coapsms.app.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.coapsms.app.CommandLineRun;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;

/** Is a server on loopback that says what a story has it say. */
final class PlayedServer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final DatagramSocket socket;
  private SocketAddress client = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  PlayedServer() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  String uri() {
    return "coap://127.0.0.1:" + socket.getLocalPort();
  }

  /** Starts the program beside the story. */
  static CompletableFuture<CommandLineRun> run(String... arguments) {
    return CompletableFuture.supplyAsync(() -> CommandLineRun.of(arguments));
  }

  Bytes receivesOctets() {
    byte[] buffer = new byte[65_536];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = packet.getSocketAddress();
    return Bytes.copyOf(buffer, 0, packet.getLength());
  }

  CoapMessage receives() {
    try {
      return CoapMessage.decode(receivesOctets());
    } catch (MalformedCoap e) {
      throw new AssertionError(e);
    }
  }

  void sends(CoapMessage message) {
    sends(message.encode());
  }

  void sends(Bytes octets) {
    try {
      socket.send(new DatagramPacket(octets.toArray(), octets.size(), client));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
