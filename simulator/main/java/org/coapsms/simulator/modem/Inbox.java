package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.ServiceCentreTime;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.modem.profile.Cnmi;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfile.Acknowledgement.WhenMissed;
import org.coapsms.simulator.modem.StoredMessage.Status;

/**
 * Takes what arrives for the SIM and stores it or hands it over, as {@code +CNMI} says: TS 27.005
 * §3.4.1. Not thread-safe; owned by the network's thread.
 */
final class Inbox {
  /** When the network tries again to deliver what a TE did not acknowledge. */
  private static final Duration RETRY = Duration.ofSeconds(60);

  /** A modem's buffer is small; TS 27.005 lets it drop the oldest. */
  private static final int MOST_KEPT_BACK = 32;

  private static final String STORED_REPORT = "+CDSI: \"{storage}\",{index}";
  private static final int CLASS_2_SIM = 2;
  private static final int CLASS_3_TE = 3;

  private final ModemProfile profile;
  private final MessageSettings settings;
  private final MessageStorages storages;
  private final Mischief mischief;
  private final Surroundings surroundings;

  /** Messages for which there is no room yet. */
  private final Deque<SmscPdu> waitingForRoom = new ArrayDeque<>();

  /** Messages that go to the TE once it has acknowledged the one before. */
  private final Deque<Direct> waitingForTurn = new ArrayDeque<>();

  private Optional<Direct> unacknowledged = Optional.empty();

  /** What {@code +CNMI} mode 0 keeps back. */
  private final Deque<String> keptBack = new ArrayDeque<>();

  Inbox(
      ModemProfile profile,
      MessageSettings settings,
      MessageStorages storages,
      Mischief mischief,
      Surroundings surroundings) {
    this.profile = profile;
    this.settings = settings;
    this.storages = storages;
    this.mischief = mischief;
    this.surroundings = surroundings;
  }

  /** What the inbox needs from outside. */
  record Surroundings(
      BiConsumer<Instant, String> announce,
      BiConsumer<Instant, Consumer<Instant>> later,
      BooleanSupplier somebodyListens) {}

  /** What goes to the TE without being stored; compared by identity, each arrival is its own. */
  private static final class Direct {
    private final String line;
    private final Consumer<Instant> again;

    Direct(String line, Consumer<Instant> again) {
      this.line = line;
      this.again = again;
    }
  }

  /** Whether another message would find a place. */
  boolean hasRoom() {
    return waitingForRoom.isEmpty()
        && (settings.notifications.mt() == 2 || !storages.isFull(settings.receiveStorage()));
  }

  void messageArrived(Instant now, SmsDeliver message) {
    SmscPdu pdu = pdu(message.encode());
    Optional<Integer> messageClass = message.dataCoding().messageClass();
    if (isDirect(messageClass) && surroundings.somebodyListens().getAsBoolean()) {
      String header = profile.receiving().header();
      handOver(
          now,
          new Direct(
              settings.textMode ? TextMode.delivered(message) : inPduMode(header, pdu),
              again -> messageArrived(again, message)));
    } else {
      if (mischief.strikes(now, ModemFault.MEMORY_FULL)) {
        fillStorage(now);
      }
      waitingForRoom.add(pdu);
      storeWaiting(now);
    }
  }

  /** Puts somebody else's messages wherever there is room. */
  private void fillStorage(Instant now) {
    SmsDeliver other =
        new SmsDeliver(
            false,
            false,
            false,
            false,
            Address.parse("10"),
            0,
            DataCoding.GSM7,
            ServiceCentreTime.of(now, ZoneOffset.UTC),
            UserData.ofGsm7(UserDataHeader.EMPTY, "top up now"));
    StoredMessage stored = new StoredMessage(Status.READ, pdu(other.encode()));
    while (storages.store(settings.receiveStorage(), stored).isPresent()) {
      // One more.
    }
  }

  void reportArrived(Instant now, SmsStatusReport report) {
    if (!profile.reports().supported()) {
      return;
    }
    SmscPdu pdu = pdu(report.encode());
    switch (settings.notifications.ds()) {
      case 1 -> {
        if (surroundings.somebodyListens().getAsBoolean()) {
          String header = profile.reports().header();
          handOver(
              now,
              new Direct(
                  settings.textMode ? TextMode.reported(report) : inPduMode(header, pdu),
                  again -> reportArrived(again, report)));
        }
      }
      case 2 -> {
        OptionalInt index =
            storages.store(profile.reports().storage(), new StoredMessage(Status.UNREAD, pdu));
        if (index.isPresent()) {
          String told = profile.reports().announcedStorage();
          boolean wrong = mischief.strikes(now, ModemFault.CDSI_WRONG_STORAGE);
          String other = told.equals("SM") ? "ME" : "SM";
          indicate(now, STORED_REPORT, wrong ? other : told, index.getAsInt());
        }
      }
      default -> {
        // Nobody asked for reports: this one is gone.
      }
    }
  }

  /** Stores what has waited, as far as there is room. */
  void storeWaiting(Instant now) {
    while (!waitingForRoom.isEmpty()) {
      OptionalInt index =
          storages.store(
              settings.receiveStorage(),
              new StoredMessage(Status.UNREAD, waitingForRoom.element()));
      if (index.isEmpty()) {
        return;
      }
      waitingForRoom.remove();
      if (settings.notifications.mt() != 0) {
        indicateMessage(now, settings.receiveStorage(), index.getAsInt());
      }
      if (storages.isFull(settings.receiveStorage())) {
        profile.storages().full().ifPresent(line -> surroundings.announce().accept(now, line));
      }
    }
  }

  private void indicateMessage(Instant now, String storage, int index) {
    String usual = profile.receiving().indication();
    if (mischief.strikes(now, ModemFault.CMTI_LOST)) {
      return;
    }
    if (mischief.strikes(now, ModemFault.CMTI_GHOST)) {
      storages.lastFreePlace(storage).ifPresent(ghost -> indicate(now, usual, storage, ghost));
    }
    if (mischief.strikes(now, ModemFault.CMTI_WITHOUT_PLACE)) {
      if (surroundings.somebodyListens().getAsBoolean()) {
        tell(now, "+CMTI: ,-1");
      }
      return;
    }
    indicate(now, usual, storage, index);
    if (mischief.strikes(now, ModemFault.CMTI_TWICE)) {
      indicate(now, usual, storage, index);
    }
  }

  /** Tells or forgets what mode 0 has kept back, as the new setting says. */
  void notificationsChanged(Instant now) {
    if (settings.notifications.mode() != 0) {
      if (settings.notifications.bfr() == 0) {
        keptBack.forEach(line -> surroundings.announce().accept(now, line));
      }
      keptBack.clear();
    }
  }

  /** Takes {@code AT+CNMA}: TS 27.005 §3.4.4. */
  Answer acknowledge(Instant now, boolean received) {
    if (unacknowledged.isEmpty() || mischief.strikes(now, ModemFault.CNMA_REFUSED)) {
      return Answer.cmsError(profile.acknowledgement().notExpectedError());
    }
    Direct acknowledged = unacknowledged.get();
    if (mischief.strikes(now, ModemFault.CNMA_MISSED)) {
      missed(now, acknowledged);
      return Answer.OK;
    }
    unacknowledged = Optional.empty();
    if (!received) {
      tryAgainLater(now, acknowledged);
    }
    handOverNext(now);
    return Answer.OK;
  }

  /** Forgets who owes an acknowledgement; the network delivers again. */
  void restart(Instant now) {
    unacknowledged.ifPresent(direct -> tryAgainLater(now, direct));
    unacknowledged = Optional.empty();
    waitingForTurn.forEach(direct -> tryAgainLater(now, direct));
    waitingForTurn.clear();
    keptBack.clear();
  }

  private boolean isDirect(Optional<Integer> messageClass) {
    return switch (settings.notifications.mt()) {
      case 2 -> messageClass.filter(c -> c == CLASS_2_SIM).isEmpty();
      case 3 -> messageClass.filter(c -> c == CLASS_3_TE).isPresent();
      default -> false;
    };
  }

  private void indicate(Instant now, String what, String storage, int index) {
    if (surroundings.somebodyListens().getAsBoolean()) {
      tell(now, what.replace("{storage}", storage).replace("{index}", String.valueOf(index)));
    }
  }

  /** Modes 1 to 3 differ only on a line in data mode, which this modem does not have. */
  private void tell(Instant now, String line) {
    if (settings.notifications.mode() != 0) {
      surroundings.announce().accept(now, line);
      return;
    }
    if (keptBack.size() == MOST_KEPT_BACK) {
      keptBack.remove();
    }
    keptBack.add(line);
  }

  private void handOver(Instant now, Direct direct) {
    waitingForTurn.add(direct);
    if (unacknowledged.isEmpty()) {
      handOverNext(now);
    }
  }

  private void handOverNext(Instant now) {
    while (!waitingForTurn.isEmpty()) {
      Direct direct = waitingForTurn.remove();
      tell(now, direct.line);
      if (profile.acknowledgement().isDue(settings.service)) {
        unacknowledged = Optional.of(direct);
        surroundings
            .later()
            .accept(now.plus(profile.acknowledgement().deadline()), then -> missed(then, direct));
        return;
      }
    }
  }

  private void missed(Instant now, Direct direct) {
    if (unacknowledged.filter(waiting -> waiting == direct).isEmpty()) {
      return;
    }
    unacknowledged = Optional.empty();
    WhenMissed whenMissed = profile.acknowledgement().whenMissed();
    if (whenMissed == WhenMissed.REFUSE_AND_STOP_ROUTING) {
      Cnmi old = settings.notifications;
      settings.notifications = new Cnmi(old.mode(), 0, old.bm(), 0, old.bfr());
    }
    if (whenMissed != WhenMissed.IGNORE) {
      tryAgainLater(now, direct);
    }
    handOverNext(now);
  }

  private void tryAgainLater(Instant now, Direct direct) {
    surroundings.later().accept(now.plus(RETRY), direct.again);
  }

  private static String inPduMode(String header, SmscPdu pdu) {
    return header.replace("{length}", String.valueOf(pdu.tpduLength())) + "\r\n" + hex(pdu);
  }

  private SmscPdu pdu(Bytes tpdu) {
    return new SmscPdu(Optional.of(settings.serviceCentre), tpdu);
  }

  static String hex(SmscPdu pdu) {
    return pdu.encode().toHex().toUpperCase(java.util.Locale.ROOT);
  }
}
