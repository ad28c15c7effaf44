package org.coapsms.simulator.modem;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a symbolic link to a terminal whose own name changes. Not thread-safe. */
record DeviceLink(Path path) {
  private static final Path PSEUDO_TERMINALS = Path.of("/dev/pts");

  /**
   * Makes or replaces the link in one step, so that it always points somewhere.
   *
   * @throws FileAlreadyExistsException if something else than a link to a pseudo-terminal is there:
   *     a file, or the link to a real modem
   */
  void pointTo(String device) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isOurs()) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "is not a link to a pseudo-terminal, and stays");
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, Path.of(device));
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the link unless somebody else has taken it over. */
  void removeIfPointsTo(String device) {
    try {
      if (Files.isSymbolicLink(path) && Files.readSymbolicLink(path).equals(Path.of(device))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // It has gone by itself, or its folder has: either way nothing is left behind.
    }
  }

  private boolean isOurs() throws IOException {
    return Files.isSymbolicLink(path) && Files.readSymbolicLink(path).startsWith(PSEUDO_TERMINALS);
  }
}
