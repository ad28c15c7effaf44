package org.coapsms.bridge.watch;

import java.time.Instant;
import java.util.Locale;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Noted;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs what the engine notices: what an operator must act on as warnings, the rest below. */
public final class EventLog implements EngineWatcher {
  private static final Logger log = LoggerFactory.getLogger("org.coapsms.events");

  private final NumberDisplay numbers;

  public EventLog(NumberDisplay numbers) {
    this.numbers = numbers;
  }

  @Override
  public void noted(Instant at, Noted noted) {
    Level level = level(noted.kind());
    if (log.isEnabledForLevel(level)) {
      String what = noted.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String whom = noted.subscriber().map(subscriber -> " " + subscriber).orElse("");
      log.atLevel(level).log("{}{}: {}", what, numbers.of(whom), numbers.of(noted.detail()));
    }
  }

  @Override
  public void storeFailed(Instant at, StoreUnavailable why) {
    log.error("the store failed; what depends on it waits", why);
  }

  @Override
  public void engineFailed(Instant at, RuntimeException why) {
    log.error("the engine broke and was started anew from the store; please report this", why);
  }

  private static Level level(EventKind kind) {
    return switch (kind) {
      case CARRIER_UNAVAILABLE,
          CARRIER_SLOWED,
          CARRIER_EXHAUSTED,
          RECEIPT_DISTRUSTED,
          OUTCOME_UNMATCHED ->
          Level.WARN;
      case CARRIER_AVAILABLE, EXCHANGE_FAILED, OUTCOME_UNKNOWN, SEGMENT_REFUSED, MESSAGE_MOVED ->
          Level.INFO;
      default -> Level.DEBUG;
    };
  }
}
