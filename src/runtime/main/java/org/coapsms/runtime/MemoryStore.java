package org.coapsms.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coapsms.engine.Change;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;

/**
 * Keeps what was committed in memory, as long as the process lives. A new engine that loads from it
 * sees what one would see after a crash: everything committed and nothing else. Thread-safe.
 */
public final class MemoryStore implements Store {
  private final Map<EntryKey, Entry> committed = new LinkedHashMap<>();

  @Override
  public synchronized Collection<Entry> load() {
    return new ArrayList<>(committed.values());
  }

  @Override
  public synchronized void commit(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.Put put) {
        committed.put(put.key(), put.entry());
      } else {
        committed.remove(change.key());
      }
    }
  }

  @Override
  public void close() {
    // There is nothing to let go of: it ends with the process.
  }
}
