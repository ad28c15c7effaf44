package org.coapsms.simulator.modem;

import java.util.Arrays;
import org.coapsms.codec.Bytes;

/** Holds octets that the other end has no room for yet. Not thread-safe; its line guards it. */
final class OutgoingOctets {
  private static final int LIMIT = 64 * 1024;

  private byte[] octets = new byte[0];

  void add(Bytes more) {
    int kept = Math.min(more.size(), LIMIT - octets.length);
    int before = octets.length;
    octets = Arrays.copyOf(octets, before + kept);
    System.arraycopy(more.toArray(), 0, octets, before, kept);
  }

  boolean isEmpty() {
    return octets.length == 0;
  }

  byte[] all() {
    return octets;
  }

  void written(int count) {
    octets = Arrays.copyOfRange(octets, count, octets.length);
  }

  void clear() {
    octets = new byte[0];
  }
}
