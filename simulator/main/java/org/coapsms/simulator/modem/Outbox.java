package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.DeliveryStatus;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.ServiceCentreTime;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.codec.tpdu.ValidityPeriod;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.network.Fate;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.ReportListener;
import org.coapsms.simulator.network.ShortMessage;

/**
 * Sends what is typed at the prompt, and turns the network's reports into SMS-STATUS-REPORTs. Not
 * thread-safe; owned by the network's thread.
 */
final class Outbox {
  /** TP-ST of TS 23.040 §9.2.3.15 for the network's fates. */
  private static final DeliveryStatus NOT_OBTAINABLE = new DeliveryStatus(0x43);

  private static final DeliveryStatus VALIDITY_EXPIRED = new DeliveryStatus(0x46);
  private static final DeliveryStatus STILL_TRYING = new DeliveryStatus(0x21);

  private static final int LAST_REFERENCE = 255;

  private static final int INVALID_TEXT_PARAMETER = 305;
  private static final int NO_NETWORK = 331;
  private static final int UNKNOWN_ERROR = 500;

  private final ModemProfile profile;
  private final Address number;
  private final MessageSettings settings;
  private final MobileNetwork network;
  private final Mischief mischief;
  private final Surroundings surroundings;
  private int reference;

  Outbox(
      ModemProfile profile,
      Address number,
      MessageSettings settings,
      MobileNetwork network,
      Mischief mischief,
      Surroundings surroundings) {
    this.profile = profile;
    this.number = number;
    this.settings = settings;
    this.network = network;
    this.mischief = mischief;
    this.surroundings = surroundings;
  }

  /** What the outbox needs from outside. */
  interface Surroundings {
    boolean isRegistered();

    void reportArrived(Instant now, SmsStatusReport report);

    void reboot(Instant now);

    void wrongPdu(Instant now, String typed);
  }

  /** {@code AT+CMGS=<length>} in PDU mode: the length of what follows the service centre. */
  Answer promptForPdu(int length) {
    return promptForPdu(length, submit -> send("+CMGS", submit));
  }

  /** As {@code AT+CMGS=<length>}, for another use of what is typed. */
  Answer promptForPdu(int length, Function<SmsSubmit, Answer> use) {
    int error = profile.sending().lengthError();
    if (length < 1 || length > profile.sending().maxLength()) {
      return Answer.cmsError(error);
    }
    return new Answer.Prompt((now, text) -> entered(now, text, length, use));
  }

  private Answer entered(Instant now, String text, int length, Function<SmsSubmit, Answer> use) {
    Optional<SmsSubmit> submit = parsePdu(text, length);
    if (submit.isEmpty()) {
      surroundings.wrongPdu(now, text);
    }
    return submit.isEmpty() || mischief.strikes(now, ModemFault.PDU_REFUSED)
        ? Answer.cmsError(profile.sending().lengthError())
        : use.apply(submit.get());
  }

  /** {@code AT+CMGS="<number>"} in text mode. */
  Answer promptForText(String destination) {
    return promptForText(destination, submit -> send("+CMGS", submit));
  }

  /** As {@code AT+CMGS="<number>"}, for another use of what is typed. */
  Answer promptForText(String destination, Function<SmsSubmit, Answer> use) {
    if (!isNumber(destination)) {
      return Answer.cmsError(INVALID_TEXT_PARAMETER);
    }
    return new Answer.Prompt(
        (now, text) ->
            submitOf(Address.parse(destination), text.replace("\r", "\r\n"))
                .map(use)
                .orElse(Answer.cmsError(INVALID_TEXT_PARAMETER)));
  }

  static boolean isNumber(String text) {
    return text.matches("\\+?\\d{1,20}");
  }

  private Optional<SmsSubmit> parsePdu(String text, int length) {
    try {
      Bytes octets = Bytes.fromHex(text.strip());
      SmscPdu pdu =
          profile.sending().serviceCentreOctets() ? SmscPdu.decode(octets) : SmscPdu.of(octets);
      return pdu.tpduLength() == length
          ? Optional.of(SmsSubmit.decode(pdu.tpdu()))
          : Optional.empty();
    } catch (MalformedTpdu | IllegalArgumentException e) {
      return Optional.empty(); // Not hexadecimal, or no SMS-SUBMIT: one and the same error.
    }
  }

  private Optional<SmsSubmit> submitOf(Address destination, String text) {
    List<Integer> parameters = settings.textParameters;
    DataCoding dataCoding = new DataCoding(parameters.get(3));
    Function<String, UserData> encode =
        switch (dataCoding.alphabet()) {
          case GSM7 -> typed -> UserData.ofGsm7(UserDataHeader.EMPTY, typed);
          case UCS2 -> typed -> UserData.ofUcs2(UserDataHeader.EMPTY, typed);
          case OCTETS -> typed -> UserData.ofOctets(UserDataHeader.EMPTY, Bytes.fromHex(typed));
        };
    try {
      UserData userData = encode.apply(text);
      return Optional.of(
          new SmsSubmit(
              false,
              false,
              (parameters.get(0) & 0x20) != 0,
              0,
              destination,
              parameters.get(2),
              dataCoding,
              new ValidityPeriod.Relative(parameters.get(1)),
              userData));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Too long, or not in the alphabet.
    }
  }

  /** Sends a message, and says so behind the name of the command that wanted it. */
  Answer send(String command, SmsSubmit submit) {
    return new Answer.Later(profile.sending().resultDelay(), now -> transmit(now, command, submit));
  }

  private Answer transmit(Instant now, String command, SmsSubmit submit) {
    if (!surroundings.isRegistered()) {
      return Answer.cmsError(NO_NETWORK);
    }
    if (mischief.strikes(now, ModemFault.CMS_ERROR)) {
      return Answer.cmsError(ModemFault.NETWORK_OUT_OF_ORDER);
    }
    if (mischief.strikes(now, ModemFault.REBOOT_MID_SEND)) {
      surroundings.reboot(now);
      return new Answer.Silence();
    }
    int used = nextReference(now);
    network.submit(
        now,
        new ShortMessage(
            number,
            submit.destination(),
            submit.protocolId(),
            submit.dataCoding(),
            submit.userData()),
        validity(now, submit.validity()),
        submit.statusReportRequested() ? Optional.of(reporting(used)) : Optional.empty());
    if (submit.statusReportRequested()) {
      tellUntruths(now, used, submit.destination());
    }
    return result(now, answer(now, command + ": " + used));
  }

  private List<String> answer(Instant now, String told) {
    return switch (profile.sending().reference()) {
      case NUMBER -> List.of(told);
      case NUMBER_AND_TIME -> {
        // Without phase 2+ there is nothing but the reference: TS 27.005 §3.5.1.
        String time = TextMode.time(ServiceCentreTime.of(now, ZoneOffset.UTC));
        yield List.of(told + (settings.service == 1 ? ",\"" + time + '"' : ""));
      }
      case NONE -> List.of();
    };
  }

  /** The modem counts its own references, whatever TP-MR the TE has put. */
  int nextReference(Instant now) {
    if (mischief.strikes(now, ModemFault.REFERENCE_ZERO)) {
      return 0;
    }
    if (mischief.strikes(now, ModemFault.REFERENCE_WRAPS)) {
      reference = LAST_REFERENCE;
    }
    int used = reference;
    reference = (reference + 1) % (LAST_REFERENCE + 1);
    return used;
  }

  private void tellUntruths(Instant now, int used, Address recipient) {
    if (mischief.strikes(now, ModemFault.ORPHAN_REPORT)) {
      int unknown = (used + 100) % (LAST_REFERENCE + 1);
      surroundings.reportArrived(
          now, report(unknown, recipient, now, now, DeliveryStatus.DELIVERED));
    }
    if (mischief.strikes(now, ModemFault.TEMPORARY_REPORT)) {
      surroundings.reportArrived(now, report(used, recipient, now, now, STILL_TRYING));
    }
  }

  /** What is said of a message that has left. */
  private Answer result(Instant now, List<String> truth) {
    if (mischief.strikes(now, ModemFault.REBOOT_AFTER_SEND)) {
      surroundings.reboot(now);
      return new Answer.Silence();
    }
    if (mischief.strikes(now, ModemFault.NO_RESULT)) {
      return new Answer.Silence();
    }
    if (mischief.strikes(now, ModemFault.ERROR_AFTER_SEND)) {
      return Answer.cmsError(UNKNOWN_ERROR);
    }
    if (mischief.strikes(now, ModemFault.NO_OK)) {
      return new Answer.Unfinished(truth);
    }
    if (mischief.strikes(now, ModemFault.NO_REFERENCE)) {
      return Answer.OK;
    }
    Answer usual = new Answer.Done(truth);
    return mischief
        .lasting(now, ModemFault.LATE_RESULT)
        .<Answer>map(late -> new Answer.Later(late, then -> usual))
        .orElse(usual);
  }

  private ReportListener reporting(int messageReference) {
    return (now, id, message, fate, submitted) ->
        surroundings.reportArrived(
            now, report(messageReference, message.to(), submitted, now, status(fate)));
  }

  private static SmsStatusReport report(
      int messageReference,
      Address recipient,
      Instant submitted,
      Instant discharged,
      DeliveryStatus status) {
    return SmsStatusReport.of(
        messageReference,
        recipient,
        ServiceCentreTime.of(submitted, ZoneOffset.UTC),
        ServiceCentreTime.of(discharged, ZoneOffset.UTC),
        status);
  }

  private static DeliveryStatus status(Fate fate) {
    return switch (fate) {
      case DELIVERED -> DeliveryStatus.DELIVERED;
      case EXPIRED -> VALIDITY_EXPIRED;
      case UNDELIVERABLE -> NOT_OBTAINABLE;
    };
  }

  private static Duration validity(Instant now, ValidityPeriod period) {
    if (period instanceof ValidityPeriod.Absolute absolute) {
      return absolute
          .end()
          .instant()
          .map(end -> Duration.between(now, end))
          .filter(left -> !left.isNegative())
          .orElse(Duration.ZERO);
    }
    return period.duration().orElse(MobileNetwork.DEFAULT_VALIDITY);
  }
}
