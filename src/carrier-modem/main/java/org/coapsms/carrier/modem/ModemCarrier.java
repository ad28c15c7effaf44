package org.coapsms.carrier.modem;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.carrier.modem.dialogue.Dialogue;
import org.coapsms.carrier.modem.dialogue.DialogueEvent;
import org.coapsms.carrier.modem.discovery.SerialDevices;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.carrier.modem.line.SerialSettings;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;
import org.coapsms.modem.profile.Serial;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.runtime.SmsCarrier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries segments over one modem. One thread, the pump, owns the line and the dialogue; everybody
 * else leaves notes for it. Thread-safe.
 */
public final class ModemCarrier implements SmsCarrier {
  private static final Logger LOG = LoggerFactory.getLogger(ModemCarrier.class);

  /** Longer than a write can hang before the watchdog closes the port under it. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(12);

  /** What others leave for the pump. */
  private sealed interface Note {}

  private record Submit(Submission submission) implements Note {}

  private record Committed(long handle, boolean committed) implements Note {}

  private final ModemConfig config;
  private final LineKeeper lines;
  private final InstantSource clock;
  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
  private final Set<SubmissionId> open = ConcurrentHashMap.newKeySet();
  private final Thread pump;
  private volatile @Nullable CarrierListener listener;
  private volatile CarrierStatus status = new CarrierStatus(false, "not started");
  private volatile boolean closing;
  // Guarded by notes: after the pump's last look nobody may leave a note any more.
  private boolean closed;

  // Owned by the pump.
  private Dialogue dialogue;
  private Instant lastTraffic = Instant.MIN;

  /**
   * Prepares a carrier whose modem has a profile; {@link #start} opens its line.
   *
   * @param watchdog closes a port on which a write hangs; may be shared by all modems
   */
  public ModemCarrier(ModemConfig config, ModemProfile profile, ScheduledExecutorService watchdog) {
    this(config, profile, Optional.empty(), watchdog);
  }

  /**
   * Prepares a carrier.
   *
   * @param profile what to begin with
   * @param catalogue where to look for the profile that fits the modem; empty: the given one
   * @param watchdog closes a port on which a write hangs; may be shared by all modems
   */
  public ModemCarrier(
      ModemConfig config,
      ModemProfile profile,
      Optional<ProfileCatalogue> catalogue,
      ScheduledExecutorService watchdog) {
    this(
        config,
        new Dialogue(config, profile, catalogue),
        new PortSearch(
            PortSelector.parse(config.port()),
            config.baud().map(List::of).orElse(profile.serial().bauds()),
            () -> SerialDevices.ofThisMachine().devices(),
            attempt -> line(attempt, config, profile.serial(), watchdog)),
        InstantSource.system());
  }

  ModemCarrier(ModemConfig config, Dialogue dialogue, PortSearch search, InstantSource clock) {
    this.config = config;
    this.dialogue = dialogue;
    this.lines = new LineKeeper(config.toString(), search);
    this.clock = clock;
    this.pump = new Thread(this::pump, "modem-" + config.id().name());
    pump.setDaemon(true);
  }

  private static SerialLine line(
      PortSearch.Attempt attempt,
      ModemConfig config,
      Serial serial,
      ScheduledExecutorService watchdog) {
    return SerialLine.to(
        attempt.port(),
        new SerialSettings(
            attempt.baud(),
            serial.flowControl() == Serial.FlowControl.RTS_CTS,
            serial.dtr(),
            config.lockDirectory()),
        watchdog);
  }

  @Override
  public CarrierId id() {
    return config.id();
  }

  @Override
  public void start(CarrierListener newListener) {
    if (listener != null) {
      throw new IllegalStateException(config + " was started before");
    }
    listener = newListener;
    pump.start();
  }

  @Override
  public void submit(Submission submission) {
    if (listener == null) {
      throw new IllegalStateException(config + " is not started");
    }
    open.add(submission.id());
    if (!leave(new Submit(submission))) {
      report(
          submission.id(),
          new SubmissionOutcome.Refused(SubmissionOutcome.Cause.LOCAL, "the carrier is closed"));
    }
  }

  @Override
  public CarrierStatus status() {
    return status;
  }

  /** Closes the line; what was sent and not answered ends as unknown. */
  @Override
  public void close() {
    closing = true;
    if (listener == null) {
      return;
    }
    LockSupport.unpark(pump);
    try {
      pump.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    // Only if the pump hangs in a write that not even closing the port ends.
    synchronized (notes) {
      closed = true;
    }
    for (SubmissionId id : open) {
      report(id, new SubmissionOutcome.Unknown("the port of the modem hangs"));
    }
  }

  private boolean leave(Note note) {
    synchronized (notes) {
      if (closed) {
        return false;
      }
      notes.add(note);
    }
    LockSupport.unpark(pump);
    return true;
  }

  private void pump() {
    while (!closing) {
      try {
        turn(clock.instant());
      } catch (IOException lost) {
        lose(clock.instant(), String.valueOf(lost.getMessage()));
      } catch (RuntimeException broken) {
        // A mistake of ours, or one of a listener, costs this opening of the line, not the modem.
        LOG.error("{}: giving up this line", config, broken);
        lose(clock.instant(), "internal error: " + broken);
      }
      status = dialogue.status();
      LockSupport.parkNanos(pause(clock.instant()).toNanos());
    }
    shutDown();
  }

  private void turn(Instant now) throws IOException {
    if (lines.openIfDue(now)) {
      lastTraffic = now;
      dialogue.handleOpened(now);
    }
    readNotes(now);
    Optional<SerialLine> line = lines.line();
    if (line.isPresent()) {
      Bytes arrived = line.get().read();
      if (!arrived.isEmpty()) {
        lastTraffic = now;
        dialogue.handleBytes(now, arrived);
      }
      if (dialogue.nextTimeout().filter(due -> !now.isBefore(due)).isPresent()) {
        dialogue.handleTimeout(now);
      }
      writeOutput(now, line.get());
    }
    tellEvents(now);
  }

  private void readNotes(Instant now) {
    for (Note note = notes.poll(); note != null; note = notes.poll()) {
      if (note instanceof Submit submit) {
        dialogue.submit(now, submit.submission());
      } else if (note instanceof Committed committed) {
        dialogue.handleCommitted(now, committed.handle(), committed.committed());
      }
    }
  }

  private void writeOutput(Instant now, SerialLine line) throws IOException {
    Optional<Bytes> output = dialogue.pollOutput();
    while (output.isPresent()) {
      lastTraffic = now;
      line.write(output.get());
      output = dialogue.pollOutput();
    }
  }

  private void tellEvents(Instant now) {
    Optional<DialogueEvent> event = dialogue.pollEvent();
    while (event.isPresent()) {
      tell(now, event.get());
      event = dialogue.pollEvent();
    }
  }

  private void tell(Instant now, DialogueEvent event) {
    CarrierListener told = listener();
    if (event instanceof DialogueEvent.SubmissionEnded ended) {
      report(ended.id(), ended.outcome());
    } else if (event instanceof DialogueEvent.SmsArrived arrived) {
      told.smsArrived(arrived.sms(), commitOf(arrived.handle()));
    } else if (event instanceof DialogueEvent.ReceiptArrived arrived) {
      told.receiptArrived(arrived.receipt(), commitOf(arrived.handle()));
    } else if (event instanceof DialogueEvent.AvailabilityChanged changed) {
      LOG.info("{}: {}", config, changed.detail());
      status = dialogue.status();
      if (changed.available()) {
        lines.works();
      }
      told.availabilityChanged(changed.available(), changed.detail());
    } else if (event instanceof DialogueEvent.Traced traced) {
      told.trace(traced.trace());
    } else if (event instanceof DialogueEvent.LineUnusable unusable) {
      lines.close();
      dialogue.handleClosed(now, lines.givenUp(now, unusable.reason(), unusable.remedy()));
    } else if (event instanceof DialogueEvent.Recognised recognised) {
      LOG.info(
          "{}: it is a {}, profile {}",
          config,
          recognised.profile().title(),
          recognised.profile().id());
      dialogue = dialogue.speaking(recognised.profile());
      dialogue.handleOpened(now);
    } else if (event instanceof DialogueEvent.Recovered) {
      lines.recovered();
    }
  }

  private CompletableFuture<Boolean> commitOf(long handle) {
    CompletableFuture<Boolean> committed = new CompletableFuture<>();
    CompletableFuture<Boolean> unused =
        committed.whenComplete(
            (kept, failure) ->
                leave(new Committed(handle, failure == null && Boolean.TRUE.equals(kept))));
    return committed;
  }

  private void report(SubmissionId id, SubmissionOutcome outcome) {
    // An unknown outcome may be corrected later, and has left the set by then.
    if (open.remove(id) || !closing) {
      listener().submissionEnded(id, outcome);
    }
  }

  private CarrierListener listener() {
    CarrierListener told = listener;
    if (told == null) {
      throw new IllegalStateException(config + " is not started");
    }
    return told;
  }

  private void lose(Instant now, String reason) {
    lines.lost(now, reason);
    dialogue.handleClosed(now, reason);
    tellEvents(now);
  }

  private void shutDown() {
    Instant now = clock.instant();
    synchronized (notes) {
      closed = true;
    }
    readNotes(now);
    dialogue.handleClosed(now, "the carrier is closed");
    try {
      if (lines.line().isPresent()) {
        // An ESC, so that the modem is not left at its prompt.
        writeOutput(now, lines.line().get());
      }
    } catch (IOException gone) {
      LOG.debug("{}: {}", config, gone.toString());
    }
    lines.close();
    tellEvents(now);
    status = dialogue.status();
  }

  /**
   * How long to leave the line alone. There is no way to wait for a serial port that survives an
   * unplug, so it is polled: often while an answer is near, seldom while nothing is expected.
   */
  private Duration pause(Instant now) {
    if (lines.line().isEmpty()) {
      return longer(Duration.between(now, lines.nextLook(now)), Duration.ofMillis(1));
    }
    long quiet = Duration.between(lastTraffic, now).toMillis();
    Duration poll;
    if (dialogue.isWaiting()) {
      poll = Duration.ofNanos(quiet < 50 ? 500_000 : quiet < 1000 ? 2_000_000 : 10_000_000);
    } else {
      // A tenth of a second is nothing to a short message, and costs next to nothing.
      poll = Duration.ofMillis(quiet < 100 ? 2 : quiet < 2000 ? 20 : 100);
    }
    return dialogue
        .nextTimeout()
        .map(due -> longer(shorter(Duration.between(now, due), poll), Duration.ofNanos(100_000)))
        .orElse(poll);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
