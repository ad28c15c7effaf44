package org.coapsms.carrier.modem.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other programs off a serial port by a lock file, as UUCP did and minicom, gammu, smstools
 * and pppd do: {@code LCK..ttyUSB2}, with the number of the process in ten columns.
 */
final class PortLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortLock.class);

  /** Others may take and leave the lock between two looks. */
  private static final int ATTEMPTS = 3;

  /** A lock file in the old form holds the number of its process as a C int. */
  private static final int BINARY = 4;

  private final Path file;
  private final boolean taken;

  private PortLock(Path file, boolean taken) {
    this.file = file;
    this.taken = taken;
  }

  /**
   * Takes the lock, or goes without where no lock can be written.
   *
   * @throws IOException naming the process that has it
   */
  static PortLock take(Path directory, String device) throws IOException {
    Path file = directory.resolve("LCK.." + realName(device));
    Path mine = Files.exists(directory) ? mine(directory) : null;
    if (mine == null) {
      LOG.info("{}: no lock can be written in {}", device, directory);
      return new PortLock(file, false);
    }
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (linked(file, mine)) {
          return new PortLock(file, true);
        }
        refuseIfAlive(file, device);
        LOG.info("{}: breaking the lock of a process that is gone, {}", device, file);
        Files.deleteIfExists(file);
      }
      throw new IOException(device + " is being locked by another process");
    } finally {
      Files.deleteIfExists(mine);
    }
  }

  /** A file of this process, which becomes the lock in one step: nobody sees it half written. */
  private static @Nullable Path mine(Path directory) {
    try {
      Path mine = Files.createTempFile(directory, "LTMP.", "." + ProcessHandle.current().pid());
      Files.writeString(mine, String.format("%10d\n", ProcessHandle.current().pid()));
      return mine;
    } catch (IOException forbidden) {
      return null;
    }
  }

  private static boolean linked(Path file, Path mine) throws IOException {
    try {
      Files.createLink(file, mine);
      return true;
    } catch (FileAlreadyExistsException held) {
      return false;
    } catch (UnsupportedOperationException noLinks) {
      return copied(file, mine);
    }
  }

  private static boolean copied(Path file, Path mine) throws IOException {
    try {
      Files.copy(mine, file, StandardCopyOption.COPY_ATTRIBUTES);
      return true;
    } catch (FileAlreadyExistsException held) {
      return false;
    }
  }

  private static void refuseIfAlive(Path file, String device) throws IOException {
    OptionalLong owner = owner(file);
    if (owner.isEmpty()) {
      return;
    }
    long pid = owner.getAsLong();
    if (pid == ProcessHandle.current().pid()) {
      throw new IOException(device + " is in use by another carrier of this program");
    }
    if (ProcessHandle.of(pid).isPresent()) {
      throw new IOException(device + " is in use by process " + pid + program(pid));
    }
  }

  private static OptionalLong owner(Path file) throws IOException {
    try {
      byte[] octets = Files.readAllBytes(file);
      String text = new String(octets, StandardCharsets.US_ASCII).strip();
      if (text.matches("\\d{1,10}(\\s.*)?")) {
        return OptionalLong.of(Long.parseLong(text.split("\\s", 2)[0]));
      }
      return octets.length == BINARY
          ? OptionalLong.of(ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).getInt())
          : OptionalLong.empty();
    } catch (NoSuchFileException gone) {
      return OptionalLong.empty();
    }
  }

  private static String program(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .map(command -> " (" + Path.of(command).getFileName() + ")")
        .orElse("");
  }

  /** The name of the device itself: a link to it is not what others lock. */
  private static String realName(String device) {
    Path path = Path.of(device);
    try {
      path = path.toRealPath();
    } catch (IOException absent) {
      // opening it will say so
    }
    return String.valueOf(path.getFileName());
  }

  @Override
  public void close() {
    if (taken) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException stuck) {
        LOG.warn("cannot remove {}: {}", file, stuck.toString());
      }
    }
  }
}
