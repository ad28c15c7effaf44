package org.coapsms.carrier.modem.dialogue;

import java.util.List;
import java.util.Optional;
import org.coapsms.codec.at.AtLine;
import org.coapsms.modem.profile.ModemProfile;

/** Passes on what the modem says by itself to whom it concerns. */
final class Announcements {
  private static final List<String> SIM_GONE = List.of("NOT INSERTED", "NOT READY", "SIM REMOVED");

  private final ModemProfile profile;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Watch watch;
  private long unknown;

  Announcements(ModemProfile profile, Inbox inbox, Outbox outbox, Watch watch) {
    this.profile = profile;
    this.inbox = inbox;
    this.outbox = outbox;
    this.watch = watch;
  }

  /** Lines that meant nothing. */
  long unknown() {
    return unknown;
  }

  /** Takes one line; why the dialogue must begin anew, if it must. */
  Optional<String> handle(String text, AtLine line) {
    if (begins(text, profile.boot().rebootMarkers())) {
      return Optional.of("the modem has restarted (" + text + ")");
    }
    if (line instanceof AtLine.Cmti stored) {
      inbox.handleStored(stored.memory(), stored.index());
    } else if (line instanceof AtLine.Cdsi stored) {
      inbox.handleStoredReport(stored.memory(), stored.index());
    } else if (line instanceof AtLine.Cmgs late) {
      outbox.handleLateReference(late.reference());
    } else if (saysThatTheSimIsGone(text, line)) {
      return Optional.of("the SIM is gone (" + text + ")");
    } else if (line instanceof AtLine.Registration state && !state.isRegistered()) {
      watch.doubtNetwork();
    } else if (begins(text, profile.recovery().drainOn())) {
      watch.doubtStorage();
    } else if (line instanceof AtLine.Other && !profile.chatter().covers(text)) {
      unknown++;
    }
    return Optional.empty();
  }

  private boolean saysThatTheSimIsGone(String text, AtLine line) {
    return (line instanceof AtLine.PinState pin && SIM_GONE.contains(pin.text()))
        || begins(text, profile.boot().simGone());
  }

  private static boolean begins(String text, List<String> beginnings) {
    return beginnings.stream().anyMatch(text::startsWith);
  }
}
