package org.coapsms.simulator.modem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import org.coapsms.codec.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Offers a serial line as a TCP port on loopback, for one program at a time; a second one is turned
 * away. Thread-safe; one thread of its own reads.
 */
public final class TcpLine implements SerialLine {
  private final Listener listener;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final int port;
  private final Thread reader;
  private final ByteBuffer buffer = ByteBuffer.allocate(4096);

  private final Object lock = new Object();
  // Guarded by lock.
  private final OutgoingOctets outgoing = new OutgoingOctets();
  private @Nullable SocketChannel client;
  private boolean heldBack;
  private volatile boolean closing;

  private TcpLine(Selector selector, ServerSocketChannel server, Listener listener)
      throws IOException {
    this.selector = selector;
    this.server = server;
    this.listener = listener;
    this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    this.reader = new Thread(this::run, "modem tcp:" + port);
    this.reader.setDaemon(true);
  }

  /** Listens on a port; 0 lets the system choose one. */
  public static TcpLine open(int port, Listener listener) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      TcpLine line = new TcpLine(selector, server, listener);
      line.reader.start();
      return line;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  @Override
  public String link() {
    return "tcp:" + port;
  }

  @Override
  public boolean isOpen() {
    synchronized (lock) {
      return client != null;
    }
  }

  @Override
  public void write(Bytes octets) {
    synchronized (lock) {
      SocketChannel current = client;
      if (current == null) {
        return;
      }
      outgoing.add(octets);
      flush(current);
    }
  }

  @Override
  public OptionalInt speed() {
    return OptionalInt.empty();
  }

  @Override
  public void holdBack(boolean held) {
    synchronized (lock) {
      heldBack = held;
      if (client != null) {
        flush(client);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    boolean interrupted = false;
    while (reader.isAlive() && Thread.currentThread() != reader) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector;
        server) {
      while (!closing) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.isAcceptable()) {
            accept();
          } else if (key.isValid() && key.channel() instanceof SocketChannel channel) {
            serve(channel);
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      // The port has gone: whoever was connected sees the end of the stream.
    } finally {
      hangUp();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    synchronized (lock) {
      if (client != null) {
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ);
      client = channel;
    }
    listener.opened();
  }

  private void serve(SocketChannel channel) {
    synchronized (lock) {
      flush(channel);
    }
    try {
      int count = channel.read(buffer.clear());
      if (count < 0) {
        hangUp();
      } else if (count > 0) {
        listener.received(Bytes.copyOf(buffer.array(), 0, count));
      }
    } catch (IOException e) {
      hangUp();
    }
  }

  private void hangUp() {
    synchronized (lock) {
      SocketChannel current = client;
      if (current == null) {
        return;
      }
      client = null;
      outgoing.clear();
      try {
        current.close();
      } catch (IOException e) {
        // Closed is closed.
      }
    }
    listener.closed();
  }

  private void flush(SocketChannel channel) {
    try {
      if (!outgoing.isEmpty()) {
        outgoing.written(channel.write(ByteBuffer.wrap(outgoing.all())));
      }
      SelectionKey key = channel.keyFor(selector);
      if (key != null && key.isValid()) {
        int reading = heldBack ? 0 : SelectionKey.OP_READ;
        int wanted = outgoing.isEmpty() ? reading : reading | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
          key.interestOps(wanted);
          selector.wakeup();
        }
      }
    } catch (IOException e) {
      outgoing.clear(); // The reader is about to find out.
    }
  }
}
