package org.coapsms.carrier.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the SMSC in where it connects by itself and asks for a receiver: SMPP 3.4 §2.2.1. Only from
 * the host to which we ourselves would connect, since whoever asks gets our password. Thread-safe.
 */
final class OutbindDoor implements Link.Owner {
  private static final Logger log = LoggerFactory.getLogger(OutbindDoor.class);

  /** More at once than any SMSC needs. */
  private static final int MOST = 10;

  private final LinkSetting setting;
  private final Binds.Outbind place;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lastLink = new AtomicInteger();
  private volatile @Nullable ServerSocket listening;
  private volatile boolean closed;

  OutbindDoor(LinkSetting setting, Binds.Outbind place) {
    this.setting = setting;
    this.place = place;
  }

  /** Listens from now on; where that cannot be, says so in the log, and the binds go on alone. */
  void open() {
    try {
      ServerSocket socket = new ServerSocket();
      listening = socket;
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(place.address(), place.port()));
      Thread acceptor = new Thread(() -> accept(socket), "smpp-" + name() + "-outbind");
      acceptor.setDaemon(true);
      acceptor.start();
      log.info("carrier {}: outbind at {}:{}", name(), place.address(), socket.getLocalPort());
    } catch (IOException e) {
      log.warn("carrier {}: no outbind at {}: {}", name(), place, e.getMessage());
    }
  }

  /** The port; 0 if nobody listens. */
  int port() {
    ServerSocket socket = listening;
    return socket == null ? 0 : socket.getLocalPort();
  }

  void close() {
    closed = true;
    ServerSocket socket = listening;
    if (socket != null) {
      closeQuietly(socket);
    }
    links.forEach(Link::drain);
  }

  private void accept(ServerSocket socket) {
    while (!closed) {
      try {
        Socket peer = socket.accept();
        if (links.size() < MOST && isSmsc(peer.getInetAddress())) {
          start(peer);
        } else {
          log.warn("carrier {}: nobody expected from {}", name(), peer.getInetAddress());
          peer.close();
        }
      } catch (IOException e) {
        // Closed, or a connection that was gone before it was accepted.
      }
    }
  }

  private void start(Socket peer) {
    Link link =
        new Link(
            setting,
            BindRole.RECEIVER,
            name() + "-outbind-" + lastLink.incrementAndGet(),
            this,
            () -> LinkConnection.accepted(peer),
            true);
    links.add(link);
    link.start();
    if (closed) {
      link.drain();
    }
  }

  private boolean isSmsc(InetAddress peer) throws IOException {
    return Arrays.asList(InetAddress.getAllByName(setting.config().endpoint().host()))
        .contains(peer);
  }

  @Override
  public void bound(Link link, String detail) {
    log.info("carrier {}: {} because it asked", name(), detail);
  }

  @Override
  public void ended(Link link, LinkEnd end, Duration bound) {
    links.remove(link);
    log.info("carrier {}: outbind link ended: {}", name(), end.reason());
  }

  private String name() {
    return setting.config().id().toString();
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody is let in any more all the same.
    }
  }
}
