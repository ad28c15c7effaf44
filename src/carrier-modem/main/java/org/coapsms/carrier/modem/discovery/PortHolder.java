package org.coapsms.carrier.modem.discovery;

/**
 * Is a process that uses a serial device.
 *
 * @param pid its id
 * @param program its name; empty if the process is gone or hidden
 * @param sign by what it is known
 */
public record PortHolder(long pid, String program, Sign sign) {

  /** How one can tell that a process uses a device. */
  public enum Sign {
    /** It has the device open. */
    OPEN_FILE,
    /** It left its number in a lock file, as UUCP did. */
    LOCK_FILE
  }

  @Override
  public String toString() {
    String name = program.isEmpty() ? "process " + pid : program + " (process " + pid + ")";
    return sign == Sign.LOCK_FILE ? name + ", by its lock file" : name;
  }
}
