package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.smpp.ShortMessageBody;

/** Keeps the deliver_sm that wait for their answers on one bind, oldest first. */
final class Unanswered {
  private final Map<Integer, Sent> bySequence = new LinkedHashMap<>();

  private record Sent(ShortMessageBody body, Instant at) {}

  void add(Instant now, int sequenceNumber, ShortMessageBody body) {
    bySequence.put(sequenceNumber, new Sent(body, now));
  }

  Optional<ShortMessageBody> remove(int sequenceNumber) {
    return Optional.ofNullable(bySequence.remove(sequenceNumber)).map(Sent::body);
  }

  int size() {
    return bySequence.size();
  }

  /** Takes out those that have waited for so long. */
  List<ShortMessageBody> removeOverdue(Instant now, Duration patience) {
    List<ShortMessageBody> overdue = new ArrayList<>();
    Iterator<Sent> oldestFirst = bySequence.values().iterator();
    while (oldestFirst.hasNext()) {
      Sent sent = oldestFirst.next();
      if (now.isBefore(sent.at().plus(patience))) {
        break;
      }
      overdue.add(sent.body());
      oldestFirst.remove();
    }
    return overdue;
  }

  List<ShortMessageBody> removeAll() {
    List<ShortMessageBody> all = bySequence.values().stream().map(Sent::body).toList();
    bySequence.clear();
    return all;
  }
}
