package org.coapsms.carrier.smpp.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Bytes;

/**
 * Stands between one ESME and its SMSC, hands every octet on, and writes them down as a capture
 * file: what a network card would have seen, without the rights that a capture needs.
 */
final class Tap implements AutoCloseable {
  /** Where the capture says that the SMSC listens. */
  static final int SMSC_PORT = 2775;

  private static final int ESME_PORT = 40_000;
  private static final int MAX_CHUNK = 1400;

  private record Chunk(boolean fromEsme, Bytes octets) {}

  private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<Chunk> chunks = new ArrayList<>();
  private final int smscPort;

  Tap(int smscPort) throws IOException {
    this.smscPort = smscPort;
    start("tap", this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of the two has closed, and the other is told so by the closing streams.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    Socket esme = listening.accept();
    Socket smsc = new Socket(InetAddress.getLoopbackAddress(), smscPort);
    start("tap-esme", () -> handOn(esme, smsc, true));
    start("tap-smsc", () -> handOn(smsc, esme, false));
  }

  private void handOn(Socket from, Socket to, boolean fromEsme) throws IOException {
    try (from;
        to) {
      byte[] buffer = new byte[MAX_CHUNK];
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        synchronized (chunks) {
          chunks.add(new Chunk(fromEsme, Bytes.copyOf(buffer, 0, read)));
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    }
  }

  /** Writes everything so far as IPv4 and TCP, in the pcap format of libpcap, version 2.4. */
  void write(Path file) throws IOException {
    int[] next = {1, 1};
    try (OutputStream out = Files.newOutputStream(file)) {
      // | magic | version 2.4 | zone, accuracy | longest packet | link type 101: raw IP |
      out.write(
          ByteBuffer.allocate(24)
              .putInt(0xA1B2C3D4)
              .putShort((short) 2)
              .putShort((short) 4)
              .putLong(0)
              .putInt(0xFFFF)
              .putInt(101)
              .array());
      synchronized (chunks) {
        for (int i = 0; i < chunks.size(); i++) {
          Chunk chunk = chunks.get(i);
          int from = chunk.fromEsme() ? 0 : 1;
          out.write(packet(i, chunk, next[from], next[1 - from]));
          next[from] += chunk.octets().size();
        }
      }
    }
  }

  private static byte[] packet(int second, Chunk chunk, int sequence, int acknowledged) {
    int length = 40 + chunk.octets().size();
    ByteBuffer packet = ByteBuffer.allocate(16 + length);
    // | seconds | microseconds | captured | on the wire |
    packet.putInt(second).putInt(0).putInt(length).putInt(length);
    // IPv4, RFC 791 3.1: no options, TTL 64, protocol 6; tshark does not look at the checksum.
    packet.putShort((short) 0x4500).putShort((short) length).putInt(0).putInt(0x40060000);
    packet.putInt(0x7F000001).putInt(0x7F000001);
    // TCP, RFC 9293 3.1: data offset 5, flags ACK and PSH.
    packet.putShort((short) (chunk.fromEsme() ? ESME_PORT : SMSC_PORT));
    packet.putShort((short) (chunk.fromEsme() ? SMSC_PORT : ESME_PORT));
    packet.putInt(sequence).putInt(acknowledged).putInt(0x5018FFFF).putInt(0);
    return packet.put(chunk.octets().toArray()).array();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
