package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.coapsms.carrier.modem.dialogue.InboxTask.Acknowledge;
import org.coapsms.carrier.modem.dialogue.InboxTask.AtSlot;
import org.coapsms.carrier.modem.dialogue.InboxTask.Delete;
import org.coapsms.carrier.modem.dialogue.InboxTask.ListAll;
import org.coapsms.carrier.modem.dialogue.InboxTask.Read;
import org.coapsms.carrier.modem.dialogue.InboxTask.Recheck;
import org.coapsms.codec.at.AtLine;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.engine.CarrierId;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfile.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Brings in what the modem has received: reads what it stored, hands it on, and deletes or
 * acknowledges it only when told that it is committed. Not committed, it stays in its slot and
 * comes again with the next look into the storage.
 */
final class Inbox implements Job {
  private static final int ATTEMPTS = 3;
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** CMGL of a full storage at 9600 baud. */
  private static final Duration LIST_LIMIT = Duration.ofMinutes(2);

  /** States of a stored message, TS 27.005 §3.1: somebody's draft, and what they have sent. */
  private static final int STORED_UNSENT = 2;

  private static final int STORED_SENT = 3;
  private static final AtLine INVALID_INDEX = new AtLine.CmsError(321);
  private static final Storage ASSUMED_SIZE = new Storage(0, 100);

  private final CarrierId carrier;
  private final ModemProfile profile;
  private final ModemSettings settings;
  private final EventQueue events;
  private final Consumer<SmsStatusReport> reports;
  private final Deque<InboxTask> tasks = new ArrayDeque<>();
  private final Map<Long, Optional<Slot>> handedOn = new HashMap<>();

  /** What was found in each slot that is not free again. */
  private final Map<Slot, String> taken = new HashMap<>();

  /** Those that could not be deleted, though what they hold is committed. */
  private final Set<Slot> stuck = new LinkedHashSet<>();

  private final Set<Slot> toldAgain = new HashSet<>();
  private String storage = "";
  private @Nullable InboxTask open;
  private String selecting = "";
  private boolean listWorks = true;
  private boolean roomNeeded;
  private String unreadable = "";
  private @Nullable Instant notBefore;
  private long lastHandle;
  private long dropped;

  Inbox(
      CarrierId carrier,
      ModemProfile profile,
      ModemSettings settings,
      EventQueue events,
      Consumer<SmsStatusReport> reports) {
    this.reports = reports;
    this.carrier = carrier;
    this.profile = profile;
    this.settings = settings;
    this.events = events;
  }

  /** The modem starts anew: what it holds is read again, what it had handed over is lost to it. */
  void restart() {
    tasks.clear();
    handedOn.clear();
    taken.clear();
    stuck.clear();
    toldAgain.clear();
    storage = "";
    open = null;
    selecting = "";
    unreadable = "";
    listWorks = true;
    notBefore = null;
  }

  /** Looks through the receiving storage. */
  void readAll() {
    InboxTask all = new ListAll(settings.receivingStorage());
    if (!tasks.contains(all)) {
      tasks.add(all);
    }
  }

  /**
   * Looks through the storage, which is full: what others have written or sent and kept there goes,
   * since nothing more can arrive otherwise.
   */
  void makeRoom() {
    roomNeeded = true;
    readAll();
  }

  /** Tries again to delete what could not be deleted. */
  void retryDeletions() {
    stuck.forEach(slot -> tasks.add(new Recheck(slot, 1)));
    stuck.clear();
  }

  /** How many messages in the storage are known and only wait to be deleted. */
  int waiting() {
    return taken.size();
  }

  /** Why messages do not come out of this modem; empty if they do. */
  String complaint() {
    if (!unreadable.isEmpty()) {
      return "messages in " + unreadable + " cannot be read (storages.preferred of the profile?)";
    }
    return settings.notifications().isEmpty() && !listWorks
        ? "the modem can only send: it neither tells of messages nor lists them"
        : "";
  }

  /** Lines and messages that made no sense. */
  long dropped() {
    return dropped;
  }

  /** {@code +CMTI}: a message is in a slot, or in one that the modem cannot name. */
  void handleStored(String memory, int index) {
    if (memory.isEmpty() || index < 0) {
      readAll();
    } else {
      read(new Slot(memory, index));
    }
  }

  /** {@code +CDSI}: a report is in a slot; some modems name another storage than they use. */
  void handleStoredReport(String memory, int index) {
    ModemProfile.Reports reports = profile.reports();
    boolean misnamed = memory.equals(reports.announcedStorage());
    handleStored(misnamed ? reports.storage() : memory, index);
  }

  /** {@code +CMT} or {@code +CDS}: handed over, and the modem may wait for an acknowledgement. */
  void handleDirect(int length, String hex) {
    ReceivedPdu pdu = ReceivedPdu.read(length, hex);
    // Without acknowledgement the network sends again what only the serial line has spoilt.
    if (!handOn(pdu, Optional.empty()) && pdu instanceof ReceivedPdu.Unreadable) {
      acknowledge();
    }
  }

  /** What was handed on under this handle is safe, or could not be kept. */
  void handleCommitted(long handle, boolean committed) {
    Optional<Slot> place = handedOn.remove(handle);
    if (place == null) {
      return; // from before a restart
    }
    if (place.isEmpty()) {
      if (committed) {
        acknowledge();
      }
    } else if (committed) {
      tasks.addFirst(new Delete(place.get(), 1));
    } else {
      release(place.get());
    }
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return tasks.isEmpty() ? Optional.empty() : Optional.ofNullable(notBefore);
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    InboxTask task = tasks.peek();
    if (task == null || (notBefore != null && now.isBefore(notBefore))) {
      return Optional.empty();
    }
    notBefore = null;
    String needed = task.storage();
    if (!needed.isEmpty() && !needed.equals(selectedStorage())) {
      selecting = needed;
      String choice = settings.choiceForReading(needed);
      return Optional.of(AtCommand.query("AT+CPMS=" + choice).within(AtCommand.SLOW));
    }
    open = tasks.remove();
    return Optional.of(command(open));
  }

  private String selectedStorage() {
    return storage.isEmpty() ? settings.readingStorage() : storage;
  }

  private AtCommand command(InboxTask task) {
    if (task instanceof ListAll) {
      return AtCommand.query("AT+CMGL=4").within(LIST_LIMIT);
    }
    if (task instanceof Delete delete) {
      return AtCommand.plain("AT+CMGD=" + delete.slot().index()).within(AtCommand.SLOW);
    }
    return task instanceof AtSlot look
        ? AtCommand.query("AT+CMGR=" + look.slot().index()).within(AtCommand.SLOW)
        : AtCommand.plain(profile.acknowledgement().command());
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    if (!selecting.isEmpty()) {
      selected(answer);
      return;
    }
    InboxTask done = open;
    open = null;
    if (done instanceof ListAll all) {
      listed(all, answer);
    } else if (done instanceof Read read) {
      wasRead(now, read, answer);
    } else if (done instanceof Delete delete) {
      deleted(now, delete, answer);
    } else if (done instanceof Recheck recheck) {
      rechecked(now, recheck, answer);
    }
  }

  private void selected(AtAnswer answer) {
    String asked = selecting;
    selecting = "";
    if (answer.ok()) {
      storage = asked;
    } else if (answer.answered()) {
      // A storage that cannot be read: whatever is in it stays there.
      tasks.removeIf(task -> task.storage().equals(asked));
      unreadable = asked;
      dropped++;
    }
  }

  private void listed(ListAll all, AtAnswer answer) {
    if (!answer.ok()) {
      listWorks &= !answer.answered();
      if (!listWorks) {
        // CMS ERROR 303 in PDU mode was seen; slot by slot it works on the same modem.
        Storage size = profile.storages().sizes().getOrDefault(all.storage(), ASSUMED_SIZE);
        IntStream.range(size.firstIndex(), size.firstIndex() + size.size())
            .mapToObj(index -> new Slot(all.storage(), index))
            .forEach(this::read);
      }
      return;
    }
    List<String> lines = answer.lines();
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (AtLine.parse(lines.get(i)) instanceof AtLine.CmglHeader header) {
        Slot slot = new Slot(all.storage(), header.index());
        found(slot, header.stat(), header.length(), lines.get(i + 1));
      }
    }
    roomNeeded = false;
  }

  private void wasRead(Instant now, Read read, AtAnswer answer) {
    if (answer.ok() && answer.lines().size() >= 2) {
      if (answer.parsed().get(0) instanceof AtLine.CmgrHeader header) {
        found(read.slot(), header.stat(), header.length(), answer.lines().get(1));
      }
    } else if (!answer.ok() && read.attempt() < ATTEMPTS && !isEmptySlot(answer)) {
      tasks.add(new Read(read.slot(), read.attempt() + 1));
      notBefore = now.plus(RETRY);
    }
    // A bare OK is an empty slot: told twice, or somebody else has read it.
  }

  private void found(Slot slot, int stat, int length, String hex) {
    if (taken.containsKey(slot)) {
      return;
    }
    if (stat == STORED_UNSENT || stat == STORED_SENT) {
      if (roomNeeded) {
        taken.put(slot, hex);
        tasks.add(new Delete(slot, 1));
      }
      return;
    }
    ReceivedPdu pdu = ReceivedPdu.read(length, hex);
    taken.put(slot, hex);
    if (handOn(pdu, Optional.of(slot))) {
      return;
    }
    if (pdu instanceof ReceivedPdu.Unreadable) {
      tasks.addFirst(new Delete(slot, 1)); // it would fill the SIM for ever
    } else {
      release(slot);
    }
  }

  private boolean handOn(ReceivedPdu pdu, Optional<Slot> place) {
    String where = place.map(slot -> " (" + slot + ")").orElse("");
    if (pdu instanceof ReceivedPdu.Message message) {
      handedOn.put(++lastHandle, place);
      events.trace(false, "SMS-DELIVER", TpduText.of(message.deliver()) + where, message.octets());
      events.add(new DialogueEvent.SmsArrived(lastHandle, message.toIncoming(carrier)));
      return true;
    }
    if (pdu instanceof ReceivedPdu.Report report) {
      handedOn.put(++lastHandle, place);
      reports.accept(report.report());
      events.trace(
          false, "SMS-STATUS-REPORT", TpduText.of(report.report()) + where, report.octets());
      events.add(new DialogueEvent.ReceiptArrived(lastHandle, report.toReceipt(carrier)));
      return true;
    }
    dropped++;
    events.trace(false, "TPDU unreadable", pdu + where, 0);
    return false;
  }

  private void deleted(Instant now, Delete delete, AtAnswer answer) {
    if (answer.ok() || isEmptySlot(answer)) {
      release(delete.slot());
    } else if (delete.attempt() < ATTEMPTS) {
      // It may have worked all the same, and another message may lie there already.
      tasks.add(new Recheck(delete.slot(), delete.attempt() + 1));
      notBefore = now.plus(RETRY);
    } else {
      stuck.add(delete.slot()); // and taken: it is not handed on again
    }
  }

  private void rechecked(Instant now, Recheck recheck, AtAnswer answer) {
    Slot slot = recheck.slot();
    if (answer.ok() && answer.lines().size() >= 2) {
      if (answer.lines().get(1).equals(taken.get(slot))) {
        tasks.addFirst(new Delete(slot, recheck.attempt()));
      } else {
        release(slot);
        wasRead(now, new Read(slot, ATTEMPTS), answer);
      }
    } else if (answer.ok() || isEmptySlot(answer)) {
      release(slot);
    } else if (recheck.attempt() < ATTEMPTS) {
      tasks.add(new Recheck(slot, recheck.attempt() + 1));
      notBefore = now.plus(RETRY);
    } else {
      stuck.add(slot);
    }
  }

  private void release(Slot slot) {
    taken.remove(slot);
    if (toldAgain.remove(slot)) {
      read(slot);
    }
  }

  private void read(Slot slot) {
    if (taken.containsKey(slot)) {
      toldAgain.add(slot); // the deletion is on its way, and the next message came before its OK
    } else if (tasks.stream().noneMatch(t -> t instanceof Read r && r.slot().equals(slot))) {
      tasks.add(new Read(slot, 1));
    }
  }

  private void acknowledge() {
    if (settings.acknowledgementDue()) {
      tasks.addFirst(new Acknowledge());
    }
  }

  private static boolean isEmptySlot(AtAnswer answer) {
    return AtLine.parse(answer.error()).equals(INVALID_INDEX);
  }
}
