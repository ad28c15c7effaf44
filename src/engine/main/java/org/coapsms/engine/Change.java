package org.coapsms.engine;

/** Is one change to what the store holds. Applying it twice does no harm. */
public sealed interface Change {
  EntryKey key();

  /** The store shall hold this entry under its key from now on. */
  record Put(Entry entry) implements Change {
    @Override
    public EntryKey key() {
      return entry.key();
    }
  }

  /** The store shall hold nothing under this key from now on. */
  record Remove(EntryKey key) implements Change {}
}
