package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.DataSmResp;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.QuerySm;
import org.coapsms.codec.smpp.QuerySmResp;
import org.coapsms.codec.smpp.SmppTime;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.SubmitMultiResp;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.simulator.network.Fate;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.network.ReportListener;
import org.coapsms.simulator.network.ShortMessage;

/** Takes messages from ESMEs, hands them to the network, and remembers the latest of them. */
final class Submissions implements NetworkListener {
  /** How many parts query_sm can still tell about. */
  private static final int MAX_REMEMBERED = 20_000;

  /** How long an answer waits for a receipt that may never come. */
  private static final Duration RECEIPT_PATIENCE = Duration.ofSeconds(10);

  private final MobileNetwork network;
  private final SmscConfig config;
  private final Misbehaviour misbehaviour;
  private final MobileTerminated mobileTerminated = new MobileTerminated();
  private long lastLost;
  private final Map<Long, AcceptedMessage> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, AcceptedMessage> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  Submissions(MobileNetwork network, SmscConfig config, Misbehaviour misbehaviour) {
    this.network = network;
    this.config = config;
    this.misbehaviour = misbehaviour;
  }

  /** Answers submit_sm or data_sm, now, later or, if a fault says so, never. */
  void take(Instant now, Session session, Account account, Pdu request, Submission submission) {
    misbehaviour.at(
        Occasion.SUBMISSION,
        now,
        session,
        request,
        later -> takeUsually(later, session, account, request, submission));
  }

  private void takeUsually(
      Instant now, Session session, Account account, Pdu request, Submission submission) {
    try {
      AcceptedMessage message = accept(now, session, account, submission);
      int command = request.commandId();
      session.afterLatency(
          now, later -> respond(later, message, response(later, command, message)));
    } catch (Refused e) {
      session.refuseLater(now, request.commandId(), request.sequenceNumber(), e.commandStatus());
    }
  }

  /** As {@link #take}, for several receivers: one id and one answer for all of them. */
  void takeGroup(Instant now, Session session, Account account, SubmitMulti request) {
    Consumer<Instant> usually = later -> takeGroupUsually(later, session, account, request);
    misbehaviour.at(
        Occasion.GROUP,
        now,
        session,
        request,
        later -> misbehaviour.at(Occasion.SUBMISSION, later, session, request, usually));
  }

  private void takeGroupUsually(
      Instant now, Session session, Account account, SubmitMulti request) {
    List<AcceptedMessage> accepted = new ArrayList<>();
    List<SubmitMultiResp.Unsuccessful> unsuccessful = new ArrayList<>();
    int failure = CommandStatus.ESME_RSUBMITFAIL;
    for (SubmitMulti.Destination destination : request.destinations()) {
      if (destination instanceof SubmitMulti.Sme sme) {
        try {
          accepted.add(accept(now, session, account, Submission.of(request, sme.address())));
        } catch (Refused e) {
          unsuccessful.add(new SubmitMultiResp.Unsuccessful(sme.address(), e.commandStatus()));
        }
      } else {
        // Nobody keeps lists here, and no field of the answer could name one.
        failure = CommandStatus.ESME_RINVDLNAME;
      }
    }
    if (accepted.isEmpty()) {
      session.refuseLater(now, request.commandId(), request.sequenceNumber(), failure);
      return;
    }
    long id = accepted.get(0).id();
    accepted.forEach(message -> message.identify(id));
    Pdu response =
        new SubmitMultiResp(
            CommandStatus.ESME_ROK,
            request.sequenceNumber(),
            account.description().responseIds().write(id),
            unsuccessful,
            Tlvs.EMPTY);
    session.afterLatency(now, later -> respondToGroup(later, accepted, response));
  }

  private void respondToGroup(Instant now, List<AcceptedMessage> messages, Pdu response) {
    Session session = messages.get(0).session();
    Consumer<Instant> answered = later -> messages.forEach(message -> message.answered(later));
    Consumer<Instant> usually =
        later -> {
          session.sendAnswer(later, response);
          answered.accept(later);
        };
    misbehaviour.at(Occasion.ANSWER, now, session, response, usually, answered);
  }

  private AcceptedMessage accept(
      Instant now, Session session, Account account, Submission submission) throws Refused {
    account.allowance().take(now, session.unanswered());
    Submission complete = submission.from(account.number());
    Duration validity = mobileTerminated.validity(now, complete).orElse(config.defaultValidity());
    List<ShortMessage> parts = mobileTerminated.parts(complete);
    AcceptedMessage message = new AcceptedMessage(account, session, complete, now, parts.size());
    session.answerOwed();
    account.allowance().entered();
    Optional<ReportListener> reports =
        complete.wantsReceipt()
            ? Optional.of((when, id, part, fate, submitted) -> message.reported(when, fate))
            : Optional.empty();
    for (int i = 0; i < parts.size(); i++) {
      long id = network.submit(now, parts.get(i), validity, reports);
      if (i == 0) {
        message.identify(id);
      }
      remembered.put(id, message);
      if (lastLost == id) {
        message.leavesQueue();
      }
    }
    return message;
  }

  private void respond(Instant now, AcceptedMessage message, Pdu response) {
    Session session = message.session();
    Consumer<Instant> usually =
        later -> {
          session.sendAnswer(later, response);
          message.answered(later);
        };
    boolean receiptFirst =
        message.submission().wantsReceipt()
            && misbehaviour.strikes(
                Occasion.ANSWER_WITH_RECEIPT,
                now,
                session,
                response,
                usually,
                later -> answerAfterReceipt(later, message, response));
    if (!receiptFirst) {
      misbehaviour.at(Occasion.ANSWER, now, session, response, usually, message::answered);
    }
  }

  private void answerAfterReceipt(Instant now, AcceptedMessage message, Pdu response) {
    message.answerAfterReceipt(now, later -> message.session().sendAnswer(later, response));
    network.at(now.plus(RECEIPT_PATIENCE), message::answerAtLast);
  }

  private static Pdu response(Instant now, int command, AcceptedMessage message) {
    int sequence = message.submission().sequenceNumber();
    String id = message.account().description().responseIds().write(message.id());
    Tlvs tlvs = message.session().congestion(now);
    return command == CommandId.DATA_SM
        ? new DataSmResp(CommandStatus.ESME_ROK, sequence, id, tlvs)
        : new SubmitSmResp(CommandStatus.ESME_ROK, sequence, id, tlvs);
  }

  /** What query_sm is told: only about the account's own messages. */
  Pdu query(Account account, QuerySm query) {
    OptionalLong id = account.description().responseIds().read(query.messageId());
    AcceptedMessage message = id.isEmpty() ? null : remembered.get(id.getAsLong());
    if (message == null || message.account() != account || message.id() != id.getAsLong()) {
      return Refused.headerOnly(
          CommandId.responseTo(CommandId.QUERY_SM),
          CommandStatus.ESME_RQUERYFAIL,
          query.sequenceNumber());
    }
    return new QuerySmResp(
        CommandStatus.ESME_ROK,
        query.sequenceNumber(),
        query.messageId(),
        message.finished().map(at -> SmppTime.absolute(at).toString()).orElse(""),
        message.state().code(),
        0,
        Tlvs.EMPTY);
  }

  @Override
  public void happened(Instant now, Event event, long messageId, ShortMessage part) {
    if (event == Event.LOST) {
      lastLost = messageId;
    }
    AcceptedMessage message = remembered.get(messageId);
    if (message != null) {
      switch (event) {
        case DELIVERED -> message.settled(now, Fate.DELIVERED);
        case EXPIRED -> message.settled(now, Fate.EXPIRED);
        case UNDELIVERABLE -> message.settled(now, Fate.UNDELIVERABLE);
        default -> {}
      }
    }
  }
}
