package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.codec.Address;
import org.coapsms.codec.at.AtLine;
import org.coapsms.modem.profile.ModemProfile;
import org.jspecify.annotations.Nullable;

/**
 * Brings a modem from "somebody is there" to "short messages work": one stage after the other, each
 * with one command; the answer decides the next stage. Asks the modem before it believes the
 * profile.
 */
final class StartUp implements Job {

  /** Where the start stands. */
  enum Stage {
    ATTENTION,
    ECHO_OFF,
    WORDS,
    ERROR_NUMBERS,
    SERIAL_NUMBER,
    RECOGNITION,
    PROFILE_COMMANDS,
    PIN_STATE,
    PIN_TRIES,
    PIN,
    SUBSCRIBER,
    PDU_MODE,
    SERVICE,
    STORAGE_OFFER,
    STORAGE,
    SERVICE_CENTRE,
    NOTIFICATION_OFFER,
    NOTIFICATION,
    NOTIFICATION_CHECK,
    REGISTRATION_REPORTS,
    REGISTRATION,
    LTE_REGISTRATION,
    DONE,
    /** Another profile fits this modem: the start begins anew with that one. */
    OTHER_PROFILE,
    /** It is not the modem that was asked for; that one is behind another port. */
    WRONG_MODEM
  }

  private static final Duration AT_LIMIT = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration PIN_SETTLES = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final Duration BLOCKED = Duration.ofSeconds(30);

  private final ModemConfig config;
  private final ModemProfile profile;
  private final ModemSettings settings;
  private final Identity identity;
  private final PinEntry pin;
  private final Recognition recognition;
  private Stage stage = Stage.ATTENTION;
  private int profileCommand;
  private String detail = "starting";
  private @Nullable Instant notBefore;
  private boolean needsPerson;

  StartUp(
      ModemConfig config, ModemProfile profile, ModemSettings settings, Recognition recognition) {
    this.recognition = recognition;
    this.config = config;
    this.profile = profile;
    this.settings = settings;
    this.identity = new Identity(config);
    this.pin = new PinEntry(config.pin());
  }

  /** Begins anew: the modem was opened or has restarted. */
  void restart() {
    settings.forget();
    recognition.restart();
    profileCommand = 0;
    needsPerson = false;
    notBefore = null;
    detail = "starting";
    stage = Stage.ATTENTION;
  }

  /** Goes on for another one: the SIM may be the same, and its PIN may have been tried. */
  void takeOver(StartUp former) {
    pin.takeOver(former.pin);
  }

  /** Begins with the SIM: without network, the modem may have restarted without a word. */
  void registerAgain() {
    notBefore = null;
    detail = "no network";
    stage = Stage.PIN_STATE;
  }

  Stage stage() {
    return stage;
  }

  /** The profile that fits this modem, at {@link Stage#OTHER_PROFILE}. */
  ModemProfile otherProfile() {
    return recognition.betterThan(profile).orElseThrow();
  }

  /** Whether only the network is missing. */
  boolean isAboutNetwork() {
    return stage == Stage.REGISTRATION || stage == Stage.LTE_REGISTRATION;
  }

  /** Whether nobody has answered yet. */
  boolean isCalling() {
    return stage == Stage.ATTENTION;
  }

  /** Whether it waits for what only a person can give, such as a PIN. */
  boolean needsPerson() {
    return needsPerson;
  }

  /** What a person should know while the modem is not ready. */
  String detail() {
    return detail;
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return Optional.ofNullable(notBefore);
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    if (notBefore != null && now.isBefore(notBefore)) {
      return Optional.empty();
    }
    notBefore = null;
    return command();
  }

  private Optional<AtCommand> command() {
    return switch (stage) {
      case ATTENTION -> Optional.of(AtCommand.plain("AT").within(AT_LIMIT));
      case ECHO_OFF -> Optional.of(AtCommand.plain("ATE0"));
      case WORDS -> Optional.of(AtCommand.plain("ATV1"));
      case ERROR_NUMBERS -> Optional.of(AtCommand.plain("AT+CMEE=1"));
      case SERIAL_NUMBER -> Optional.of(AtCommand.number("AT+CGSN"));
      case RECOGNITION -> recognition.next();
      case PROFILE_COMMANDS ->
          Optional.of(AtCommand.plain(profile.init().get(profileCommand)).within(AtCommand.SLOW));
      case PIN_STATE -> Optional.of(query("+CPIN", "?").within(AtCommand.SLOW));
      case PIN_TRIES -> Optional.of(AtCommand.query("AT+CPINR"));
      case PIN -> Optional.of(pin.command());
      case SUBSCRIBER -> Optional.of(AtCommand.number("AT+CIMI").within(AtCommand.SLOW));
      case PDU_MODE -> Optional.of(AtCommand.plain("AT+CMGF=0").within(AtCommand.SLOW));
      case SERVICE ->
          Optional.of(AtCommand.query("AT+CSMS=" + profile.acknowledgement().service()));
      case STORAGE_OFFER -> Optional.of(query("+CPMS", "=?").within(AtCommand.SLOW));
      case STORAGE ->
          Optional.of(query("+CPMS", "=" + settings.storageChoice()).within(AtCommand.SLOW));
      case SERVICE_CENTRE ->
          Optional.of(AtCommand.plain("AT+CSCA=" + centre()).within(AtCommand.SLOW));
      case NOTIFICATION_OFFER -> Optional.of(query("+CNMI", "=?"));
      case NOTIFICATION ->
          Optional.of(AtCommand.plain("AT+CNMI=" + settings.candidate().orElseThrow()));
      case NOTIFICATION_CHECK -> Optional.of(query("+CNMI", "?"));
      case REGISTRATION_REPORTS -> Optional.of(AtCommand.plain("AT+CREG=1"));
      case REGISTRATION -> Optional.of(query("+CREG", "?"));
      case LTE_REGISTRATION -> Optional.of(query("+CEREG", "?"));
      case DONE, WRONG_MODEM, OTHER_PROFILE -> Optional.empty();
    };
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    if (answer.answered()) {
      needsPerson = false;
      stage = afterAnswer(now, answer);
    } else if (stage == Stage.PIN) {
      stage = Stage.PIN_STATE;
    } else if (stage == Stage.RECOGNITION) {
      stage = afterRecognition(answer); // whoever does not say who it is may work all the same
    }
  }

  private Stage afterAnswer(Instant now, AtAnswer answer) {
    return switch (stage) {
      case ATTENTION -> answer.ok() ? Stage.ECHO_OFF : again(now, SOON, Stage.ATTENTION);
      case ECHO_OFF -> Stage.WORDS;
      case WORDS -> Stage.ERROR_NUMBERS;
      case ERROR_NUMBERS -> Stage.SERIAL_NUMBER;
      case SERIAL_NUMBER -> afterSerialNumber(answer);
      case RECOGNITION -> afterRecognition(answer);
      case PROFILE_COMMANDS ->
          ++profileCommand < profile.init().size() ? Stage.PROFILE_COMMANDS : Stage.PIN_STATE;
      case PIN_STATE -> afterPinState(now, answer);
      case PIN_TRIES -> afterPinTries(now, answer);
      case PIN -> {
        pin.answered(answer.ok());
        yield again(now, PIN_SETTLES, Stage.PIN_STATE);
      }
      case SUBSCRIBER -> afterSubscriber(now, answer);
      case PDU_MODE -> afterPduMode(now, answer);
      case SERVICE -> {
        settings.serviceSet(answer.ok() ? profile.acknowledgement().service() : 0);
        yield Stage.STORAGE_OFFER;
      }
      case STORAGE_OFFER -> {
        settings.storagesOffered(answer.value());
        yield Stage.STORAGE;
      }
      case STORAGE -> afterStorage(answer);
      case SERVICE_CENTRE -> Stage.NOTIFICATION_OFFER;
      case NOTIFICATION_OFFER -> {
        settings.notificationsOffered(answer.value());
        yield nextNotification();
      }
      case NOTIFICATION -> {
        if (answer.ok()) {
          yield Stage.NOTIFICATION_CHECK;
        }
        settings.candidateRefused();
        yield nextNotification();
      }
      case NOTIFICATION_CHECK -> {
        // Some accept every setting and behave as they like; those read back something else.
        boolean lies = answer.ok() && !settings.candidateReadsBack(answer.value());
        if (lies) {
          settings.candidateRefused();
          yield nextNotification();
        }
        settings.candidateTaken();
        yield Stage.REGISTRATION_REPORTS;
      }
      case REGISTRATION_REPORTS -> Stage.REGISTRATION;
      case REGISTRATION -> {
        Optional<AtLine.Registration> state = answer.last(AtLine.Registration.class);
        settings.registration(state);
        settings.registrationCommand("+CREG");
        yield state.filter(AtLine.Registration::isRegistered).isPresent()
            ? Stage.DONE
            : Stage.LTE_REGISTRATION;
      }
      case LTE_REGISTRATION -> afterLteRegistration(now, answer);
      case DONE, WRONG_MODEM, OTHER_PROFILE ->
          throw new IllegalStateException("no command is open in " + stage);
    };
  }

  private Stage afterSerialNumber(AtAnswer answer) {
    identity.modemIs(answer.ok() ? answer.digits() : "");
    Optional<String> wrong = identity.wrongModem();
    if (wrong.isPresent()) {
      detail = wrong.get();
      return Stage.WRONG_MODEM;
    }
    return nextOfRecognition();
  }

  private Stage afterRecognition(AtAnswer answer) {
    recognition.answered(answer);
    return nextOfRecognition();
  }

  private Stage nextOfRecognition() {
    if (recognition.next().isPresent()) {
      return Stage.RECOGNITION;
    }
    if (recognition.betterThan(profile).isPresent()) {
      return Stage.OTHER_PROFILE;
    }
    return profile.init().isEmpty() ? Stage.PIN_STATE : Stage.PROFILE_COMMANDS;
  }

  private Stage afterSubscriber(Instant now, AtAnswer answer) {
    identity.simIs(answer.ok() ? answer.digits() : "");
    if (identity.simIsMissing()) {
      return again(now, SOON, Stage.SUBSCRIBER, "the SIM does not tell its IMSI yet");
    }
    Optional<String> wrong = identity.wrongSim();
    if (wrong.isEmpty()) {
      return Stage.PDU_MODE;
    }
    if (identity.isSoughtBySim()) {
      detail = wrong.get();
      return Stage.WRONG_MODEM;
    }
    return blocked(now, wrong.get());
  }

  private Stage afterPinState(Instant now, AtAnswer answer) {
    if (!answer.ok()) {
      return again(now, PIN_SETTLES, Stage.PIN_STATE, "SIM not ready: " + answer.error());
    }
    Optional<AtLine.PinState> state = answer.last(AtLine.PinState.class);
    if (state.isEmpty()) {
      // An OK without a state belongs to something else that came late.
      return again(now, SOON, Stage.PIN_STATE, "the SIM's state is unknown");
    }
    if (state.get().isReady()) {
      pin.unlocked();
      return Stage.SUBSCRIBER;
    }
    Optional<String> obstacle = pin.obstacle(state.get().text());
    return obstacle.isPresent() ? blocked(now, obstacle.get()) : Stage.PIN_TRIES;
  }

  private Stage afterPinTries(Instant now, AtAnswer answer) {
    return PinEntry.isLastAttempt(answer)
        ? blocked(now, "one attempt for the PIN is left; enter it by hand")
        : Stage.PIN;
  }

  private Stage afterPduMode(Instant now, AtAnswer answer) {
    if (!answer.ok()) {
      // Usual for seconds after power-on, until the SIM has been read.
      return again(now, SOON, Stage.PDU_MODE, "short messages not ready: " + answer.error());
    }
    boolean known =
        profile.acknowledgement().services().contains(profile.acknowledgement().service());
    return known ? Stage.SERVICE : Stage.STORAGE_OFFER;
  }

  private Stage afterStorage(AtAnswer answer) {
    if (!answer.ok() && settings.simplerStorageChoice()) {
      return Stage.STORAGE;
    }
    return config.serviceCentre().isPresent() ? Stage.SERVICE_CENTRE : Stage.NOTIFICATION_OFFER;
  }

  private Stage nextNotification() {
    return settings.candidate().isPresent() ? Stage.NOTIFICATION : Stage.REGISTRATION_REPORTS;
  }

  private Stage afterLteRegistration(Instant now, AtAnswer answer) {
    Optional<AtLine.Registration> lte = answer.last(AtLine.Registration.class);
    if (lte.filter(AtLine.Registration::isRegistered).isPresent()) {
      settings.registration(lte);
      settings.registrationCommand("+CEREG");
      return Stage.DONE;
    }
    Optional<AtLine.Registration> known = settings.registration().or(() -> lte);
    if (known.isEmpty()) {
      return Stage.DONE; // it has no word for it; sending will show
    }
    return again(
        now, LATER, Stage.REGISTRATION, "no network: " + ModemSettings.describe(known.get()));
  }

  private Stage again(Instant now, Duration wait, Stage same) {
    notBefore = now.plus(wait);
    return same;
  }

  private Stage again(Instant now, Duration wait, Stage same, String why) {
    detail = why;
    return again(now, wait, same);
  }

  private Stage blocked(Instant now, String why) {
    needsPerson = true;
    return again(now, BLOCKED, Stage.PIN_STATE, why);
  }

  private AtCommand query(String name, String form) {
    AtCommand query = AtCommand.query("AT" + name + form);
    boolean unfinished = profile.commands().withoutResult().contains(name + form);
    return unfinished ? query.withoutResult() : query;
  }

  private String centre() {
    Address centre = config.serviceCentre().orElseThrow();
    String plus = centre.isInternational() ? "+" : "";
    // Type of address as TS 23.040 §9.1.2.5: 145 international, 129 unknown, both ISDN.
    return '"' + plus + centre.value() + "\"," + (centre.isInternational() ? 145 : 129);
  }
}
