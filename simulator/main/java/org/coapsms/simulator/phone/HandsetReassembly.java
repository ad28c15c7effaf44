package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;

/**
 * Joins segments as handsets do: a set is known by originator, reference, size of the reference and
 * number of segments (TS 23.040 §9.2.3.24.1), the first copy of a segment stays, and a set that
 * lacks one is kept until there is no room. So a lone segment under an old reference dangles, and
 * spoils a later message that reuses the reference.
 */
final class HandsetReassembly {
  private final PhoneBehaviour.Sms behaviour;
  private final Map<Key, Map<Integer, Bytes>> partial = new LinkedHashMap<>();
  private final Map<Key, Finished> finished = new LinkedHashMap<>();

  HandsetReassembly(PhoneBehaviour.Sms behaviour) {
    this.behaviour = behaviour;
  }

  /** The whole payload once its last missing segment is here. */
  Optional<Bytes> accept(Instant now, String originator, Concatenation segment, Bytes payload) {
    forgetFinished(now);
    Key key = new Key(originator, segment.bits(), segment.reference(), segment.total());
    Finished done = finished.get(key);
    if (done != null && done.had(segment.sequence(), payload)) {
      return Optional.empty();
    }
    if (!partial.containsKey(key) && partial.size() >= behaviour.partialSets()) {
      partial.remove(partial.keySet().iterator().next());
    }
    Map<Integer, Bytes> segments = partial.computeIfAbsent(key, k -> new HashMap<>());
    segments.putIfAbsent(segment.sequence(), payload);
    if (segments.size() < segment.total()) {
      return Optional.empty();
    }
    partial.remove(key);
    if (!behaviour.finishedMemory().isZero()) {
      finished.remove(key);
      finished.put(key, new Finished(now, segments));
    }
    Bytes whole = Bytes.EMPTY;
    for (int sequence = 1; sequence <= segment.total(); sequence++) {
      whole = whole.plus(segments.getOrDefault(sequence, Bytes.EMPTY));
    }
    return Optional.of(whole);
  }

  /** How many messages lack segments. */
  int partialSets() {
    return partial.size();
  }

  private void forgetFinished(Instant now) {
    Iterator<Finished> oldest = finished.values().iterator();
    while (oldest.hasNext() && Ages.isOver(now, oldest.next().at(), behaviour.finishedMemory())) {
      oldest.remove();
    }
  }

  private record Key(String originator, int bits, int reference, int total) {}

  private record Finished(Instant at, Map<Integer, Bytes> segments) {
    /** Another payload under the same number is a new message that reuses the reference. */
    boolean had(int sequence, Bytes payload) {
      return payload.equals(segments.getOrDefault(sequence, Bytes.EMPTY));
    }
  }
}
