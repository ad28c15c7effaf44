package org.coapsms.simulator.smsc;

/** Names the moments at which the service centre can be made to misbehave. */
enum Occasion {
  /** A TCP connection has come in. */
  CONNECTION,
  /** A bind is to be looked at. */
  BIND,
  /** A submission is to be looked at; a fault keeps it out. */
  SUBMISSION,
  /** A submission has been taken and is to be answered. */
  ANSWER,
  /** As {@link #ANSWER}, where a receipt was asked for. */
  ANSWER_WITH_RECEIPT,
  /** A receipt is to leave. */
  RECEIPT,
  /** A query_sm is to be answered. */
  QUERY,
  /** A submit_multi is to be looked at; as {@link #SUBMISSION}, which follows. */
  GROUP,
  /** A deliver_sm, message or receipt, is to leave on the bind that was chosen for it. */
  DELIVERY,
  /** An enquire_link is to be answered. */
  ENQUIRY,
  /** An ESME's unbind is to be answered. */
  UNBIND,
  /** A PDU has come from an ESME that is bound. */
  ARRIVAL,
  /** As {@link #ARRIVAL}, for one of so many PDUs of a connection. */
  COUNTED_ARRIVAL,
  /** A PDU is to be written to an ESME that is bound. */
  WRITING
}
