package org.coapsms.carrier.modem.discovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.coapsms.carrier.modem.discovery.PortHolder.Sign;

/**
 * Finds out who uses a serial device: by the files that processes have open, as far as they let us
 * see, and by lock files. Thread-safe.
 */
public final class PortHolders {
  private static final List<String> LOCK_FOLDERS =
      List.of("run/lock", "var/lock", "var/spool/lock", "var/spool/uucp");

  /** A lock file in the old form holds the number of its process as a C int. */
  private static final int BINARY = 4;

  private final Path root;

  private PortHolders(Path root) {
    this.root = root;
  }

  /** On this machine. */
  public static PortHolders onThisMachine() {
    return new PortHolders(Path.of("/"));
  }

  /** On a machine whose {@code /proc} and {@code /run} are in this directory. */
  public static PortHolders under(Path root) {
    return new PortHolders(root);
  }

  /**
   * The processes that use a device, each once, those that have it open first. What belongs to
   * other users is seen only by root.
   */
  public List<PortHolder> of(SerialDevice device) {
    Map<Long, PortHolder> holders = new LinkedHashMap<>();
    Path opened = insideRoot(KernelFiles.real(device.path()).orElse(device.path()));
    for (long pid : processes()) {
      if (hasOpen(pid, opened)) {
        holders.put(pid, new PortHolder(pid, program(pid), Sign.OPEN_FILE));
      }
    }
    for (Path lock : lockFiles(device)) {
      ownerOf(lock)
          .ifPresent(
              pid -> holders.putIfAbsent(pid, new PortHolder(pid, program(pid), Sign.LOCK_FILE)));
    }
    return List.copyOf(holders.values());
  }

  private Path insideRoot(Path path) {
    Path real = KernelFiles.real(root).orElse(root);
    return path.startsWith(real) ? Path.of("/").resolve(real.relativize(path)) : path;
  }

  private List<Long> processes() {
    return KernelFiles.entries(root.resolve("proc")).stream()
        .map(entry -> String.valueOf(entry.getFileName()))
        .filter(name -> name.matches("[0-9]{1,10}"))
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  private boolean hasOpen(long pid, Path device) {
    return KernelFiles.entries(process(pid).resolve("fd")).stream()
        .anyMatch(fd -> leadsTo(fd, device));
  }

  private static boolean leadsTo(Path fd, Path device) {
    try {
      return Files.readSymbolicLink(fd).equals(device);
    } catch (IOException | UnsupportedOperationException closed) {
      return false;
    }
  }

  /** {@code LCK..ttyUSB2}; some programs lock the name that they were given. */
  private List<Path> lockFiles(SerialDevice device) {
    Set<String> names =
        device.names().stream()
            .map(name -> "LCK.." + name.getFileName())
            .collect(Collectors.toSet());
    Map<Path, Path> files = new LinkedHashMap<>();
    for (String folder : LOCK_FOLDERS) {
      for (Path file : KernelFiles.entries(root.resolve(folder))) {
        if (names.contains(String.valueOf(file.getFileName()))) {
          KernelFiles.real(file).ifPresent(once -> files.put(once, file));
        }
      }
    }
    return List.copyOf(files.keySet());
  }

  /** The process of a lock file, empty if it lives no more: then the lock is stale. */
  private OptionalLong ownerOf(Path lock) {
    try {
      byte[] octets = Files.readAllBytes(lock);
      String text = new String(octets, StandardCharsets.US_ASCII).strip();
      OptionalLong pid = OptionalLong.empty();
      if (text.matches("[0-9]{1,10}")) {
        pid = OptionalLong.of(Long.parseLong(text));
      } else if (octets.length == BINARY) {
        pid = OptionalLong.of(ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).getInt());
      }
      return pid.isPresent() && Files.exists(process(pid.getAsLong())) ? pid : OptionalLong.empty();
    } catch (IOException unreadable) {
      return OptionalLong.empty();
    }
  }

  private String program(long pid) {
    return KernelFiles.text(process(pid).resolve("comm")).orElse("");
  }

  private Path process(long pid) {
    return root.resolve("proc").resolve(Long.toString(pid));
  }
}
