package org.coapsms.carrier.smpp;

import static org.coapsms.engine.message.SubmissionOutcome.Cause.CARRIER_BUSY;
import static org.coapsms.engine.message.SubmissionOutcome.Cause.LOCAL;
import static org.coapsms.engine.message.SubmissionOutcome.Cause.PERMANENT;
import static org.coapsms.engine.message.SubmissionOutcome.Cause.SUBSCRIBER_BUSY;

import java.util.Map;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;

/** Says what a command_status means for a submission. SMPP 3.4 §5.1.3, SMPP 5.0 §4.7.6. */
final class CommandStatusTable {
  /** Refusals that concern more, or less, than this one segment for good. */
  private static final Map<Integer, Cause> CAUSES =
      Map.ofEntries(
          Map.entry(CommandStatus.ESME_RMSGQFUL, SUBSCRIBER_BUSY),
          // The SMSC tried at once, and the subscriber could not be reached.
          Map.entry(CommandStatus.ESME_RDELIVERYFAILURE, SUBSCRIBER_BUSY),
          Map.entry(CommandStatus.ESME_RTHROTTLED, CARRIER_BUSY),
          Map.entry(CommandStatus.ESME_RSYSERR, CARRIER_BUSY),
          Map.entry(CommandStatus.ESME_RX_T_APPN, CARRIER_BUSY),
          Map.entry(CommandStatus.ESME_RSERTYPUNAVAIL, CARRIER_BUSY),
          Map.entry(CommandStatus.ESME_RINVBNDSTS, LOCAL),
          Map.entry(CommandStatus.ESME_RALYBND, LOCAL),
          Map.entry(CommandStatus.ESME_RBINDFAIL, LOCAL),
          Map.entry(CommandStatus.ESME_RINVPASWD, LOCAL),
          Map.entry(CommandStatus.ESME_RINVSYSID, LOCAL),
          Map.entry(CommandStatus.ESME_RINVSYSTYP, LOCAL));

  private CommandStatusTable() {}

  /**
   * The outcome that a submit_sm_resp with a status other than 0 tells. A status that nobody knows,
   * such as a vendor's own, is still a clear refusal; repeating it blindly would only cost money.
   */
  static SubmissionOutcome refused(int commandStatus) {
    Cause cause = CAUSES.getOrDefault(commandStatus, PERMANENT);
    return new SubmissionOutcome.Refused(cause, words(commandStatus));
  }

  /**
   * The outcome that a generic_nack tells. It answers a PDU that the SMSC could not take in; where
   * its status says something else, nobody knows what became of the submission.
   */
  static SubmissionOutcome nacked(int commandStatus) {
    return switch (commandStatus) {
      case CommandStatus.ESME_RINVMSGLEN,
          CommandStatus.ESME_RINVCMDLEN,
          CommandStatus.ESME_RINVCMDID,
          CommandStatus.ESME_RINVBNDSTS,
          CommandStatus.ESME_RMSGQFUL,
          CommandStatus.ESME_RTHROTTLED ->
          refused(commandStatus);
      default -> new SubmissionOutcome.Unknown("generic_nack " + words(commandStatus));
    };
  }

  /** For people: {@code 0x14 message queue full}. */
  static String words(int commandStatus) {
    return String.format("0x%02x %s", commandStatus, CommandStatus.description(commandStatus));
  }
}
