package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.carrier.modem.dialogue.AtChannel.Answered;
import org.coapsms.carrier.modem.dialogue.AtChannel.Direct;
import org.coapsms.carrier.modem.dialogue.AtChannel.Heard;
import org.coapsms.carrier.modem.dialogue.AtChannel.TransferBegun;
import org.coapsms.carrier.modem.dialogue.AtChannel.Unsolicited;
import org.coapsms.carrier.modem.dialogue.DialogueEvent.Remedy;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.message.Submission;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;
import org.coapsms.runtime.CarrierStatus;
import org.jspecify.annotations.Nullable;

/**
 * Holds the whole conversation with one modem, over all openings of its line. Told what happened by
 * {@code handle…}, asked what to do by {@code poll…}. Not thread-safe; does no I/O and reads no
 * clock.
 */
public final class Dialogue {
  private enum Phase {
    CLOSED,
    STARTING,
    /** Something stronger than a new start was tried, and has its time. */
    RECOVERING,
    READY
  }

  /** So many commands in a row without an answer: something must be done. */
  private static final int MAX_SILENCES = 3;

  private static final int MAX_SILENCES_AT_START = 5;

  /** So many messages in a row failed for reasons of the modem's own. */
  private static final int MAX_FAILURES = 4;

  private static final String SILENT = "the modem does not answer";

  /** After so long without trouble, the next trouble is a new one. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private final ModemConfig config;
  private final Optional<ProfileCatalogue> catalogue;
  private final ModemSettings settings;
  private final EventQueue events;
  private final AtChannel channel;
  private final Turns turns;
  private final StartUp startUp;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Watch watch;
  private final Announcements announcements;
  private final Ladder ladder;
  private final Health health = new Health();
  private final Probe probe = new Probe();
  private Phase phase = Phase.CLOSED;
  private String closedBecause = "not opened yet";
  private @Nullable String restartBecause;
  private @Nullable String trouble;
  private int silences;
  private boolean answeredSinceOpening;
  private Instant readySince = Instant.MIN;
  private Instant stuckSince = Instant.MAX;

  /** Begins with a modem whose profile is known. */
  public Dialogue(ModemConfig config, ModemProfile profile) {
    this(config, profile, Optional.empty());
  }

  /**
   * Begins with a modem.
   *
   * @param catalogue where to look for the profile that fits it; empty: the given one is right
   */
  public Dialogue(ModemConfig config, ModemProfile profile, Optional<ProfileCatalogue> catalogue) {
    this.config = config;
    this.catalogue = catalogue;
    settings = new ModemSettings(profile);
    events = new EventQueue(config.id());
    channel = new AtChannel(LineHabits.of(profile));
    turns = new Turns(channel, events);
    startUp = new StartUp(config, profile, settings, new Recognition(catalogue));
    outbox = new Outbox(profile, events, new Doubts());
    inbox = new Inbox(config.id(), profile, settings, events, outbox::handleReport);
    watch = new Watch(profile, settings, inbox, health);
    announcements = new Announcements(profile, inbox, outbox, watch);
    ladder = new Ladder(profile.recovery().ladder());
  }

  /** A closed conversation goes on by another profile. */
  public Dialogue speaking(ModemProfile other) {
    Dialogue next = new Dialogue(config, other, catalogue);
    next.startUp.takeOver(startUp);
    return next;
  }

  /** The line is open; nothing is known of the modem's state. */
  public void handleOpened(Instant now) {
    handleClosed(now, "the line was opened again");
    answeredSinceOpening = false;
    startAnew(now);
    advance(now);
  }

  /** The line is gone. What was sent and not answered is now unknown, the rest is refused. */
  public void handleClosed(Instant now, String reason) {
    closedBecause = reason;
    becomeUnavailable(now, reason);
    phase = Phase.CLOSED;
  }

  public void handleBytes(Instant now, Bytes octets) {
    if (phase != Phase.CLOSED) {
      channel.handleBytes(now, octets);
      advance(now);
    }
  }

  public void handleTimeout(Instant now) {
    if (phase != Phase.CLOSED) {
      channel.handleTimeout(now);
      advance(now);
    }
  }

  /** Takes a segment; its outcome comes as an event, at once if the modem is not ready. */
  public void submit(Instant now, Submission submission) {
    outbox.submit(submission);
    if (phase != Phase.READY) {
      outbox.refuseAll(status().detail());
    }
    advance(now);
  }

  /** What came under this handle is committed, or could not be kept. */
  public void handleCommitted(Instant now, long handle, boolean committed) {
    inbox.handleCommitted(handle, committed);
    advance(now);
  }

  /** When to call {@link #handleTimeout} at the latest. */
  public Optional<Instant> nextTimeout() {
    if (phase == Phase.CLOSED) {
      return Optional.empty();
    }
    return channel
        .nextTimeout()
        .or(
            () ->
                jobs().stream().flatMap(job -> job.nextTimeout().stream()).min(Instant::compareTo));
  }

  public Optional<Bytes> pollOutput() {
    return channel.pollOutput();
  }

  public Optional<DialogueEvent> pollEvent() {
    return events.poll();
  }

  /** Whether the modem can send now, and what a person should know of it. */
  public CarrierStatus status() {
    return switch (phase) {
      case CLOSED -> new CarrierStatus(false, closedBecause);
      case STARTING -> new CarrierStatus(false, startUp.detail());
      case RECOVERING -> new CarrierStatus(false, String.valueOf(trouble) + "; " + ladder.detail());
      case READY -> new CarrierStatus(true, readyDetail());
    };
  }

  /** Whether the modem owes an answer, so that it pays to look for it often. */
  public boolean isWaiting() {
    return phase != Phase.CLOSED && channel.state() != ChannelState.IDLE;
  }

  /** Lines, prompts and TPDUs that belonged to nothing, since the beginning. */
  public long ignored() {
    return announcements.unknown() + channel.ignored() + inbox.dropped();
  }

  private List<Job> jobs() {
    return switch (phase) {
      case CLOSED -> List.of();
      case RECOVERING -> List.of(ladder);
      case READY -> List.of(probe, inbox, watch, outbox);
      // Without network there may still be messages to read and to delete.
      case STARTING ->
          startUp.isAboutNetwork() ? List.of(probe, startUp, inbox) : List.of(probe, startUp);
    };
  }

  private void advance(Instant now) {
    while (phase != Phase.CLOSED) {
      hear(now);
      review(now);
      if (phase == Phase.CLOSED || !channel.isFree(now) || !turns.startNext(now, jobs())) {
        return;
      }
    }
  }

  private void hear(Instant now) {
    Optional<Heard> next = channel.pollHeard();
    while (next.isPresent()) {
      Heard heard = next.get();
      if (heard instanceof Answered answered) {
        handleAnswer(now, answered.answer());
      } else if (heard instanceof Unsolicited unsolicited) {
        events.trace(false, unsolicited.text(), "", 0);
        announcements
            .handle(unsolicited.text(), unsolicited.line())
            .ifPresent(reason -> restartBecause = reason);
      } else if (heard instanceof Direct direct) {
        events.trace(false, direct.text(), "", 0);
        inbox.handleDirect(direct.length(), direct.hex());
      } else if (heard instanceof TransferBegun) {
        outbox.transferBegun();
      }
      next = channel.pollHeard();
    }
  }

  private void handleAnswer(Instant now, AtAnswer answer) {
    turns.end(now, answer);
    if (answer.answered()) {
      silences = 0;
      answeredSinceOpening = true;
    } else if (answer.ending() == AtAnswer.Ending.SILENCE) {
      silences++;
      // Its answer may still come, and must not pass for that to the next command.
      if (phase == Phase.READY || (phase == Phase.STARTING && !startUp.isCalling())) {
        probe.begin();
      }
    }
  }

  /** Draws the conclusions from what was heard. */
  private void review(Instant now) {
    if (restartBecause != null) {
      becomeUnavailable(now, restartBecause);
      startAnew(now);
      return;
    }
    switch (phase) {
      case STARTING -> reviewStart(now);
      case RECOVERING -> {
        if (ladder.isDone(now)) {
          startAnew(now);
        }
      }
      case READY -> reviewHealth(now);
      case CLOSED -> {
        // nothing is heard
      }
    }
  }

  private void reviewStart(Instant now) {
    if (probe.finding() == Probe.Finding.STRANGE) {
      probe.end(); // the start sets the mode
    }
    if (startUp.stage() == StartUp.Stage.WRONG_MODEM) {
      giveUpLine(now, startUp.detail(), Remedy.ANOTHER_PORT);
    } else if (startUp.stage() == StartUp.Stage.OTHER_PROFILE) {
      handleClosed(now, "recognised as " + startUp.otherProfile().title());
      events.add(new DialogueEvent.Recognised(startUp.otherProfile()));
    } else if (startUp.stage() == StartUp.Stage.DONE) {
      becomeReady(now);
    } else if (silences >= MAX_SILENCES_AT_START && !answeredSinceOpening) {
      giveUpLine(now, SILENT, Remedy.ANOTHER_PORT);
    } else if (silences >= MAX_SILENCES_AT_START) {
      remedy(now, SILENT);
    } else if (probe.isStuck()) {
      remedy(now, "the answers of the modem do not belong to the questions");
    } else if (probe.finding() == Probe.Finding.LAGS) {
      resynchronise(now);
    } else if (startUp.needsPerson()) {
      stuckSince = now;
    } else if (ladder.triesStrongest(now, stuckSince)) {
      recover(now, startUp.detail());
    }
  }

  private void becomeReady(Instant now) {
    phase = Phase.READY;
    silences = 0;
    trouble = null;
    readySince = now;
    stuckSince = Instant.MAX;
    probe.end();
    inbox.readAll();
    watch.begin(now);
    events.add(new DialogueEvent.AvailabilityChanged(true, readyDetail()));
  }

  private void reviewHealth(Instant now) {
    Optional<AtAnswer> failure = outbox.takeFailure();
    if (silences >= MAX_SILENCES) {
      remedy(now, SILENT);
    } else if (probe.isStuck()) {
      remedy(now, "the answers of the modem do not belong to the questions");
    } else if (outbox.failures() >= MAX_FAILURES) {
      remedy(now, "the modem sends nothing any more");
    } else if (probe.finding() == Probe.Finding.STRANGE || watch.settingsLost()) {
      becomeUnavailable(now, "the modem has lost its settings");
      startAnew(now);
    } else if (probe.finding() == Probe.Finding.LAGS) {
      resynchronise(now);
    } else if (watch.networkLost()) {
      becomeUnavailable(now, "the network is lost");
      startUp.registerAgain();
      stuckSince = now;
      phase = Phase.STARTING;
    } else if (failure.isPresent()) {
      reviewFailure(failure.get());
    } else if (ladder.isUsed() && !now.isBefore(readySince.plus(HEALTHY)) && ladder.well()) {
      events.add(new DialogueEvent.Recovered());
    }
  }

  /** A message that was refused may tell of more than of itself. */
  private void reviewFailure(AtAnswer failure) {
    if (SendOutcome.showsSimTrouble(failure)) {
      restartBecause = "the SIM is gone (" + failure.error() + ")";
    } else if (SendOutcome.showsNetworkLoss(failure)) {
      watch.doubtNetwork();
    } else if (SendOutcome.showsFullStorage(failure)) {
      watch.doubtStorage();
    }
  }

  private void resynchronise(Instant now) {
    probe.begin();
    channel.clear(now);
  }

  /** Something is wrong with the modem: does the next stronger thing about it. */
  private void remedy(Instant now, String what) {
    switch (ladder.climb(now)) {
      case START_ANEW -> {
        becomeUnavailable(now, what);
        startAnew(now);
      }
      case COMMAND -> recover(now, what);
      case REOPEN -> giveUpLine(now, what, Remedy.REOPEN);
      case QUARANTINE -> giveUpLine(now, what, Remedy.QUARANTINE);
    }
  }

  private void recover(Instant now, String what) {
    becomeUnavailable(now, what);
    trouble = what;
    inbox.restart();
    channel.clear(now);
    phase = Phase.RECOVERING;
  }

  private void giveUpLine(Instant now, String what, Remedy remedy) {
    handleClosed(now, what);
    events.add(new DialogueEvent.LineUnusable(what, remedy));
  }

  private void startAnew(Instant now) {
    restartBecause = null;
    silences = 0;
    stuckSince = stuckSince.equals(Instant.MAX) ? now : stuckSince;
    ladder.stop();
    probe.end();
    inbox.restart();
    outbox.restart();
    startUp.restart();
    channel.clear(now);
    phase = Phase.STARTING;
  }

  private void becomeUnavailable(Instant now, String reason) {
    boolean wasReady = phase == Phase.READY;
    if (phase != Phase.CLOSED) {
      channel.abandon(now, reason);
      hear(now);
    }
    restartBecause = null;
    probe.end();
    watch.stop();
    outbox.refuseAll(reason);
    if (wasReady) {
      events.add(new DialogueEvent.AvailabilityChanged(false, reason));
    }
  }

  private String readyDetail() {
    String detail = health.detail(settings.network());
    return inbox.complaint().isEmpty() ? detail : detail + ", " + inbox.complaint();
  }
}
