package org.coapsms.simulator.smsc;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.coapsms.codec.receipt.MessageState;
import org.coapsms.simulator.network.Fate;
import org.jspecify.annotations.Nullable;

/**
 * Follows one message that an ESME has handed in: what the centre knows of it, and its receipts. A
 * receipt waits for the response to have left, as it does at a well-behaved centre.
 */
final class AcceptedMessage {
  private final Account account;
  private final Submission submission;
  private final Instant submitted;
  private final int parts;
  private final Session session;
  private long id;
  private int settledParts;
  private int reportedParts;
  private MessageState state = MessageState.ENROUTE;
  private MessageState reportedState = MessageState.DELIVERED;
  private @Nullable Instant finished;
  private boolean answered;
  private boolean gone;
  private boolean receiptOverdue;
  private Optional<Consumer<Instant>> afterReceipt = Optional.empty();

  AcceptedMessage(
      Account account, Session session, Submission submission, Instant submitted, int parts) {
    this.account = account;
    this.session = session;
    this.submission = submission;
    this.submitted = submitted;
    this.parts = parts;
  }

  /** The network's id of the first part names the whole message. */
  void identify(long id) {
    this.id = id;
  }

  long id() {
    return id;
  }

  Account account() {
    return account;
  }

  Submission submission() {
    return submission;
  }

  Instant submitted() {
    return submitted;
  }

  int parts() {
    return parts;
  }

  /** What query_sm tells: the truth, whatever became of the receipt. */
  MessageState state() {
    return state;
  }

  /** The connection on which it was handed in. */
  Session session() {
    return session;
  }

  Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /** Notes what became of one part. */
  void settled(Instant now, Fate fate) {
    settledParts++;
    boolean failed = fate != Fate.DELIVERED;
    if (finished == null && (failed || settledParts == parts)) {
      state = stateOf(fate);
      finished = now;
      leavesQueue();
    }
  }

  /** No longer under way, whatever became of it. */
  void leavesQueue() {
    if (!gone) {
      gone = true;
      account.allowance().left();
    }
  }

  /** The network's report about one part; the first failure speaks for the whole message. */
  void reported(Instant now, Fate fate) {
    reportedParts++;
    if (fate != Fate.DELIVERED || parts == 1) {
      reportedState = stateOf(fate);
    } else if (reportedParts < parts) {
      return;
    }
    if (answered || afterReceipt.isPresent()) {
      sendReceipt(now);
    } else {
      receiptOverdue = true;
    }
  }

  /** The response has left, or never will. */
  void answered(Instant now) {
    answered = true;
    session.answerSettled();
    if (submission.wantsIntermediate() && reportedParts == 0) {
      account.deliveries().offer(now, Receipts.intermediate(this, now));
    }
    if (receiptOverdue) {
      receiptOverdue = false;
      sendReceipt(now);
    }
  }

  /** Has the receipt go first and the response after it. */
  void answerAfterReceipt(Instant now, Consumer<Instant> answer) {
    afterReceipt = Optional.of(answer);
    if (receiptOverdue) {
      receiptOverdue = false;
      sendReceipt(now);
    }
  }

  /** Sends the response that has been held back, if it still is. */
  void answerAtLast(Instant now) {
    Optional<Consumer<Instant>> answer = afterReceipt;
    afterReceipt = Optional.empty();
    answer.ifPresent(
        send -> {
          send.accept(now);
          answered(now);
        });
  }

  private void sendReceipt(Instant now) {
    MessageState told = account.receipts().told(reportedState);
    boolean success = told == MessageState.DELIVERED;
    if (success ? submission.wantsSuccess() : submission.wantsFailure()) {
      account
          .receipts()
          .take(
              now,
              later -> {
                account.receiptLeaves(later, session, Receipts.last(this, told, later));
                answerAtLast(later);
              });
    } else {
      answerAtLast(now);
    }
  }

  private static MessageState stateOf(Fate fate) {
    return switch (fate) {
      case DELIVERED -> MessageState.DELIVERED;
      case EXPIRED -> MessageState.EXPIRED;
      case UNDELIVERABLE -> MessageState.UNDELIVERABLE;
    };
  }
}
