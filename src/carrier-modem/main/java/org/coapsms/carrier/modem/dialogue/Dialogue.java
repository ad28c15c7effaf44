package org.coapsms.carrier.modem.dialogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.carrier.modem.dialogue.AtChannel.Answered;
import org.coapsms.carrier.modem.dialogue.AtChannel.Direct;
import org.coapsms.carrier.modem.dialogue.AtChannel.Heard;
import org.coapsms.carrier.modem.dialogue.AtChannel.TransferBegun;
import org.coapsms.carrier.modem.dialogue.AtChannel.Unsolicited;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.at.AtLine;
import org.coapsms.engine.message.Submission;
import org.coapsms.modem.profile.ModemProfile;
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
    READY
  }

  /** So many commands in a row without an answer: the modem must be started anew. */
  private static final int MAX_SILENCES = 3;

  private static final List<String> SIM_GONE = List.of("NOT INSERTED", "NOT READY", "SIM REMOVED");

  private final ModemProfile profile;
  private final ModemSettings settings;
  private final EventQueue events;
  private final AtChannel channel;
  private final StartUp startUp;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Watch watch;
  private final Probe probe = new Probe();
  private Phase phase = Phase.CLOSED;
  private String closedBecause = "not opened yet";
  private @Nullable Job open;
  private @Nullable String restartBecause;
  private int silences;
  private long unknownLines;

  public Dialogue(ModemConfig config, ModemProfile profile) {
    this.profile = profile;
    settings = new ModemSettings(profile);
    events = new EventQueue(config.id());
    channel = new AtChannel(profile.line().commandTimeout(), profile.line().commandGap());
    startUp = new StartUp(config, profile, settings);
    inbox = new Inbox(config.id(), profile, settings, events);
    outbox = new Outbox(profile, events);
    watch = new Watch(profile, settings, inbox);
  }

  /** The line is open; nothing is known of the modem's state. */
  public void handleOpened(Instant now) {
    handleClosed(now, "the line was opened again");
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
      case READY -> new CarrierStatus(true, readyDetail());
    };
  }

  /** Whether the modem owes an answer, so that it pays to look for it often. */
  public boolean isWaiting() {
    return phase != Phase.CLOSED && channel.state() != ChannelState.IDLE;
  }

  /** Lines, prompts and TPDUs that belonged to nothing, since the beginning. */
  public long ignored() {
    return unknownLines + channel.ignored() + inbox.dropped();
  }

  private List<Job> jobs() {
    if (phase == Phase.READY) {
      return List.of(probe, inbox, watch, outbox);
    }
    // Without network there may still be messages to read and to delete.
    return startUp.isAboutNetwork() ? List.of(startUp, inbox) : List.of(startUp);
  }

  private void advance(Instant now) {
    while (phase != Phase.CLOSED) {
      hear(now);
      review(now);
      if (phase == Phase.CLOSED || !channel.isFree(now) || !startNext(now)) {
        return;
      }
    }
  }

  private boolean startNext(Instant now) {
    for (Job job : jobs()) {
      Optional<AtCommand> command = job.nextCommand(now);
      if (command.isPresent()) {
        open = job;
        events.trace(true, command.get().shown(), "", 0);
        channel.start(now, command.get());
        return true;
      }
    }
    return false;
  }

  private void hear(Instant now) {
    Optional<Heard> next = channel.pollHeard();
    while (next.isPresent()) {
      Heard heard = next.get();
      if (heard instanceof Answered answered) {
        handleAnswer(now, answered.answer());
      } else if (heard instanceof Unsolicited unsolicited) {
        events.trace(false, unsolicited.text(), "", 0);
        handleUnsolicited(unsolicited.text(), unsolicited.line());
      } else if (heard instanceof Direct direct) {
        events.trace(false, direct.text(), "", 0);
        inbox.handleDirect(direct.length(), direct.hex());
      } else if (heard instanceof TransferBegun) {
        outbox.traceTransfer();
      }
      next = channel.pollHeard();
    }
  }

  private void handleAnswer(Instant now, AtAnswer answer) {
    answer.lines().stream()
        .filter(line -> line.startsWith(answer.command().reply()))
        .forEach(line -> events.trace(false, line, "", 0));
    events.trace(false, answer.ok() ? "OK" : answer.error(), "", 0);
    Job asked = open;
    open = null;
    if (asked != null) {
      asked.handleAnswer(now, answer);
    }
    if (answer.answered()) {
      silences = 0;
    } else if (answer.ending() == AtAnswer.Ending.SILENCE && phase == Phase.READY) {
      silences++;
      probe.begin();
    }
  }

  private void handleUnsolicited(String text, AtLine line) {
    if (profile.boot().rebootMarkers().stream().anyMatch(text::startsWith)) {
      restartBecause = "the modem has restarted (" + text + ")";
    } else if (line instanceof AtLine.Cmti stored) {
      inbox.handleStored(stored.memory(), stored.index());
    } else if (line instanceof AtLine.Cdsi stored) {
      inbox.handleStoredReport(stored.memory(), stored.index());
    } else if (line instanceof AtLine.Cmgs late) {
      outbox.handleLateReference(late.reference());
    } else if (saysThatTheSimIsGone(text, line)) {
      restartBecause = "the SIM is gone (" + text + ")";
    } else if (line instanceof AtLine.Registration state && !state.isRegistered()) {
      watch.doubtNetwork();
    } else if (line instanceof AtLine.Other && !profile.chatter().covers(text)) {
      unknownLines++;
    }
  }

  private boolean saysThatTheSimIsGone(String text, AtLine line) {
    return (line instanceof AtLine.PinState pin && SIM_GONE.contains(pin.text()))
        || profile.boot().simGone().stream().anyMatch(text::startsWith);
  }

  /** Draws the conclusions from what was heard. */
  private void review(Instant now) {
    if (restartBecause != null) {
      becomeUnavailable(now, restartBecause);
      startAnew(now);
    } else if (phase == Phase.STARTING) {
      reviewStart(now);
    } else if (phase == Phase.READY) {
      reviewHealth(now);
    }
  }

  private void reviewStart(Instant now) {
    if (startUp.stage() == StartUp.Stage.UNREACHABLE) {
      handleClosed(now, startUp.detail());
      events.add(new DialogueEvent.LineUnusable(startUp.detail()));
    } else if (startUp.stage() == StartUp.Stage.DONE) {
      phase = Phase.READY;
      silences = 0;
      inbox.readAll();
      watch.begin(now);
      events.add(new DialogueEvent.AvailabilityChanged(true, readyDetail()));
    }
  }

  private void reviewHealth(Instant now) {
    if (silences >= MAX_SILENCES) {
      becomeUnavailable(now, "the modem does not answer");
      startAnew(now);
    } else if (probe.finding() == Probe.Finding.STRANGE) {
      becomeUnavailable(now, "the modem has lost its settings");
      startAnew(now);
    } else if (probe.finding() == Probe.Finding.LAGS) {
      probe.begin();
      channel.clear(now);
    } else if (watch.networkLost()) {
      becomeUnavailable(now, "the network is lost");
      startUp.registerAgain();
      phase = Phase.STARTING;
    } else if (outbox.takeNetworkLoss()) {
      watch.doubtNetwork();
    }
  }

  private void startAnew(Instant now) {
    restartBecause = null;
    inbox.restart();
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
    String network = settings.network();
    return watch.signal().isEmpty() ? network : network + ", " + watch.signal();
  }
}
