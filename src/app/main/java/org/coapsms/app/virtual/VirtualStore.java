package org.coapsms.app.virtual;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.Change;
import org.coapsms.engine.Entry;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.runtime.MemoryStore;

/** Is the bridge's store, with an index by which the checks find what a submission belongs to. */
class VirtualStore {
  private final MemoryStore store = new MemoryStore();
  private final Map<SubmissionId, Long> bySubmission = new HashMap<>();
  private final Map<Long, OutgoingMessage> byId = new HashMap<>();

  void commit(List<Change> changes) {
    store.commit(changes);
    remember(changes);
  }

  private void remember(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.Put put && put.entry() instanceof OutgoingMessage message) {
        message
            .segments()
            .forEach(
                segment -> segment.attempts().forEach(a -> bySubmission.put(a.id(), message.id())));
        byId.put(message.id(), message);
      }
    }
  }

  Collection<Entry> load() {
    return store.load();
  }

  /** The message of a submission, if it was committed before. */
  Optional<OutgoingMessage> messageOf(SubmissionId id) {
    return Optional.ofNullable(bySubmission.get(id)).flatMap(this::message);
  }

  /** A message as it was last committed, also if it has been forgotten since. */
  Optional<OutgoingMessage> message(long id) {
    return Optional.ofNullable(byId.get(id));
  }
}
