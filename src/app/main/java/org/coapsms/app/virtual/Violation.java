package org.coapsms.app.virtual;

/**
 * Is one broken promise.
 *
 * @param seed of the history in which it was broken
 * @param event the number of the event after which it showed
 * @param invariant such as {@code I2}
 */
public record Violation(long seed, long event, String invariant, String what) {

  /** What a person types to see it again. */
  public String replay(String options) {
    return "./coapsms simulate --virtual --seeds "
        + seed
        + ".."
        + seed
        + " --until "
        + event
        + options;
  }

  @Override
  public String toString() {
    return "seed " + seed + ", event " + event + ", " + invariant + ": " + what;
  }
}
