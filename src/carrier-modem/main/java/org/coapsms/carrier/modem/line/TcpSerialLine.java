package org.coapsms.carrier.modem.line;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.codec.Bytes;
import org.jspecify.annotations.Nullable;

/** Moves octets to and from a modem behind a plain TCP port: a serial server or a simulator. */
public final class TcpSerialLine implements SerialLine {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  private final String host;
  private final int port;
  private final ByteBuffer arrived = ByteBuffer.allocate(4096);
  private volatile @Nullable SocketChannel channel;

  public TcpSerialLine(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public void open() throws IOException {
    SocketChannel opening = SocketChannel.open();
    try {
      opening
          .socket()
          .connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECT_LIMIT.toMillis()));
      opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opening.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      opening.configureBlocking(false);
    } catch (IOException | RuntimeException refused) {
      opening.close();
      throw refused instanceof IOException io ? io : new IOException(refused);
    }
    channel = opening;
  }

  @Override
  public Bytes read() throws IOException {
    arrived.clear();
    if (opened().read(arrived) < 0) {
      throw new EOFException(this + " was closed by the other side");
    }
    return Bytes.copyOf(arrived.array(), 0, arrived.position());
  }

  @Override
  public void write(Bytes octets) throws IOException {
    SocketChannel open = opened();
    ByteBuffer rest = ByteBuffer.wrap(octets.toArray());
    long giveUp = System.nanoTime() + WRITE_LIMIT.toNanos();
    while (rest.hasRemaining()) {
      if (open.write(rest) == 0) {
        if (System.nanoTime() - giveUp > 0) {
          throw new IOException(this + " takes nothing");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
  }

  @Override
  public void close() {
    SocketChannel closing = channel;
    channel = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException gone) {
        // Nothing is lost: what was written and not answered is resolved by the dialogue.
      }
    }
  }

  private SocketChannel opened() throws IOException {
    SocketChannel open = channel;
    if (open == null) {
      throw new IOException(this + " is not open");
    }
    return open;
  }

  @Override
  public String toString() {
    return "tcp://" + host + ":" + port;
  }
}
