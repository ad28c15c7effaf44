package org.coapsms.simulator.smsc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.coapsms.simulator.network.NetworkLoop;

/**
 * Lets ESMEs reach the simulated network by SMPP 3.4 or 5.0 over TCP, on loopback only. Each
 * account is a terminal of the network. Thread-safe.
 */
public final class SmscServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  /** Milliseconds for a connection to an ESME of this machine. */
  private static final int PATIENCE = 1000;

  private final NetworkLoop loop;
  private final ServerSocket listening;
  private final Smsc smsc;
  private final Optional<TlsSide> tls;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Listens at once; see the other constructor. */
  public SmscServer(NetworkLoop loop, SmscConfig config) throws IOException {
    this(loop, config, SmscListener.NOBODY);
  }

  /**
   * Listens at once.
   *
   * @throws IOException if the port is taken, or there is no certificate where one should be
   * @throws IllegalArgumentException if another terminal has the number of an account
   */
  public SmscServer(NetworkLoop loop, SmscConfig config, SmscListener listener) throws IOException {
    this.loop = loop;
    this.smsc = new Smsc(loop.network(), config, listener, this::dial);
    this.tls =
        config.tls().isPresent() ? Optional.of(TlsSide.of(config.tls().get())) : Optional.empty();
    this.listening = new ServerSocket();
    try {
      // A restarted centre takes its old port although connections of its past still linger.
      listening.setReuseAddress(true);
      listening.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), BACKLOG);
      await(
          loop.call(
              now -> {
                smsc.open(now);
                return true;
              }));
    } catch (IOException | RuntimeException e) {
      listening.close();
      throw e;
    }
    Thread acceptor = new Thread(this::accept, "smsc-" + port());
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** The TCP port on which it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** What is connected; fails once the network loop is closed. */
  public CompletableFuture<SmscState> state() {
    int port = port();
    return loop.call(now -> smsc.state(port));
  }

  /** Cuts every connection without a word, as a crash does, and goes on listening. */
  public void dropConnections() {
    links.forEach(Link::closeNow);
  }

  /** Cuts every connection, stops listening and takes the accounts' numbers out of service. */
  @Override
  public void close() {
    closed = true;
    try {
      listening.close();
    } catch (IOException e) {
      // The port is released all the same.
    }
    dropConnections();
    loop.run(now -> smsc.close());
  }

  private void dial(SmscAccount account) {
    Thread dialling = new Thread(() -> connect(account), "smsc-" + port() + "-outbind");
    dialling.setDaemon(true);
    dialling.start();
  }

  private void connect(SmscAccount account) {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), account.outbindPort()), PATIENCE);
      Link link = start(socket, socket);
      loop.run(now -> smsc.dialled(now, link, account));
    } catch (IOException e) {
      // Nobody listens there now; what waits goes on waiting, and the next tick tries again.
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was never connected.
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listening.accept();
        // Without it, answers wait up to 40 ms for the ESME's delayed ACK.
        socket.setTcpNoDelay(true);
        Link unused = start(socket, tls.isPresent() ? tls.get().over(socket) : socket);
      } catch (IOException e) {
        // Either closed, or a connection that was gone before it was accepted.
      }
    }
  }

  private Link start(Socket socket, Socket spoken) {
    Link link = new Link(socket, spoken, loop, smsc, links::remove);
    links.add(link);
    link.start();
    if (closed) {
      link.closeNow();
    }
    return link;
  }

  private static void await(CompletableFuture<Boolean> opened) {
    try {
      opened.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the centre opened", e);
    }
  }
}
