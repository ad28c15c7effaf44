package org.coapsms.simulator.smsc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.CommandId;

/** Says where a session stands, and by one table what each command does there. */
enum SessionState {
  OPEN,
  BOUND_TRANSMITTER,
  BOUND_RECEIVER,
  BOUND_TRANSCEIVER,
  /** The service centre has asked the ESME to unbind and waits for the answer. */
  UNBINDING,
  CLOSED;

  /** What a session does about a command. */
  enum Action {
    BIND,
    SUBMIT,
    SUBMIT_DATA,
    SUBMIT_GROUP,
    QUERY,
    UNBIND,
    ANSWER_ENQUIRY,
    /** An answer to deliver_sm. */
    DELIVERED,
    /** An answer to unbind. */
    UNBOUND,
    /** An answer that changes nothing, except that the ESME is alive. */
    IGNORE,
    REFUSE_ALREADY_BOUND,
    /** This service centre takes nothing back. */
    REFUSE_CANCELLING,
    REFUSE_REPLACING,
    /** ESME_RINVBNDSTS. */
    REFUSE_STATE,
    /** Not a command of SMPP at all. */
    REFUSE_UNKNOWN
  }

  private static final Set<SessionState> SENDING = Set.of(BOUND_TRANSMITTER, BOUND_TRANSCEIVER);
  private static final Set<SessionState> RECEIVING = Set.of(BOUND_RECEIVER, BOUND_TRANSCEIVER);
  private static final Set<SessionState> BOUND =
      Set.of(BOUND_TRANSMITTER, BOUND_RECEIVER, BOUND_TRANSCEIVER);
  private static final Set<SessionState> RECEIVED =
      Set.of(BOUND_RECEIVER, BOUND_TRANSCEIVER, UNBINDING);
  private static final Set<SessionState> LIVE =
      Set.of(OPEN, BOUND_TRANSMITTER, BOUND_RECEIVER, BOUND_TRANSCEIVER, UNBINDING);

  private static final Map<Integer, Map<SessionState, Action>> TABLE = new TreeMap<>();

  static {
    for (int bind :
        new int[] {
          CommandId.BIND_RECEIVER, CommandId.BIND_TRANSMITTER, CommandId.BIND_TRANSCEIVER
        }) {
      in(Set.of(OPEN), bind, Action.BIND);
      in(BOUND, bind, Action.REFUSE_ALREADY_BOUND);
    }
    in(SENDING, CommandId.SUBMIT_SM, Action.SUBMIT);
    in(SENDING, CommandId.DATA_SM, Action.SUBMIT_DATA);
    in(SENDING, CommandId.QUERY_SM, Action.QUERY);
    in(SENDING, CommandId.SUBMIT_MULTI, Action.SUBMIT_GROUP);
    in(SENDING, CommandId.CANCEL_SM, Action.REFUSE_CANCELLING);
    in(SENDING, CommandId.REPLACE_SM, Action.REFUSE_REPLACING);
    in(BOUND, CommandId.UNBIND, Action.UNBIND);
    // Both sides may ask at the same time.
    in(Set.of(UNBINDING), CommandId.UNBIND, Action.UNBIND);
    // SMPP 5.0 §2.3 allows the enquiry in every state; load balancers use it before the bind.
    in(LIVE, CommandId.ENQUIRE_LINK, Action.ANSWER_ENQUIRY);
    in(LIVE, CommandId.ENQUIRE_LINK | CommandId.RESPONSE, Action.IGNORE);
    in(LIVE, CommandId.GENERIC_NACK, Action.IGNORE);
    in(RECEIVED, CommandId.DELIVER_SM | CommandId.RESPONSE, Action.DELIVERED);
    in(Set.of(UNBINDING), CommandId.UNBIND | CommandId.RESPONSE, Action.UNBOUND);
    // Known, and never right in this direction.
    for (int command :
        new int[] {CommandId.DELIVER_SM, CommandId.OUTBIND, CommandId.ALERT_NOTIFICATION}) {
      in(Set.of(), command, Action.REFUSE_STATE);
    }
  }

  private static void in(Set<SessionState> states, int command, Action action) {
    Map<SessionState, Action> row =
        TABLE.computeIfAbsent(command, c -> new EnumMap<>(SessionState.class));
    states.forEach(state -> row.put(state, action));
  }

  Action on(int command) {
    if (this == CLOSED) {
      return Action.IGNORE;
    }
    Map<SessionState, Action> row = TABLE.get(command);
    Action action = row == null ? null : row.get(this);
    if (action != null) {
      return action;
    }
    // An answer is never answered, whatever is wrong with it.
    if (CommandId.isResponse(command)) {
      return Action.IGNORE;
    }
    return row == null ? Action.REFUSE_UNKNOWN : Action.REFUSE_STATE;
  }

  static SessionState boundAs(Bind.Direction direction) {
    return switch (direction) {
      case RECEIVER -> BOUND_RECEIVER;
      case TRANSMITTER -> BOUND_TRANSMITTER;
      case TRANSCEIVER -> BOUND_TRANSCEIVER;
    };
  }

  boolean isBound() {
    return BOUND.contains(this);
  }

  boolean receives() {
    return RECEIVING.contains(this);
  }
}
