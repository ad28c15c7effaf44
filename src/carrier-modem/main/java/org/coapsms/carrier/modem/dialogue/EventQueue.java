package org.coapsms.carrier.modem.dialogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.runtime.WireTrace;

/** Collects what has happened, in order, until somebody asks. */
final class EventQueue {
  private final CarrierId carrier;
  private final Deque<DialogueEvent> events = new ArrayDeque<>();

  EventQueue(CarrierId carrier) {
    this.carrier = carrier;
  }

  void add(DialogueEvent event) {
    events.add(event);
  }

  void trace(boolean outbound, String what, String detail, int octets) {
    events.add(new DialogueEvent.Traced(new WireTrace(carrier, outbound, what, detail, octets)));
  }

  Optional<DialogueEvent> poll() {
    return Optional.ofNullable(events.poll());
  }
}
