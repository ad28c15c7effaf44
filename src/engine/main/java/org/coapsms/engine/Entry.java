package org.coapsms.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * Is one thing that the engine remembers across a restart. Implementations are immutable: a change
 * puts another entry under the same key.
 */
public interface Entry {
  EntryKey key();

  /** The subscriber to whose conversation this belongs, where it belongs to one. */
  Optional<Subscriber> conversation();

  /** When the engine must look at this entry again even if nothing happens. */
  Optional<Instant> due();
}
