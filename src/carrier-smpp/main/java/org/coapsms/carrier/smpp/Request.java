package org.coapsms.carrier.smpp;

import java.util.List;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;

/** What takes a place in a window until the SMSC has answered it. */
sealed interface Request {

  /** Hands one segment in, or the same one for several subscribers. */
  record Submitted(List<Submission> segments) implements Request {
    public Submitted {
      segments = List.copyOf(segments);
    }

    static Submitted of(Submission segment) {
      return new Submitted(List.of(segment));
    }

    boolean isGroup() {
      return segments.size() > 1;
    }
  }

  /** Asks what became of a segment. */
  record Asked(Query query) implements Request {}

  /** How many short messages it makes, by which contracts count. */
  default int messages() {
    return this instanceof Submitted submitted ? submitted.segments().size() : 0;
  }
}
