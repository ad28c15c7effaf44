package org.coapsms.simulator.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.ServiceCentreTime;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.Terminal;

/**
 * Joins the parts of one modem: its dialogue, its SIM with what is stored there, and the network.
 * Does no I/O. Not thread-safe; owned by the network's thread.
 */
final class Modem implements Terminal {
  /** What follows the final OK of the command that asks for a restart. */
  private static final Duration SHUTDOWN = Duration.ofMillis(100);

  /** What needs the SIM and its messages, and therefore time after a start. */
  private static final Set<String> MESSAGE_COMMANDS =
      Set.of(
          "+CMGC", "+CMGD", "+CMGF", "+CMGL", "+CMGR", "+CMGS", "+CMGW", "+CMMS", "+CMSS", "+CNMA",
          "+CNMI", "+CPMS", "+CSCA", "+CSMP", "+CSMS");

  private static final Set<String> ON_THE_SIM = Set.of("+CIMI", "+CCID");

  /** {@code <stat>} of {@code +CREG}: TS 27.007 §7.2. */
  private static final int SEARCHING = 2;

  private static final int HOME = 1;

  private static final int SIM_NOT_INSERTED = 10;
  private static final int SIM_PIN_REQUIRED = 11;
  private static final int MESSAGES_NEED_SIM = 310;
  private static final int MESSAGES_NEED_PIN = 311;

  private final ModemProfile profile;
  private final SimCard sim;
  private final MobileNetwork network;
  private final ModemOptions options;
  private final RandomGenerator random;
  private final Wire.Outside outside;
  private final Consumer<ModemTrace> trace;

  private final LineSettings line;
  private final MessageSettings settings;
  private final MessageStorages storages;
  private final RegistrationCommands registration;
  private final Inbox inbox;
  private final Troubles troubles;
  private final Checker checker;
  private final Wire wire;
  private final Dialogue dialogue;
  private final Map<String, Command> commands = new HashMap<>();

  private final Talk talk;
  private boolean somebodyListens;
  private boolean reachable = true;
  private Instant readyAt = Instant.MIN;
  private int life;

  /**
   * Makes a modem that has been on for a while.
   *
   * @param outside where its line ends
   */
  Modem(
      ModemProfile profile,
      SimCard sim,
      ModemOptions options,
      MobileNetwork network,
      Wire.Outside outside,
      Consumer<ModemTrace> trace) {
    this.profile = profile;
    this.sim = sim;
    this.options = options;
    this.random = new SplittableRandom(sim.number().value().hashCode());
    this.network = network;
    this.outside = outside;
    this.trace = trace;
    ModemFault.declareIn(network.faults());
    Mischief mischief = new Mischief(network.faults(), sim.number());
    this.line = new LineSettings(profile.line());
    this.settings = new MessageSettings(profile);
    this.storages = new MessageStorages(profile.storages());
    this.checker = new Checker(profile);
    watch(v -> trace.accept(new ModemTrace(v.at(), sim.number(), false, "!! " + v)));
    this.wire =
        new Wire(profile.serial(), options.baud(), mischief, outside, network::at, this::typed);
    this.dialogue =
        new Dialogue(profile, line, mischief, this::run, new DialogueSurroundings(), checker);
    this.registration =
        new RegistrationCommands(
            profile.registration(),
            sim,
            dialogue::announce,
            now -> checker.note(now, Violation.Kind.LAST_PIN_TRY, ""),
            now -> rebootLater(now, SHUTDOWN));
    this.talk = new Talk(profile.chatter(), dialogue, network::at);
    this.troubles = new Troubles(mischief, troubleSurroundings());
    this.inbox =
        new Inbox(
            profile,
            settings,
            storages,
            mischief,
            new Inbox.Surroundings(dialogue::announce, network::at, () -> somebodyListens));
    Outbox outbox =
        new Outbox(profile, sim.number(), settings, network, mischief, new OutboxSurroundings());
    commands.putAll(BasicCommands.table(line, mischief));
    commands.putAll(IdentityCommands.table(profile, sim));
    commands.putAll(registration.table());
    commands.putAll(new StorageCommands(profile, settings, storages, this::roomMade).table());
    commands.putAll(new DraftCommands(settings, storages, outbox).table());
    commands.putAll(
        new MessageCommands(
                profile,
                settings,
                inbox,
                outbox,
                mischief,
                new MessageCommands.Surroundings(this::updateReachability, troubles::refuse))
            .table());
    profile
        .commands()
        .extra()
        .forEach((name, lines) -> commands.put(name, (now, c) -> new Answer.Done(lines)));
  }

  @Override
  public Address number() {
    return sim.number();
  }

  ModemProfile profile() {
    return profile;
  }

  boolean isRegistered() {
    return registration.isRegistered();
  }

  Map<String, Integer> stored() {
    return storages.used();
  }

  List<Violation> violations() {
    return checker.violations();
  }

  final void watch(Consumer<Violation> watcher) {
    checker.watch(watcher);
  }

  /** Takes what the TE has written. */
  void handleBytes(Instant now, Bytes octets) {
    wire.fromTe(now, octets);
  }

  private void typed(Instant now, Bytes octets) {
    if (!troubles.isSilent(now)) {
      dialogue.handleBytes(now, octets);
      updateReachability(now);
    }
  }

  /** A TE has opened the line. */
  void lineOpened(Instant now) {
    somebodyListens = true;
    wire.opened();
    talk.begin(now);
    dialogue.opened(now);
    updateReachability(now);
  }

  /** Pulls the SIM, or puts it back. */
  void insertSim(Instant now, boolean in) {
    registration.insertSim(now, in);
    updateReachability(now);
  }

  /** Lets the network say another {@code <stat>} of {@code +CREG}. */
  void registerAs(Instant now, int status) {
    registration.registerAs(now, status);
    updateReachability(now);
  }

  /** The TE has closed the line, or died: a prompt stays open, as on a real modem. */
  void lineClosed(Instant now) {
    somebodyListens = false;
    talk.end();
    updateReachability(now);
  }

  @Override
  public void arrived(Instant now, Delivery delivery) {
    inbox.messageArrived(
        now,
        new SmsDeliver(
            false,
            false,
            false,
            false,
            delivery.message().from(),
            delivery.message().protocolId(),
            delivery.message().dataCoding(),
            ServiceCentreTime.of(delivery.serviceCentreTime(), ZoneOffset.UTC),
            delivery.message().userData()));
    updateReachability(now);
  }

  /** Restarts: settings are lost, messages stay, and the announcements of the profile follow. */
  void reboot(Instant now) {
    life++;
    trace.accept(new ModemTrace(now, sim.number(), true, "(restarts)"));
    troubles.restart();
    dialogue.restart();
    inbox.restart(now);
    registration.restart();
    line.reset();
    settings.reset();
    talk.restart(now);
    readyAt = now.plus(profile.boot().readyAfter());
    int current = life;
    for (ModemProfile.Announcement announcement : profile.boot().announcements()) {
      network.at(
          now.plus(announcement.after()),
          then -> {
            if (life == current) {
              dialogue.announce(then, announcement.line());
            }
          });
    }
    updateReachability(now);
  }

  /** The dialogue's way to the line and to the network's time. */
  private final class DialogueSurroundings implements Dialogue.Surroundings {
    @Override
    public void write(Instant now, String characters, Duration pause) {
      wire.toTe(now, Bytes.copyOf(characters.getBytes(StandardCharsets.ISO_8859_1)), pause);
    }

    @Override
    public void later(Instant now, Duration delay, Consumer<Instant> action) {
      network.at(now.plus(jittered(delay)), action);
    }

    @Override
    public void trace(Instant now, boolean fromModem, String text) {
      trace.accept(new ModemTrace(now, sim.number(), fromModem, text));
    }
  }

  /** The outbox's way to the rest of the modem. */
  private final class OutboxSurroundings implements Outbox.Surroundings {
    @Override
    public boolean isRegistered() {
      return registration.isRegistered();
    }

    @Override
    public void reportArrived(Instant now, SmsStatusReport report) {
      inbox.reportArrived(now, report);
    }

    @Override
    public void reboot(Instant now) {
      Modem.this.reboot(now);
    }

    @Override
    public void wrongPdu(Instant now, String typed) {
      checker.note(now, Violation.Kind.WRONG_PDU, typed);
    }
  }

  private Troubles.Surroundings troubleSurroundings() {
    return new Troubles.Surroundings(
        this::reboot,
        (now, time) -> {
          insertSim(now, false);
          network.at(now.plus(time), then -> insertSim(then, true));
        },
        (now, time) -> {
          registerAs(now, SEARCHING);
          network.at(now.plus(time), then -> registerAs(then, HOME));
        },
        now -> {
          registration.goDeaf(now);
          updateReachability(now);
        },
        now -> settings.notifications = profile.notifications().initial(),
        (now, time) -> {
          wire.stopReading(now.plus(time));
          outside.holdBack(true);
          network.at(now.plus(time), then -> outside.holdBack(false));
        },
        outside::hangUp);
  }

  /** A delay as this modem happens to have it this time. */
  private Duration jittered(Duration delay) {
    return options.jitter() == 0
        ? delay
        : Duration.ofNanos(
            (long) (delay.toNanos() * Math.exp(options.jitter() * random.nextGaussian())));
  }

  private void rebootLater(Instant now, Duration delay) {
    network.at(now.plus(delay), this::reboot);
  }

  private Answer run(Instant now, AtCommand command) {
    boolean aboutMessages = MESSAGE_COMMANDS.contains(command.name());
    Optional<Answer> trouble = troubles.instead(now, command, aboutMessages);
    if (trouble.isPresent() || options.answerDelay().isZero()) {
      return trouble.orElseGet(() -> perform(now, command, aboutMessages));
    }
    return new Answer.Later(options.answerDelay(), then -> perform(then, command, aboutMessages));
  }

  private Answer perform(Instant now, AtCommand command, boolean aboutMessages) {
    Command known = commands.get(command.name());
    if (known == null || profile.commands().missing().contains(command.name())) {
      return new Answer.Failed(profile.line().unknownCommand());
    }
    String failure = profile.commands().failing().get(command.name());
    if (failure != null && command.form() != AtCommand.Form.TEST) {
      return new Answer.Failed(failure);
    }
    talk.heard(command);
    if (isRestart(command)) {
      rebootLater(now, SHUTDOWN);
      return Answer.OK;
    }
    boolean needsSim = aboutMessages || ON_THE_SIM.contains(command.name());
    if (needsSim && !registration.hasSim()) {
      return aboutMessages ? Answer.cmsError(MESSAGES_NEED_SIM) : Answer.cmeError(SIM_NOT_INSERTED);
    }
    if (registration.isLocked() && (aboutMessages || command.name().equals("+CIMI"))) {
      return aboutMessages ? Answer.cmsError(MESSAGES_NEED_PIN) : Answer.cmeError(SIM_PIN_REQUIRED);
    }
    if (aboutMessages && now.isBefore(readyAt)) {
      return new Answer.Failed(profile.boot().notReadyAnswer());
    }
    return known.run(now, command);
  }

  /** What the profile's ladder has beside the usual reset of settings. */
  private boolean isRestart(AtCommand command) {
    String written = "AT" + command.name() + "=" + command.arguments();
    return command.form() == AtCommand.Form.SET
        && profile.recovery().ladder().stream().anyMatch(rung -> rung.command().equals(written));
  }

  private void roomMade(Instant now) {
    inbox.storeWaiting(now);
    updateReachability(now);
  }

  /**
   * Lets the network hold messages while the modem cannot take them: no registration, or no room
   * (the SIM's "memory capacity exceeded", TS 23.040 §9.2.3.22).
   */
  private void updateReachability(Instant now) {
    boolean nowReachable = registration.isRegistered() && inbox.hasRoom();
    if (nowReachable == reachable) {
      return;
    }
    reachable = nowReachable;
    if (reachable) {
      network.switchOn(now, sim.number());
    } else {
      network.switchOff(sim.number());
    }
  }
}
