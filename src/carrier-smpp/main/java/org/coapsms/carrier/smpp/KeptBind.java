package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one bind up: one link after the other, with waits between them that grow. Thread-safe. Its
 * lock is taken before that of the carrier, never after.
 */
final class KeptBind implements Link.Owner {
  private static final Logger log = LoggerFactory.getLogger(KeptBind.class);

  /** Hears whenever a bind came up or could not stay up. */
  @FunctionalInterface
  interface Owner {
    void turned(KeptBind bind, String detail);
  }

  private final LinkSetting setting;
  private final BindRole role;
  private final String name;
  private final BindAttempts attempts;
  private final Owner owner;

  @GuardedBy("this")
  private final Reconnect reconnect;

  @GuardedBy("this")
  private @Nullable ScheduledFuture<?> nextAttempt;

  @GuardedBy("this")
  private boolean closing;

  private volatile @Nullable Link link;
  private volatile boolean up;

  KeptBind(
      LinkSetting setting,
      BindRole role,
      String name,
      Reconnect reconnect,
      BindAttempts attempts,
      Owner owner) {
    this.setting = setting;
    this.role = role;
    this.name = name;
    this.reconnect = reconnect;
    this.attempts = attempts;
    this.owner = owner;
  }

  BindRole role() {
    return role;
  }

  boolean isUp() {
    return up;
  }

  /** The link, if submissions can go over it now. */
  Optional<Link> transmitting() {
    Link current = link;
    return up && role.transmits() ? Optional.ofNullable(current) : Optional.empty();
  }

  /** Starts an attempt as soon as all carriers together may make another. */
  synchronized void connect() {
    if (closing) {
      return;
    }
    Duration hold = attempts.permit(System.nanoTime());
    if (!hold.isZero()) {
      String detail = "too many attempts to bind; next attempt in " + inSeconds(hold);
      log.info("carrier {}: {}", name, detail);
      attemptAfter(hold);
      owner.turned(this, detail);
      return;
    }
    Link next = new Link(setting, role, name, this);
    link = next;
    next.start();
  }

  /** Makes no further attempt. */
  synchronized void stopTrying() {
    closing = true;
    if (nextAttempt != null) {
      nextAttempt.cancel(false);
    }
  }

  /** Lets what is in flight finish, and unbinds. */
  void drain() {
    Link last = link;
    if (last != null) {
      last.drain();
    }
  }

  @Override
  public synchronized void bound(Link bound, String detail) {
    if (link == bound) {
      up = true;
      log.info("carrier {}: {}", name, detail);
      if (role.transmits()) {
        setting.dispatch().up(bound.window());
      }
      owner.turned(this, detail);
    }
  }

  @Override
  public synchronized void ended(Link ended, LinkEnd end, Duration bound) {
    if (link != ended) {
      return;
    }
    link = null;
    up = false;
    if (closing) {
      owner.turned(this, "closed");
    } else {
      tryAgain(end, bound);
    }
    // Behind the turn, so that nobody hands in again at once what comes back here.
    setting.dispatch().down(ended.window(), end.reason());
  }

  @GuardedBy("this")
  private void tryAgain(LinkEnd end, Duration bound) {
    Duration wait = reconnect.after(end, bound);
    String detail = end.reason() + "; next attempt in " + inSeconds(wait);
    if (end.needsAttention()) {
      log.warn("carrier {}: cannot work until somebody helps: {}", name, detail);
    } else {
      log.info("carrier {}: {}", name, detail);
    }
    attemptAfter(wait);
    owner.turned(this, detail);
  }

  @GuardedBy("this")
  private void attemptAfter(Duration wait) {
    nextAttempt =
        setting.scheduler().schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String inSeconds(Duration wait) {
    return wait.toMillis() / 1000.0 + " s";
  }
}
