package org.coapsms.carrier.smpp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.coapsms.carrier.smpp.Request.Asked;
import org.coapsms.carrier.smpp.Request.Submitted;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.MalformedPdu;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.QuerySmResp;
import org.coapsms.codec.smpp.SubmitMultiResp;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.runtime.CarrierListener;

/** Turns what an SMSC answers to requests into outcomes. Not thread-safe; the reader's own. */
final class Answers {
  private final CarrierListener listener;
  private final MessageIds ids;
  private final Dispatch dispatch;
  private final WireTraces traces;
  private final Window window;
  private final Congestion congestion;
  private boolean wasCongested;

  Answers(LinkSetting setting, WireTraces traces, Window window) {
    this.listener = setting.listener();
    this.ids = setting.ids();
    this.dispatch = setting.dispatch();
    this.traces = traces;
    this.window = window;
    this.congestion = new Congestion(setting.config().window());
  }

  /** Takes a submit_sm_resp or data_sm_resp. */
  void submitAnswered(CommandHeader header, Bytes body) {
    String messageId = WireTraces.text(body);
    traced(header, messageId);
    Congestion.level(body).ifPresent(this::adapt);
    find(header)
        .ifPresent(
            found -> {
              segments(found, segment -> ended(segment, header.commandStatus(), messageId));
              settled(found);
            });
  }

  /**
   * Takes a submit_multi_resp: one id for all who are not named in it with a status of their own.
   */
  void groupAnswered(CommandHeader header, Bytes pdu) {
    String messageId = WireTraces.text(pdu.from(CommandHeader.SIZE));
    traced(header, messageId);
    Optional<SubmitMultiResp> read = read(pdu, SubmitMultiResp.class);
    read.flatMap(resp -> resp.tlvs().u8(TlvTag.CONGESTION_STATE)).ifPresent(this::adapt);
    find(header)
        .filter(found -> !ungrouped(found, header.commandStatus()))
        .ifPresent(
            found -> {
              if (read.isPresent()) {
                Map<String, Integer> refused = refused(read.get());
                segments(
                    found,
                    segment -> ended(segment, statusOf(segment, header, refused), messageId));
              } else {
                Unknown unread = new Unknown("submit_multi_resp cannot be read");
                segments(found, segment -> listener.submissionEnded(segment.id(), unread));
              }
              settled(found);
            });
  }

  /** Takes a query_sm_resp; a refusal says nothing about the segment. */
  void queryAnswered(CommandHeader header, Bytes pdu) {
    Optional<QuerySmResp> read = read(pdu, QuerySmResp.class);
    boolean told =
        header.commandStatus() == CommandStatus.ESME_ROK
            && pdu.size() > CommandHeader.SIZE
            && read.isPresent();
    String detail =
        told ? ReceiptFields.detail(read.get()) : CommandStatusTable.words(header.commandStatus());
    traces.received(header, detail, 0);
    find(header)
        .ifPresent(
            found -> {
              if (told && found.request() instanceof Asked asked) {
                CompletableFuture<Boolean> nobodyWaits = new CompletableFuture<>();
                listener.receiptArrived(
                    ReceiptFields.answer(asked.query(), read.get()), nobodyWaits);
              }
              settled(found);
            });
  }

  /** Takes a generic_nack that says which request it is about. */
  void nacked(CommandHeader header) {
    SubmissionOutcome outcome = CommandStatusTable.nacked(header.commandStatus());
    find(header)
        .filter(found -> !ungrouped(found, header.commandStatus()))
        .ifPresent(
            found -> {
              if (!found.late() || !(outcome instanceof Unknown)) {
                segments(found, segment -> listener.submissionEnded(segment.id(), outcome));
              }
              settled(found);
            });
  }

  private Optional<Window.Answered> find(CommandHeader header) {
    return window.answered(header.sequenceNumber(), System.nanoTime());
  }

  private void settled(Window.Answered found) {
    if (!found.late()) {
      dispatch.settled(window, found.request());
    }
  }

  /** An SMSC that does not know submit_multi has taken nothing of it: the same goes one by one. */
  private boolean ungrouped(Window.Answered found, int commandStatus) {
    if (commandStatus != CommandStatus.ESME_RINVCMDID || found.late()) {
      return false;
    }
    if (found.request() instanceof Submitted group && group.isGroup()) {
      dispatch.ungroup(window, group);
      return true;
    }
    return false;
  }

  private static void segments(Window.Answered found, Consumer<Submission> action) {
    if (found.request() instanceof Submitted submitted) {
      submitted.segments().forEach(action);
    }
  }

  private void ended(Submission segment, int commandStatus, String messageId) {
    if (commandStatus != CommandStatus.ESME_ROK) {
      listener.submissionEnded(segment.id(), CommandStatusTable.refused(commandStatus));
      return;
    }
    // Before the outcome: a receipt may be right behind.
    ids.accepted(messageId, segment.destination().value());
    listener.submissionEnded(segment.id(), new Accepted(messageId));
  }

  private static <T extends Pdu> Optional<T> read(Bytes pdu, Class<T> kind) {
    try {
      return Optional.of(Pdu.decode(pdu)).filter(kind::isInstance).map(kind::cast);
    } catch (MalformedPdu e) {
      return Optional.empty();
    }
  }

  private static Map<String, Integer> refused(SubmitMultiResp resp) {
    Map<String, Integer> refused = new HashMap<>();
    resp.unsuccessful().forEach(one -> refused.put(one.destination().value(), one.commandStatus()));
    return refused;
  }

  private static int statusOf(
      Submission segment, CommandHeader header, Map<String, Integer> refused) {
    return refused.getOrDefault(segment.destination().value(), header.commandStatus());
  }

  private void traced(CommandHeader header, String messageId) {
    boolean accepted = header.commandStatus() == CommandStatus.ESME_ROK;
    traces.received(
        header, accepted ? "id=" + messageId : CommandStatusTable.words(header.commandStatus()), 0);
  }

  private void adapt(int level) {
    window.allow(congestion.after(level));
    boolean congested = level >= Congestion.CONGESTED;
    if (congested != wasCongested) {
      wasCongested = congested;
      listener.congested(level);
    }
  }
}
