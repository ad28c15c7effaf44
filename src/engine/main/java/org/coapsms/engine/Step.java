package org.coapsms.engine;

import java.util.List;

/**
 * Is what the engine wants after one input: first all changes committed, then the actions done in
 * their order.
 */
public record Step(List<Change> changes, List<Action> actions, List<Noted> notes) {
  public boolean isEmpty() {
    return changes.isEmpty() && actions.isEmpty() && notes.isEmpty();
  }
}
