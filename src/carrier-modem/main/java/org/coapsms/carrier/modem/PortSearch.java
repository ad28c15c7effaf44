package org.coapsms.carrier.modem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.coapsms.carrier.modem.discovery.SerialDevice;
import org.coapsms.carrier.modem.discovery.UsbInterface;
import org.coapsms.carrier.modem.line.SerialLine;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the port and the speed to try next, until the modem that is meant has answered there.
 * Owned by the pump of a carrier.
 */
final class PortSearch {

  /** A port at a speed. */
  record Attempt(String port, int baud) {}

  /** Makes the line of an attempt; it is not open yet. */
  interface Opener {
    SerialLine line(Attempt attempt);
  }

  private final PortSelector selector;
  private final List<Integer> bauds;
  private final Supplier<List<SerialDevice>> devices;
  private final Opener opener;
  private final Deque<Attempt> round = new ArrayDeque<>();
  private List<String> lastSeen = List.of();
  private @Nullable Attempt last;
  private @Nullable Attempt proven;

  /**
   * Begins with a new round.
   *
   * @param bauds speeds to try at each port
   * @param devices the serial devices that are there now
   */
  PortSearch(
      PortSelector selector,
      List<Integer> bauds,
      Supplier<List<SerialDevice>> devices,
      Opener opener) {
    this.selector = selector;
    this.bauds = List.copyOf(bauds);
    this.devices = devices;
    this.opener = opener;
  }

  /**
   * The line to open now: the same again until {@link #moveOn}.
   *
   * @throws IOException if there is no port that it could be
   */
  SerialLine next() throws IOException {
    if (round.isEmpty()) {
      round.addAll(attempts());
    }
    Attempt next = round.peek();
    if (next == null) {
      throw new IOException("no port is there that " + text() + " could be behind");
    }
    last = next;
    return opener.line(next);
  }

  /** It was not there, or did not answer; whether there is another one to try at once. */
  boolean moveOn() {
    round.poll();
    return !round.isEmpty();
  }

  /** The modem that is meant has answered: it is looked for here first from now on. */
  void found() {
    proven = last;
    round.clear();
  }

  /** Whether a device has come or gone that changes where the modem may be. */
  boolean hasNews() {
    return isSearching() && !ports().equals(lastSeen);
  }

  /** Whether the modem may be behind more than one port. */
  boolean isSearching() {
    return !(selector instanceof PortSelector.Device || selector instanceof PortSelector.Tcp);
  }

  private List<Attempt> attempts() {
    lastSeen = ports();
    List<Attempt> attempts = new ArrayList<>();
    if (proven != null && lastSeen.contains(proven.port())) {
      attempts.add(proven);
    }
    List<Integer> speeds = selector instanceof PortSelector.Tcp ? bauds.subList(0, 1) : bauds;
    for (int baud : speeds) {
      for (String port : lastSeen) {
        Attempt attempt = new Attempt(port, baud);
        if (!attempt.equals(proven)) {
          attempts.add(attempt);
        }
      }
    }
    return attempts;
  }

  private List<String> ports() {
    if (selector instanceof PortSelector.Device device) {
      return List.of(device.path());
    }
    if (selector instanceof PortSelector.Tcp tcp) {
      String host = tcp.host();
      return List.of("tcp://" + host + ":" + tcp.port());
    }
    return devices.get().stream()
        .filter(this::fits)
        .map(SerialDevice::path)
        .map(Path::toString)
        .toList();
  }

  private boolean fits(SerialDevice device) {
    if (selector instanceof PortSelector.Usb wanted) {
      Optional<UsbInterface> usb = device.usb();
      return usb.filter(found -> found.ids().equals(wanted.vendor() + ":" + wanted.product()))
          .filter(found -> wanted.port().isEmpty() || number(found).equals(wanted.port()))
          .isPresent();
    }
    return true;
  }

  private static Optional<String> number(UsbInterface usb) {
    return usb.number().isPresent()
        ? Optional.of(String.format("%02x", usb.number().getAsInt()))
        : Optional.empty();
  }

  private String text() {
    if (selector instanceof PortSelector.Usb usb) {
      return "usb:" + usb.vendor() + ":" + usb.product();
    }
    return selector instanceof PortSelector.Imsi ? "the SIM" : "the modem";
  }
}
