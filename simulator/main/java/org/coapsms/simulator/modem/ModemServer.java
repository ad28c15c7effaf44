package org.coapsms.simulator.modem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.network.NetworkLoop;

/**
 * Runs one modem with a SIM in a simulated network, on a pseudo-terminal or a TCP port.
 * Thread-safe.
 */
public final class ModemServer implements AutoCloseable {
  private static final String TCP = "tcp:";

  private final NetworkLoop loop;
  private final Modem modem;
  private final Socket socket;

  private ModemServer(NetworkLoop loop, Modem modem, Socket socket) {
    this.loop = loop;
    this.modem = modem;
    this.socket = socket;
  }

  /**
   * Attaches a modem to the network and offers it to programs.
   *
   * @param number the SIM's number
   * @param link the path of the symbolic link to make, or {@code tcp:PORT}
   * @throws IOException if the line cannot be offered there
   * @throws IllegalArgumentException if the number is taken
   */
  public static ModemServer start(
      NetworkLoop loop, ModemProfile profile, Address number, String link) throws IOException {
    return start(loop, profile, number, link, ModemOptions.usual(), trace -> {});
  }

  /**
   * As above.
   *
   * @param trace hears each line that crosses the serial line, on the network's thread
   */
  public static ModemServer start(
      NetworkLoop loop,
      ModemProfile profile,
      Address number,
      String link,
      ModemOptions options,
      Consumer<ModemTrace> trace)
      throws IOException {
    // On the network's thread as a whole, so that nobody's first octets come before all is set up.
    try {
      return loop.call(now -> attach(loop, profile, number, link, options, trace)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      if (e.getCause() instanceof IllegalArgumentException mistake) {
        throw new IllegalArgumentException(mistake.getMessage(), mistake);
      }
      throw e;
    }
  }

  /** What a program opens: the path of the link, or {@code tcp:PORT} with the port in use. */
  public String link() {
    return socket.link;
  }

  public Address number() {
    return modem.number();
  }

  /** How the modem stands. */
  public CompletableFuture<ModemView> view() {
    return loop.call(
        now ->
            new ModemView(
                socket.link,
                modem.number(),
                modem.profile().id(),
                socket.isOpen(),
                modem.isRegistered(),
                modem.stored()));
  }

  /** What the programs at the line typed against the grammar, oldest first. */
  public CompletableFuture<List<Violation>> violations() {
    return loop.call(now -> modem.violations());
  }

  /** Tells of each violation, those of the past first, on the network's thread. */
  public void watch(Consumer<Violation> watcher) {
    loop.call(
            now -> {
              modem.watch(watcher);
              modem.violations().forEach(watcher);
              return true;
            })
        .join();
  }

  /** Restarts the modem: settings are lost, and it announces itself as its profile says. */
  public void reboot() {
    loop.run(modem::reboot);
  }

  /** Pulls the SIM out, or puts it back, which then wants its PIN again. */
  public CompletableFuture<Boolean> insertSim(boolean in) {
    return loop.call(
        now -> {
          modem.insertSim(now, in);
          return in;
        });
  }

  /**
   * Lets the network register the modem otherwise.
   *
   * @param status {@code <stat>} of {@code +CREG}: 0 none, 1 home, 2 searching, 3 denied, 5 roaming
   */
  public CompletableFuture<Integer> registerAs(int status) {
    return loop.call(
        now -> {
          modem.registerAs(now, status);
          return status;
        });
  }

  /**
   * Takes the line away, as pulling the plug of a USB modem does: what a program has open fails.
   * The modem has no power then, and starts anew when it is plugged in.
   */
  public CompletableFuture<Boolean> unplug() {
    return loop.call(now -> socket.unplug());
  }

  /**
   * Offers the line again, perhaps elsewhere; it fails if that cannot be.
   *
   * @param link as at the start; a modem that is still plugged in moves
   */
  public CompletableFuture<String> plugInto(String link) {
    return loop.call(
        now -> {
          socket.unplug();
          socket.plugInto(link);
          modem.reboot(now);
          return socket.link;
        });
  }

  /** Takes modem and line away; the link is removed. */
  @Override
  public void close() {
    socket.close();
    loop.run(now -> loop.network().detach(modem.number()));
  }

  private static ModemServer attach(
      NetworkLoop loop,
      ModemProfile profile,
      Address number,
      String link,
      ModemOptions options,
      Consumer<ModemTrace> trace) {
    Socket socket = new Socket(loop, link);
    Modem modem =
        new Modem(
            profile, new SimCard(number, options.pin()), options, loop.network(), socket, trace);
    socket.modem = Optional.of(modem);
    loop.network().attach(modem);
    try {
      socket.plugInto(link);
      return new ModemServer(loop, modem, socket);
    } catch (UncheckedIOException e) {
      loop.network().detach(number);
      throw e;
    }
  }

  private static SerialLine offer(String link, SerialLine.Listener listener) throws IOException {
    if (!link.startsWith(TCP)) {
      return PseudoTerminal.open(Path.of(link), listener);
    }
    String port = link.substring(TCP.length());
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 0xFFFF) {
      throw new IOException("not a port: " + link);
    }
    return TcpLine.open(Integer.parseInt(port), listener);
  }

  /**
   * Joins a modem with the line that it is plugged into, if any. Owned by the network's thread but
   * for its closing.
   */
  private static final class Socket implements Wire.Outside, SerialLine.Listener {
    private final NetworkLoop loop;
    private Optional<Modem> modem = Optional.empty();
    private volatile String link;
    private volatile Optional<SerialLine> line = Optional.empty();
    private volatile boolean closed;

    Socket(NetworkLoop loop, String link) {
      this.loop = loop;
      this.link = link;
    }

    boolean isOpen() {
      return line.filter(SerialLine::isOpen).isPresent();
    }

    boolean unplug() {
      Optional<SerialLine> old = line;
      line = Optional.empty();
      old.ifPresent(SerialLine::close);
      modem.ifPresent(m -> loop.run(m::lineClosed));
      return old.isPresent();
    }

    void plugInto(String where) {
      if (closed) {
        return;
      }
      try {
        SerialLine fresh = offer(where, this);
        line = Optional.of(fresh);
        link = fresh.link();
        if (closed) {
          fresh.close(); // Whoever closes may have looked before the line was there.
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e.toString(), e);
      }
    }

    void close() {
      closed = true;
      line.ifPresent(SerialLine::close);
    }

    @Override
    public void write(Bytes octets) {
      line.ifPresent(open -> open.write(octets));
    }

    @Override
    public OptionalInt speed() {
      return line.map(SerialLine::speed).orElse(OptionalInt.empty());
    }

    @Override
    public void holdBack(boolean held) {
      line.ifPresent(open -> open.holdBack(held));
    }

    @Override
    public void hangUp(Instant now, Duration time) {
      unplug();
      loop.network()
          .at(
              now.plus(time),
              then -> {
                if (line.isEmpty()) {
                  plugInto(link);
                  modem.ifPresent(m -> m.reboot(then));
                }
              });
    }

    @Override
    public void opened() {
      modem.ifPresent(m -> loop.run(m::lineOpened));
    }

    @Override
    public void received(Bytes octets) {
      modem.ifPresent(m -> loop.run((Instant now) -> m.handleBytes(now, octets)));
    }

    @Override
    public void closed() {
      modem.ifPresent(m -> loop.run(m::lineClosed));
    }
  }
}
