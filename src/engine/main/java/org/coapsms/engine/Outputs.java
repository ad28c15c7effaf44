package org.coapsms.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the engine wants done and noticed until it is asked. Not thread-safe. */
public final class Outputs {
  private List<Action> actions = new ArrayList<>();
  private List<Noted> notes = new ArrayList<>();

  public void act(Action action) {
    actions.add(action);
  }

  public void note(EventKind kind, Subscriber subscriber, String detail) {
    notes.add(new Noted(kind, Optional.of(subscriber), detail));
  }

  public void note(EventKind kind, String detail) {
    notes.add(new Noted(kind, Optional.empty(), detail));
  }

  List<Action> takeActions() {
    List<Action> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  List<Noted> takeNotes() {
    List<Noted> taken = notes;
    notes = new ArrayList<>();
    return taken;
  }
}
