package org.coapsms.simulator.modem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
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
  private final SerialLine line;

  private ModemServer(NetworkLoop loop, Modem modem, SerialLine line) {
    this.loop = loop;
    this.modem = modem;
    this.line = line;
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
    return start(loop, profile, number, link, Optional.empty(), trace -> {});
  }

  /**
   * As above.
   *
   * @param pin what the SIM asks for after power-on
   * @param trace hears each line that crosses the serial line, on the network's thread
   */
  public static ModemServer start(
      NetworkLoop loop,
      ModemProfile profile,
      Address number,
      String link,
      Optional<String> pin,
      Consumer<ModemTrace> trace)
      throws IOException {
    // On the network's thread as a whole, so that nobody's first octets come before all is set up.
    try {
      return loop.call(now -> attach(loop, profile, new SimCard(number, pin), link, trace)).join();
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
    return line.link();
  }

  public Address number() {
    return modem.number();
  }

  /** How the modem stands. */
  public CompletableFuture<ModemView> view() {
    return loop.call(
        now ->
            new ModemView(
                line.link(),
                modem.number(),
                modem.profile().id(),
                line.isOpen(),
                modem.isRegistered(),
                modem.stored()));
  }

  /** Restarts the modem: settings are lost, and it announces itself as its profile says. */
  public void reboot() {
    loop.run(modem::reboot);
  }

  /** Takes modem and line away; the link is removed. */
  @Override
  public void close() {
    line.close();
    loop.run(now -> loop.network().detach(modem.number()));
  }

  private static ModemServer attach(
      NetworkLoop loop,
      ModemProfile profile,
      SimCard sim,
      String link,
      Consumer<ModemTrace> trace) {
    Gate gate = new Gate();
    Modem modem = new Modem(profile, sim, loop.network(), gate::write, trace);
    loop.network().attach(modem);
    try {
      gate.line = Optional.of(offer(link, gate.listener(loop, modem)));
      return new ModemServer(loop, modem, gate.line.get());
    } catch (IOException e) {
      loop.network().detach(sim.number());
      throw new UncheckedIOException(e.toString(), e);
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

  /** Carries octets between a modem and the line that comes into being after it. */
  private static final class Gate {
    private Optional<SerialLine> line = Optional.empty();

    void write(Bytes octets) {
      line.ifPresent(open -> open.write(octets));
    }

    SerialLine.Listener listener(NetworkLoop loop, Modem modem) {
      return new SerialLine.Listener() {
        @Override
        public void opened() {
          loop.run(modem::lineOpened);
        }

        @Override
        public void received(Bytes octets) {
          loop.run((Instant now) -> modem.handleBytes(now, octets));
        }

        @Override
        public void closed() {
          loop.run(modem::lineClosed);
        }
      };
    }
  }
}
