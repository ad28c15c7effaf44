package org.coapsms.carrier.modem.dialogue;

import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.at.AtLine;
import org.coapsms.codec.at.CauseClass;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.modem.profile.ModemProfile;

/**
 * Judges the answer to a sending command. Before Ctrl-Z every failure is a refusal; behind it only
 * an error that the network or the modem has clearly given is one.
 */
final class SendOutcome {
  private static final int CMS_NO_NETWORK = 331;
  private static final int CME_NO_NETWORK = 30;
  private static final int CMS_INVALID_PDU = 304;
  private static final int CMS_MEMORY_FULL = 322;
  private static final Set<Integer> SIM_TROUBLE_CMS = Set.of(310, 311, 313, 315, 316);
  private static final Set<Integer> SIM_TROUBLE_CME = Set.of(10, 11, 12, 13, 15);

  private SendOutcome() {}

  static SubmissionOutcome of(AtAnswer answer, ModemProfile profile) {
    return switch (answer.ending()) {
      case OK -> new Accepted(reference(answer).map(String::valueOf).orElse(""));
      case ERROR -> ofError(answer, profile);
      case SILENCE, LOST -> unclear(answer, answer.error());
    };
  }

  /**
   * Whether the modem took what was written for something else: our lengths are right, so the line
   * has lost an octet. Nothing has left.
   */
  static boolean showsSpoiltPdu(AtAnswer answer) {
    return answer.sent()
        && AtLine.parse(answer.error()).equals(new AtLine.CmsError(CMS_INVALID_PDU));
  }

  /** Whether the modem may have slept, or missed the command for another reason. */
  static boolean wasNotHeard(AtAnswer answer) {
    return answer.ending() == AtAnswer.Ending.SILENCE && !answer.sent();
  }

  /** Whether the same command is likely to work in a moment: nothing has left. */
  static boolean worthAnotherTry(AtAnswer answer, ModemProfile profile) {
    return answer.ending() == AtAnswer.Ending.ERROR
        && !answer.sent()
        && code(answer).filter(profile.errors().busy()::contains).isPresent();
  }

  /** Whether the modem has lost the network and has not said so before. */
  static boolean showsNetworkLoss(AtAnswer answer) {
    AtLine error = AtLine.parse(answer.error());
    return error.equals(new AtLine.CmsError(CMS_NO_NETWORK))
        || (error instanceof AtLine.CmeError cme
            && cme.code().filter(code -> code == CME_NO_NETWORK).isPresent());
  }

  /** Whether there is no SIM any more, or one that asks for its PIN: TS 27.005 §3.2.5. */
  static boolean showsSimTrouble(AtAnswer answer) {
    AtLine error = AtLine.parse(answer.error());
    return (error instanceof AtLine.CmsError cms && SIM_TROUBLE_CMS.contains(cms.code()))
        || (error instanceof AtLine.CmeError cme
            && cme.code().filter(SIM_TROUBLE_CME::contains).isPresent());
  }

  /** Whether the modem has no room, even for what it would send. */
  static boolean showsFullStorage(AtAnswer answer) {
    return AtLine.parse(answer.error()).equals(new AtLine.CmsError(CMS_MEMORY_FULL));
  }

  /** TP-MR as status reports will name it; empty if the modem gave none. */
  static Optional<Integer> reference(AtAnswer answer) {
    return answer.parsed().stream()
        .filter(AtLine.Cmgs.class::isInstance)
        .map(line -> ((AtLine.Cmgs) line).reference())
        .findFirst();
  }

  private static SubmissionOutcome ofError(AtAnswer answer, ModemProfile profile) {
    String said = answer.error();
    if (code(answer).filter(profile.errors().unknownOutcome()::contains).isPresent()) {
      return unclear(answer, said);
    }
    return switch (causeClass(answer, profile)) {
      case PERMANENT -> new Refused(Cause.PERMANENT, said + hint(answer));
      case SUBSCRIBER -> new Refused(Cause.SUBSCRIBER_BUSY, said);
      case CARRIER -> new Refused(Cause.CARRIER_BUSY, said);
      case LOCAL -> new Refused(Cause.LOCAL, said);
      case UNKNOWN_OUTCOME -> unclear(answer, said);
    };
  }

  /** What a person might look at: the network has not seen this message. */
  private static String hint(AtAnswer answer) {
    return AtLine.parse(answer.error()).equals(new AtLine.CmsError(CMS_INVALID_PDU))
        ? ": the modem does not understand the TPDU (sending.serviceCentreOctets of the profile?)"
        : "";
  }

  private static SubmissionOutcome unclear(AtAnswer answer, String what) {
    return answer.sent() ? new Unknown(what + " after Ctrl-Z") : new Refused(Cause.LOCAL, what);
  }

  private static CauseClass causeClass(AtAnswer answer, ModemProfile profile) {
    if (code(answer).filter(profile.errors().permanent()::contains).isPresent()) {
      return CauseClass.PERMANENT;
    }
    if (code(answer).filter(profile.errors().later()::contains).isPresent()) {
      return CauseClass.CARRIER;
    }
    AtLine error = AtLine.parse(answer.error());
    if (error instanceof AtLine.CmsError cms) {
      return cms.causeClass();
    }
    return error instanceof AtLine.CmeError cme ? cme.causeClass() : CauseClass.UNKNOWN_OUTCOME;
  }

  private static Optional<Integer> code(AtAnswer answer) {
    AtLine error = AtLine.parse(answer.error());
    if (error instanceof AtLine.CmsError cms) {
      return Optional.of(cms.code());
    }
    return error instanceof AtLine.CmeError cme ? cme.code() : Optional.empty();
  }
}
