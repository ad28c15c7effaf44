package org.coapsms.runtime;

import java.util.Collection;
import java.util.List;
import org.coapsms.engine.Change;
import org.coapsms.engine.Entry;

/**
 * Keeps what the engine remembers. A commit is all or nothing; committing the same changes twice
 * does no harm, so that an unclear commit may be tried again. Called from one thread at a time.
 */
public interface Store extends AutoCloseable {

  /** Everything that has been committed. */
  Collection<Entry> load();

  /**
   * Makes the changes last, in their order.
   *
   * @throws StoreUnavailable if it is not certain that they do
   */
  void commit(List<Change> changes) throws StoreUnavailable;

  @Override
  void close();
}
