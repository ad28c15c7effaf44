package org.coapsms.simulator.modem;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.OptionalInt;

/** Declares the few C functions that make a pseudo-terminal, with Linux's constants. */
final class LibC {
  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final short POLLIN = 1;
  static final short POLLOUT = 4;
  static final short POLLHUP = 16;

  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EBUSY = 16;

  private static final int TCSANOW = 0;
  private static final int TCIFLUSH = 0;
  private static final NativeLong TIOCNXCL = new NativeLong(0x540D);

  /** Larger than any struct termios. */
  private static final int TERMIOS_SIZE = 256;

  /** Where struct termios has its control modes, and which of their bits are the speed. */
  private static final int C_CFLAG = 8;

  private static final int CBAUD = 0x100F;

  private static final Map<Integer, Integer> SPEEDS =
      Map.of(
          9, 1200, 11, 2400, 12, 4800, 13, 9600, 14, 19_200, 15, 38_400, 0x1001, 57_600, 0x1002,
          115_200, 0x1003, 230_400, 0x1004, 460_800);

  static {
    Native.register(LibC.class, Platform.C_LIBRARY_NAME);
  }

  private LibC() {}

  static native int posix_openpt(int flags) throws LastErrorException;

  static native int grantpt(int fd) throws LastErrorException;

  static native int unlockpt(int fd) throws LastErrorException;

  static native int open(String path, int flags) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native int eventfd(int count, int flags) throws LastErrorException;

  static native NativeLong read(int fd, byte[] into, NativeLong size) throws LastErrorException;

  static native NativeLong write(int fd, byte[] from, NativeLong size) throws LastErrorException;

  static native int poll(Pointer descriptors, NativeLong count, int milliseconds)
      throws LastErrorException;

  private static native int ptsname_r(int fd, byte[] name, NativeLong size);

  private static native int tcgetattr(int fd, Pointer termios) throws LastErrorException;

  private static native int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;

  private static native void cfmakeraw(Pointer termios);

  private static native int tcflush(int fd, int queues) throws LastErrorException;

  private static native int ioctl(int fd, NativeLong request, Pointer argument)
      throws LastErrorException;

  /** The path of the slave that belongs to a master. */
  static String slaveOf(int master) {
    byte[] name = new byte[128];
    int error = ptsname_r(master, name, new NativeLong(name.length));
    if (error != 0) {
      throw new LastErrorException(error);
    }
    return Native.toString(name);
  }

  /** No echo, no line editing, no translation. On a master this acts on the slave. */
  static void makeRaw(int fd) {
    try (Memory termios = new Memory(TERMIOS_SIZE)) {
      tcgetattr(fd, termios);
      cfmakeraw(termios);
      tcsetattr(fd, TCSANOW, termios);
    }
  }

  /** The speed of a line; on a master that of its slave. Empty for one that nobody uses. */
  static OptionalInt speed(int fd) {
    try (Memory termios = new Memory(TERMIOS_SIZE)) {
      tcgetattr(fd, termios);
      int code = termios.getInt(C_CFLAG) & CBAUD;
      return SPEEDS.containsKey(code) ? OptionalInt.of(SPEEDS.get(code)) : OptionalInt.empty();
    }
  }

  /** Forgets what the slave has not read, and that somebody wanted it for himself. */
  static void release(int slave) {
    tcflush(slave, TCIFLUSH);
    ioctl(slave, TIOCNXCL, Pointer.NULL);
  }
}
