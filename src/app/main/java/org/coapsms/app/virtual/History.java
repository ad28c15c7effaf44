package org.coapsms.app.virtual;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Sums up all that happened in one number: the same seed must give the same. FNV-1a of 64 bits,
 * because it is fed a million times and nobody attacks it.
 */
final class History {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long hash = BASIS;

  void happened(Instant at, String what, String detail) {
    number(at.getEpochSecond());
    number(at.getNano());
    text(what);
    text(detail);
  }

  void happened(Instant at, Enum<?> what, long id, byte[] octets) {
    number(at.getEpochSecond());
    number(at.getNano());
    text(what.name());
    number(id);
    octets(octets);
  }

  String sum() {
    return String.format("%016x", hash);
  }

  private void text(String text) {
    octets(text.getBytes(StandardCharsets.UTF_8));
  }

  private void octets(byte[] octets) {
    number(octets.length);
    for (byte octet : octets) {
      hash = (hash ^ (octet & 0xFF)) * PRIME;
    }
  }

  private void number(long value) {
    hash = (hash ^ value) * PRIME;
  }
}
