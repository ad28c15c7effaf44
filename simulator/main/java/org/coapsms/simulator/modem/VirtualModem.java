package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.network.MobileNetwork;

/**
 * A modem without a line: whoever has it hands over octets and takes octets, in the time of the
 * network, which may be virtual. Not thread-safe.
 */
public final class VirtualModem {
  private final Modem modem;
  private final Deque<Bytes> output = new ArrayDeque<>();
  private int baud;
  private boolean heldBack;
  private Optional<Instant> unpluggedUntil = Optional.empty();

  /**
   * Makes a modem that has been on for a while, and attaches it to the network.
   *
   * @throws IllegalArgumentException if the number is taken
   */
  public VirtualModem(
      MobileNetwork network, ModemProfile profile, Address number, ModemOptions options) {
    modem =
        new Modem(
            profile, new SimCard(number, options.pin()), options, network, new Line(), trace -> {});
    network.attach(modem);
  }

  /** A program opens the line at a speed, unless the modem is unplugged; whether it could. */
  public boolean open(Instant now, int speed) {
    if (unpluggedUntil.filter(now::isBefore).isPresent()) {
      return false;
    }
    if (unpluggedUntil.isPresent()) {
      unpluggedUntil = Optional.empty();
      modem.reboot(now);
    }
    baud = speed;
    output.clear();
    modem.lineOpened(now);
    return true;
  }

  public void close(Instant now) {
    modem.lineClosed(now);
  }

  /** Until when the modem is unplugged; empty while it is there. */
  public Optional<Instant> unpluggedUntil() {
    return unpluggedUntil;
  }

  /** Whether the modem takes no octets for now; what is written blocks. */
  public boolean isHeldBack() {
    return heldBack;
  }

  /** The program writes. */
  public void handleBytes(Instant now, Bytes octets) {
    modem.handleBytes(now, octets);
  }

  /** What the modem has written. */
  public Optional<Bytes> pollOutput() {
    return Optional.ofNullable(output.poll());
  }

  /** What the program typed against the grammar, oldest first. */
  public List<Violation> violations() {
    return modem.violations();
  }

  /** Pulls the SIM, or puts it back. */
  public void insertSim(Instant now, boolean in) {
    modem.insertSim(now, in);
  }

  /** Lets the network say another {@code <stat>} of {@code +CREG}. */
  public void registerAs(Instant now, int status) {
    modem.registerAs(now, status);
  }

  public void reboot(Instant now) {
    modem.reboot(now);
  }

  /** How many messages lie in its storages. */
  public int stored() {
    return modem.stored().values().stream().mapToInt(Integer::intValue).sum();
  }

  private final class Line implements Wire.Outside {
    @Override
    public void write(Bytes octets) {
      output.add(octets);
    }

    @Override
    public OptionalInt speed() {
      return OptionalInt.of(baud);
    }

    @Override
    public void holdBack(boolean held) {
      heldBack = held;
    }

    @Override
    public void hangUp(Instant now, Duration time) {
      unpluggedUntil = Optional.of(now.plus(time));
      modem.lineClosed(now);
    }
  }
}
