package org.coapsms.runtime;

import java.time.Instant;
import org.coapsms.engine.Noted;

/** Sees what goes on, for counters, logs and people. Must not block and not throw. */
public interface EngineWatcher {
  EngineWatcher NONE = new EngineWatcher() {};

  /** The engine noticed something; called on the loop's thread. */
  default void noted(Instant at, Noted noted) {}

  /** One unit of a carrier's wire traffic; called on the carrier's threads. */
  default void trace(Instant at, WireTrace line) {}

  /** The store failed; what depended on it was not done. Called on the loop's thread. */
  default void storeFailed(Instant at, StoreUnavailable why) {}

  /**
   * The engine broke on something; that was refused and another engine started from the store.
   * Always a defect of ours. Called on the loop's thread.
   */
  default void engineFailed(Instant at, RuntimeException why) {}
}
