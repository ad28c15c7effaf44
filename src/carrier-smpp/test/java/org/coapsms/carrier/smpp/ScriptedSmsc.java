package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SMSC on a raw socket that does what its script says, with a codec of its own: every octet here
 * is written by hand after SMPP 3.4, so that it does not share a mistake with the carrier.
 */
final class ScriptedSmsc implements Closeable {
  static final int BIND_RECEIVER = 0x01;
  static final int BIND_TRANSMITTER = 0x02;
  static final int BIND_TRANSCEIVER = 0x09;
  static final int SUBMIT_SM = 0x04;
  static final int DELIVER_SM = 0x05;
  static final int UNBIND = 0x06;
  static final int ENQUIRE_LINK = 0x15;
  static final int GENERIC_NACK = 0x80000000;
  static final int RESP = 0x80000000;
  private static final long PATIENCE_SECONDS = 10;

  /** A PDU as it came. */
  static final class Received {
    final Peer peer;
    final int commandId;
    final int status;
    final int sequence;
    private final byte[] body;

    private Received(Peer peer, int commandId, int status, int sequence, byte[] body) {
      this.peer = peer;
      this.commandId = commandId;
      this.status = status;
      this.sequence = sequence;
      this.body = body;
    }

    /** Answers with status 0 and the body given. */
    void answer(byte[] with) throws IOException {
      answer(0, with);
    }

    void answer(int withStatus, byte[] with) throws IOException {
      peer.send(pdu(commandId | RESP, withStatus, sequence, with));
    }

    String hex() {
      return HexFormat.of().formatHex(body);
    }

    /** The body as Latin-1. */
    String latin() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  /** What to do when a PDU arrives. */
  @FunctionalInterface
  interface Script {
    void on(Received pdu) throws IOException;
  }

  /** One connection. */
  static final class Peer {
    private final Socket socket;
    private final OutputStream out;
    private volatile boolean reads = true;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    synchronized void send(byte[]... parts) throws IOException {
      out.write(join(parts));
      out.flush();
    }

    /** Takes no more octets from the socket behind the PDU that is being handled. */
    void stopReading() {
      reads = false;
    }

    void close() throws IOException {
      socket.close();
    }
  }

  private final ServerSocket server;
  private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<Peer> all = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Peer> gone = new LinkedBlockingQueue<>();

  ScriptedSmsc() throws IOException {
    this(0);
  }

  /** Listens on a socket of another kind, which is not bound yet. */
  ScriptedSmsc(ServerSocket server) throws IOException {
    this(server, 0);
  }

  /** Has a receive buffer of the size given, so that a peer that does not read soon fills it. */
  ScriptedSmsc(int receiveBuffer) throws IOException {
    this(new ServerSocket(), receiveBuffer);
  }

  private ScriptedSmsc(ServerSocket server, int receiveBuffer) throws IOException {
    this.server = server;
    if (receiveBuffer > 0) {
      server.setReceiveBufferSize(receiveBuffer);
    }
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AtomicInteger ids = new AtomicInteger();
    on(BIND_TRANSCEIVER, pdu -> pdu.answer(text("SMSC")));
    on(SUBMIT_SM, pdu -> pdu.answer(text("id" + ids.incrementAndGet())));
    on(ENQUIRE_LINK, pdu -> pdu.answer(new byte[0]));
    on(UNBIND, pdu -> pdu.answer(new byte[0]));
    daemon(this::accept, "scripted-smsc");
  }

  int port() {
    return server.getLocalPort();
  }

  ScriptedSmsc on(int commandId, Script script) {
    scripts.put(commandId, script);
    return this;
  }

  /** Stops answering this command. */
  ScriptedSmsc ignore(int commandId) {
    return on(commandId, pdu -> {});
  }

  /** The next PDU of this kind; those of other kinds before it are passed over. */
  Received next(int commandId) throws InterruptedException {
    while (true) {
      Received pdu = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(pdu).as("a PDU of command 0x%x", commandId).isNotNull();
      if (pdu.commandId == commandId) {
        return pdu;
      }
    }
  }

  /** How many PDUs of this kind have arrived and were not asked for. */
  long waiting(int commandId) {
    return received.stream().filter(pdu -> pdu.commandId == commandId).count();
  }

  /** The next connection that was accepted. */
  Peer nextPeer() throws InterruptedException {
    return Heard.next(peers);
  }

  /** Connects to an ESME, instead of waiting for it. */
  Peer connectTo(int port) throws IOException {
    Peer peer = new Peer(new Socket(InetAddress.getLoopbackAddress(), port));
    all.add(peer);
    daemon(() -> serve(peer), "scripted-smsc-peer");
    return peer;
  }

  /** Waits until a connection has ended. */
  void awaitClosed() throws InterruptedException {
    Peer unused = Heard.next(gone);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Peer peer : all) {
      peer.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(server.accept());
        all.add(peer);
        peers.add(peer);
        daemon(() -> serve(peer), "scripted-smsc-peer");
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Peer peer) {
    try {
      DataInputStream in = new DataInputStream(peer.socket.getInputStream());
      while (peer.reads) {
        byte[] body = new byte[in.readInt() - 16];
        int commandId = in.readInt();
        int status = in.readInt();
        int sequence = in.readInt();
        in.readFully(body);
        Received pdu = new Received(peer, commandId, status, sequence, body);
        received.add(pdu);
        scripts.getOrDefault(commandId, ignored -> {}).on(pdu);
      }
    } catch (IOException e) {
      gone.add(peer);
    }
  }

  private static void daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  // Octets, SMPP 3.4 §3.2 and §4.6.1.

  static byte[] pdu(int commandId, int status, int sequence, byte[] body) {
    return ByteBuffer.allocate(16 + body.length)
        .putInt(16 + body.length)
        .putInt(commandId)
        .putInt(status)
        .putInt(sequence)
        .put(body)
        .array();
  }

  /** A C-octet string. */
  static byte[] text(String text) {
    return ascii(text + '\0');
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] octets(int... octets) {
    byte[] result = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      result[i] = (byte) octets[i];
    }
    return result;
  }

  static byte[] tlv(int tag, byte[] value) {
    return join(octets(tag >>> 8, tag, value.length >>> 8, value.length), value);
  }

  /** The body of a deliver_sm from +491701234567 to 10000. */
  static byte[] deliverBody(int esmClass, int dataCoding, byte[] message, byte[]... tlvs) {
    return join(
        text(""),
        octets(1, 1),
        text("491701234567"),
        octets(0, 1),
        text("10000"),
        octets(esmClass, 0, 0),
        text(""),
        text(""),
        octets(0, 0, dataCoding, 0, message.length),
        message,
        join(tlvs));
  }

  static byte[] deliverSm(int sequence, int esmClass, int dataCoding, byte[] message) {
    return pdu(DELIVER_SM, 0, sequence, deliverBody(esmClass, dataCoding, message));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
