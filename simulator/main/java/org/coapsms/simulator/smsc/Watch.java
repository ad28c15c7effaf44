package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides when the centre loses patience with a silent ESME. Owned by the network's thread. */
final class Watch {
  enum Step {
    NOTHING,
    /** It did not bind. */
    END,
    /** It is silent: is it still there? */
    ENQUIRE,
    /** It did not even answer that. */
    DROP
  }

  private final SmscConfig.Timers timers;
  private final Instant connected;
  private Instant lastHeard;
  private @Nullable Instant enquired;

  Watch(SmscConfig.Timers timers, Instant connected) {
    this.timers = timers;
    this.connected = connected;
    this.lastHeard = connected;
  }

  void heard(Instant now) {
    lastHeard = now;
    enquired = null;
  }

  Step step(Instant now, boolean bound) {
    if (!bound) {
      return over(connected, timers.sessionInit(), now) ? Step.END : Step.NOTHING;
    }
    if (enquired != null) {
      return over(enquired, timers.response(), now) ? Step.DROP : Step.NOTHING;
    }
    if (over(lastHeard, timers.enquireLink(), now)) {
      enquired = now;
      return Step.ENQUIRE;
    }
    return Step.NOTHING;
  }

  private static boolean over(Instant since, Duration patience, Instant now) {
    return !now.isBefore(since.plus(patience));
  }
}
