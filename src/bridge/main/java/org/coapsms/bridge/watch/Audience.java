package org.coapsms.bridge.watch;

import java.time.Instant;
import java.util.List;
import org.coapsms.engine.Noted;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.StoreUnavailable;
import org.coapsms.runtime.WireTrace;

/** Lets several watchers see the same, in their order. */
public final class Audience implements EngineWatcher {
  private final List<EngineWatcher> watchers;

  public Audience(EngineWatcher... watchers) {
    this.watchers = List.of(watchers);
  }

  @Override
  public void noted(Instant at, Noted noted) {
    watchers.forEach(watcher -> watcher.noted(at, noted));
  }

  @Override
  public void trace(Instant at, WireTrace line) {
    watchers.forEach(watcher -> watcher.trace(at, line));
  }

  @Override
  public void storeFailed(Instant at, StoreUnavailable why) {
    watchers.forEach(watcher -> watcher.storeFailed(at, why));
  }

  @Override
  public void engineFailed(Instant at, RuntimeException why) {
    watchers.forEach(watcher -> watcher.engineFailed(at, why));
  }
}
