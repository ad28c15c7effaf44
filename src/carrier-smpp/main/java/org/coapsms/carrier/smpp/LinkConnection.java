package org.coapsms.carrier.smpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jsmpp.session.connection.Connection;

/**
 * Carries octets over TCP so that nobody but the writer ever waits for the peer to read: PDUs are
 * queued, and one thread writes all that is queued at once. Thread-safe.
 */
final class LinkConnection implements Connection {
  private static final int BUFFER = 64 * 1024;

  /** Small, because what sits in it when the link is lost counts as possibly sent. */
  private static final int SEND_BUFFER = 64 * 1024;

  /** Far more than a window of submissions and its receipts; beyond it the peer is not reading. */
  private static final int MAX_QUEUED = 20_000;

  /** Stands behind the last PDU that shall still leave. */
  private static final Outgoing LAST = new Outgoing(new byte[0], () -> false);

  private final Socket socket;
  private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
  private volatile boolean overflowed;
  private volatile boolean finishing;
  private volatile boolean writing;
  private volatile long writingSince;
  private volatile boolean shakingHands;
  private volatile long shakingHandsUntil;

  /** What PDUs go through: the socket itself, or TLS upon it. Set before there is a reader. */
  private volatile Socket channel;

  private volatile InputStream in;

  private LinkConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.channel = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /** Connects, or fails within the time-out. The name is looked up anew each time. */
  static LinkConnection open(SmppConfig.Endpoint endpoint, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      // Nagle's algorithm would hold back small PDUs until the peer's delayed ACK, about 40 ms.
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSendBufferSize(SEND_BUFFER);
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()),
          Math.toIntExact(timeout.toMillis()));
      return new LinkConnection(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** A connection that the peer has made. */
  static LinkConnection accepted(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    return new LinkConnection(socket);
  }

  /**
   * Encrypts what follows, once the certificate of the peer has been found good and made out to the
   * host that we wanted. A handshake that takes too long shows as {@link #stuck}.
   */
  void secure(Tls tls, SmppConfig.Endpoint endpoint, Duration timeout) throws IOException {
    shakingHandsUntil = System.nanoTime() + timeout.toNanos();
    shakingHands = true;
    SSLSocket secured =
        (SSLSocket)
            TlsFiles.context(tls)
                .getSocketFactory()
                .createSocket(socket, endpoint.host(), endpoint.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    // Without this Java would take any certificate that an authority has signed for anybody.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    in = new BufferedInputStream(secured.getInputStream(), BUFFER);
    channel = secured;
    shakingHands = false;
  }

  /** Queues a PDU; never blocks. What is sent after the end goes nowhere. */
  void send(Outgoing pdu) {
    if (!queue.offer(pdu)) {
      overflowed = true;
    }
  }

  /** Writes whatever is sent, until closed. Runs on the thread that is the writer. */
  void writeUntilClosed() throws IOException, InterruptedException {
    OutputStream out = channel.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    while (isOpen()) {
      Outgoing next = queue.take();
      int filled = 0;
      while (next != null && next != LAST && filled + next.size() <= BUFFER) {
        if (next.mayLeave()) {
          next.copyTo(buffer, filled);
          filled += next.size();
        }
        next = filled < BUFFER / 2 ? queue.poll() : null;
      }
      if (filled > 0) {
        write(out, buffer, filled);
      }
      if (next == LAST) {
        channel.close();
        abort();
      }
    }
  }

  private void write(OutputStream out, byte[] buffer, int length) throws IOException {
    writingSince = System.nanoTime();
    writing = true;
    out.write(buffer, 0, length);
    writing = false;
  }

  /** Why this connection should be given up, if its peer does not read. */
  Optional<String> stuck(long nanoTime, Duration writeTimeout) {
    if (overflowed) {
      return Optional.of("SMSC does not read: " + MAX_QUEUED + " PDUs are waiting");
    }
    if (shakingHands && nanoTime - shakingHandsUntil > 0) {
      return Optional.of("SMSC does not finish the TLS handshake");
    }
    // In this order: "writing" may only be older than the time that is compared with.
    long since = writingSince;
    if (writing && nanoTime - since > writeTimeout.toNanos()) {
      return Optional.of("SMSC does not read: a write took longer than " + writeTimeout);
    }
    return Optional.empty();
  }

  /** Closes once everything sent so far has been written. */
  void closeAfterWriting() {
    finishing = true;
    send(LAST);
  }

  /** Closes at once, except when the last words are still being written: then they close it. */
  @Override
  public void close() {
    if (!finishing) {
      abort();
    }
  }

  /** Closes at once: the socket itself, since TLS would first wait for what is being written. */
  void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that cannot even be closed is as gone as one that could.
      overflowed = true;
    }
    boolean ignored = queue.offer(LAST);
  }

  @Override
  public boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  /** What jsmpp itself writes takes the same way as our own PDUs. */
  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        send(new Outgoing(new byte[] {(byte) octet}, () -> true));
      }

      @Override
      public void write(byte[] octets, int from, int length) {
        send(new Outgoing(Arrays.copyOfRange(octets, from, from + length), () -> true));
      }
    };
  }

  /**
   * Does nothing. A time-out in the middle of a PDU loses the octets already read; deadlines are
   * watched from outside, and end by closing.
   */
  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getPort() {
    return socket.getPort();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }
}
