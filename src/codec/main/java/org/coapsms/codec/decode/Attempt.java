package org.coapsms.codec.decode;

import java.util.Optional;
import org.coapsms.codec.Malformed;

/**
 * Holds what became of one attempt to read octets as one kind.
 *
 * @param reading if all octets were consumed
 * @param error if not
 * @param reach how many octets were believable before the error
 */
record Attempt(Optional<Reading> reading, Optional<Malformed> error, int reach) {
  static Attempt of(Reading reading) {
    return new Attempt(Optional.of(reading), Optional.empty(), reading.decoded().octets().size());
  }

  static Attempt failed(Malformed error, int reach) {
    return new Attempt(Optional.empty(), Optional.of(error), reach);
  }
}
