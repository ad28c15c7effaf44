package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.util.function.Consumer;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.simulator.network.Fault;

/**
 * Lists how the service centre can misbehave, as real ones have. Each is a named fault of the
 * mobile network, off until switched on; a new one is one line here.
 */
enum SmscFault {
  BLACK_HOLE(
      "blackHole",
      Occasion.CONNECTION,
      "takes a connection and never says anything on it",
      Moment::fallSilent),
  CLOSE_AT_ONCE(
      "closeAtOnce", Occasion.CONNECTION, "takes a connection and closes it", Moment::drop),
  DELIVER_BEFORE_BOUND(
      "deliverBeforeBound",
      Occasion.CONNECTION,
      "sends a deliver_sm before any bind",
      Moment::deliverStray),
  OUTBIND(
      "outbind",
      Occasion.CONNECTION,
      "sends an outbind on a connection that the ESME opened",
      Moment::outbind),

  BIND_ERROR(
      "bindError",
      Occasion.BIND,
      "refuses a bind with 0x0D ESME_RBINDFAIL",
      m -> m.refuse(CommandStatus.ESME_RBINDFAIL)),
  BIND_ALREADY_BOUND(
      "bindAlreadyBound",
      Occasion.BIND,
      "refuses a bind with 0x05 ESME_RALYBND",
      m -> m.refuse(CommandStatus.ESME_RALYBND)),
  BIND_GENERIC_NACK(
      "bindGenericNack",
      Occasion.BIND,
      "refuses a bind with generic_nack 0x0D",
      m -> m.nack(CommandStatus.ESME_RBINDFAIL, m.pdu().sequenceNumber())),
  BIND_NO_RESPONSE(
      "bindNoResponse", Occasion.BIND, "does not look at a bind and never answers", Moment::never),
  BIND_LATE("bindLate", Occasion.BIND, "answers a bind later (delay, else 3 s)", 3, Moment::later),
  BIND_CLOSE(
      "bindClose",
      Occasion.BIND,
      "closes the connection instead of answering a bind",
      Moment::drop),
  BIND_ODD_VERSION(
      "bindOddVersion",
      Occasion.BIND,
      "claims in bind_resp to speak version 0x35, which is none",
      m -> {
        m.session().claimVersion(0x35);
        m.usual();
      }),
  DELIVER_BEFORE_BIND_RESPONSE(
      "deliverBeforeBindResponse",
      Occasion.BIND,
      "sends a deliver_sm in front of bind_resp",
      m -> {
        m.deliverStray();
        m.usual();
      }),

  THROTTLE(
      "throttle",
      Occasion.SUBMISSION,
      "refuses a submission with 0x58 ESME_RTHROTTLED",
      m -> m.refuse(CommandStatus.ESME_RTHROTTLED)),
  THROTTLE_BURST(
      "throttleBurst",
      Occasion.SUBMISSION,
      "refuses a submission and all that follow for a while (delay, else 1 s) with 0x58",
      1,
      m -> {
        m.session().throttleUntil(m.now().plus(m.delay()));
        m.refuse(CommandStatus.ESME_RTHROTTLED);
      }),
  QUEUE_FULL(
      "queueFull",
      Occasion.SUBMISSION,
      "refuses a submission with 0x14 ESME_RMSGQFUL",
      m -> m.refuse(CommandStatus.ESME_RMSGQFUL)),
  REFUSE(
      "refuse",
      Occasion.SUBMISSION,
      "refuses a submission for good with 0x0B ESME_RINVDSTADR",
      m -> m.refuse(CommandStatus.ESME_RINVDSTADR)),
  ERROR_ON_SUBMIT(
      "errorOnSubmit",
      Occasion.SUBMISSION,
      "refuses a submission with 0x08 ESME_RSYSERR",
      m -> m.refuse(CommandStatus.ESME_RSYSERR)),
  GENERIC_NACK(
      "genericNack",
      Occasion.SUBMISSION,
      "refuses a submission with generic_nack 0x03 and its sequence number",
      m -> m.nack(CommandStatus.ESME_RINVCMDID, m.pdu().sequenceNumber())),
  GENERIC_NACK_WITHOUT_SEQUENCE(
      "genericNackWithoutSequence",
      Occasion.SUBMISSION,
      "refuses a submission with generic_nack 0x02 and sequence number 0",
      m -> m.nack(CommandStatus.ESME_RINVCMDLEN, 0)),
  UNBIND_ON_SUBMIT(
      "unbindOnSubmit",
      Occasion.SUBMISSION,
      "asks the ESME to unbind instead of looking at a submission",
      Moment::unbind),

  RECEIPT_BEFORE_RESPONSE(
      "receiptBeforeResponse",
      Occasion.ANSWER_WITH_RECEIPT,
      "answers a submission only after its receipt has left (else after 10 s)",
      Moment::never),
  DROP_CONNECTION(
      "dropConnection",
      Occasion.ANSWER,
      "takes a submission and closes the connection instead of answering",
      Moment::drop),
  NO_RESPONSE(
      "noResponse", Occasion.ANSWER, "takes a submission and never answers it", Moment::never),
  LATE_RESPONSE(
      "lateResponse",
      Occasion.ANSWER,
      "answers a submission later (delay, else 30 s)",
      30,
      Moment::later),
  REORDER_RESPONSE(
      "reorderResponse",
      Occasion.ANSWER,
      "answers a submission after the next one (else after the delay, 1 s)",
      1,
      Moment::afterTheNext),
  DUPLICATE_RESPONSE(
      "duplicateResponse",
      Occasion.ANSWER,
      "answers a submission twice",
      m -> m.spoilt(Spoiling::twice)),
  WRONG_SEQUENCE(
      "wrongSequence",
      Occasion.ANSWER,
      "answers with a sequence number that nobody has used",
      m -> m.spoilt(Spoiling::wrongSequence)),
  HEADER_ONLY(
      "headerOnly",
      Occasion.ANSWER,
      "accepts a submission with a header without a body",
      m -> m.spoilt(Spoiling::headerOnly)),
  EMPTY_ID(
      "emptyId",
      Occasion.ANSWER,
      "accepts a submission with an empty message_id",
      m -> m.spoilt(Spoiling::emptyId)),
  OVERLONG_ID(
      "overlongId",
      Occasion.ANSWER,
      "accepts a submission with a message_id of 100 characters",
      m -> m.spoilt(Spoiling::overlongId)),
  MISSING_NUL(
      "missingNul",
      Occasion.ANSWER,
      "accepts a submission with a message_id that has no NUL",
      m -> m.spoilt(Spoiling::withoutNul)),
  NON_FATAL_PARSE_ERROR(
      "nonFatalParseError",
      Occasion.ANSWER,
      "accepts a submission with a TLV that is longer than the PDU",
      m -> m.spoilt(Spoiling::truncatedTlv)),
  INVALID_COMMAND_ID(
      "invalidCommandId",
      Occasion.ANSWER,
      "answers a submission with command_id 0xFFF",
      m -> m.spoilt(Spoiling::unknownCommand)),
  COMMAND_LENGTH_TOO_SHORT(
      "commandLengthTooShort",
      Occasion.ANSWER,
      "answers with a command_length that is one octet too short",
      m -> m.spoilt(Spoiling::oneOctetTooShort)),
  COMMAND_LENGTH_TOO_LONG(
      "commandLengthTooLong",
      Occasion.ANSWER,
      "answers with a command_length that is four octets too long",
      m -> m.spoilt(Spoiling::fourOctetsTooLong)),
  COMMAND_LENGTH_ZERO(
      "commandLengthZero",
      Occasion.ANSWER,
      "answers with command_length 0",
      m -> m.spoilt(pdu -> Spoiling.withCommandLength(pdu, 0))),
  COMMAND_LENGTH_HUGE(
      "commandLengthHuge",
      Occasion.ANSWER,
      "answers with a command_length of 2 GB",
      m -> m.spoilt(pdu -> Spoiling.withCommandLength(pdu, Integer.MAX_VALUE))),
  CONGESTED(
      "congested",
      Occasion.ANSWER,
      "accepts a submission with congestion_state 100",
      m -> m.spoilt(Spoiling::congested)),
  GARBAGE(
      "garbage",
      Occasion.ANSWER,
      "answers with octets that are no SMPP",
      m -> m.spoilt(pdu -> Spoiling.garbage())),
  UNBIND(
      "unbind",
      Occasion.ANSWER,
      "answers a submission and then asks the ESME to unbind",
      m -> {
        m.usual();
        m.session().unbind(m.now());
      }),
  ALERT_NOTIFICATION(
      "alertNotification",
      Occasion.ANSWER,
      "answers a submission and then sends an alert_notification",
      m -> {
        m.usual();
        m.alert();
      }),

  RECEIPT_ON_ANOTHER_BIND(
      "receiptOnAnotherBind",
      Occasion.RECEIPT,
      "sends a receipt on a bind that did not submit the message, if there is one",
      Moment::never),
  DUPLICATE_DELIVER(
      "duplicateDeliver",
      Occasion.DELIVERY,
      "sends a deliver_sm twice, with two sequence numbers",
      m -> {
        m.usual();
        m.deliverAgain();
      }),
  DELIVER_AND_UNBIND(
      "deliverAndUnbind",
      Occasion.DELIVERY,
      "sends a deliver_sm and asks the ESME to unbind right behind it",
      m -> {
        m.usual();
        m.session().unbind(m.now());
      }),
  DELIVER_TRUNCATED_TLV(
      "deliverTruncatedTlv",
      Occasion.DELIVERY,
      "sends a deliver_sm with a TLV that is longer than the PDU",
      m -> m.spoilt(Spoiling::truncatedTlv)),

  QUERY_NO_RESPONSE("queryNoResponse", Occasion.QUERY, "never answers a query_sm", Moment::never),
  QUERY_LIES(
      "queryLies",
      Occasion.QUERY,
      "answers a query_sm with the opposite of the truth",
      Moment::lie),
  MULTI_UNKNOWN(
      "multiUnknown",
      Occasion.GROUP,
      "refuses a submit_multi with 0x03 ESME_RINVCMDID, as if it had none",
      m -> m.refuse(CommandStatus.ESME_RINVCMDID)),

  ENQUIRE_LINK_NO_RESPONSE(
      "enquireLinkNoResponse", Occasion.ENQUIRY, "never answers an enquire_link", Moment::never),
  ENQUIRE_LINK_ECHO(
      "enquireLinkEcho",
      Occasion.ENQUIRY,
      "answers an enquire_link and sends one back",
      m -> {
        m.usual();
        m.enquire();
      }),
  UNBIND_NO_RESPONSE(
      "unbindNoResponse",
      Occasion.UNBIND,
      "never answers an unbind and leaves the connection open",
      Moment::fallSilent),
  UNBIND_CLOSE(
      "unbindClose",
      Occasion.UNBIND,
      "closes the connection instead of answering an unbind",
      Moment::drop),

  STOP_READING(
      "stopReading",
      Occasion.ARRIVAL,
      "reads nothing more from the connection for a while (delay, else 30 s)",
      30,
      m -> {
        m.usual();
        m.session().stopReading(m.now(), m.delay());
      }),
  HALF_OPEN(
      "halfOpen",
      Occasion.ARRIVAL,
      "forgets a bind without closing its connection, as a crashed centre does",
      Moment::fallSilent),
  CLOSE_AFTER_PDUS(
      "closeAfterPdus",
      Occasion.COUNTED_ARRIVAL,
      "closes a connection at the PDU of that number (every, else 10), and again as many later",
      Moment::drop),
  SINGLE_OCTETS(
      "singleOctets",
      Occasion.WRITING,
      "writes a PDU octet by octet",
      m -> m.session().outlet().sendInSingleOctets(m.pdu())),
  PAUSE_IN_PDU(
      "pauseInPdu",
      Occasion.WRITING,
      "stops in the middle of a PDU for a while (delay, else 5 s)",
      5,
      m -> m.session().outlet().sendWithPause(m.now(), m.pdu(), m.delay())),
  TWO_PDUS_IN_ONE_PACKET(
      "twoPdusInOnePacket",
      Occasion.WRITING,
      "keeps a PDU until it shares a packet with the next (else for the delay, 1 s)",
      1,
      m -> m.session().outlet().sendWithTheNext(m.now(), m.pdu(), m.delay()));

  private final String key;
  private final Occasion occasion;
  private final String what;
  private final Duration usualDelay;

  // Each is a lambda of this table that captures nothing.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Consumer<Moment> behaviour;

  SmscFault(String name, Occasion occasion, String what, Consumer<Moment> behaviour) {
    this(name, occasion, what, 0, behaviour);
  }

  SmscFault(
      String name, Occasion occasion, String what, int usualSeconds, Consumer<Moment> behaviour) {
    this.key = "smsc." + name;
    this.occasion = occasion;
    this.what = what;
    this.usualDelay = Duration.ofSeconds(usualSeconds);
    this.behaviour = behaviour;
  }

  Fault fault() {
    return new Fault(key, what);
  }

  /** The fault's name in the network. */
  String key() {
    return key;
  }

  Occasion occasion() {
    return occasion;
  }

  Duration usualDelay() {
    return usualDelay;
  }

  void strike(Moment moment) {
    behaviour.accept(moment);
  }
}
