package org.coapsms.simulator.phone;

import java.util.Comparator;
import org.coapsms.codec.coap.CoapCode;

/**
 * Names what was executed.
 *
 * @param resource the resource's own path, such as {@code /size} for {@code /size/100}
 */
public record Execution(String resource, CoapCode method) implements Comparable<Execution> {
  private static final Comparator<Execution> ORDER =
      Comparator.comparing(Execution::resource).thenComparing(e -> e.method().value());

  @Override
  public int compareTo(Execution other) {
    return ORDER.compare(this, other);
  }

  /** Such as {@code GET /test}. */
  @Override
  public String toString() {
    return method.description() + " " + resource;
  }
}
