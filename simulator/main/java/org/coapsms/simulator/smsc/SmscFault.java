package org.coapsms.simulator.smsc;

import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.simulator.network.Fault;

/**
 * Lists how the service centre can misbehave when a message is handed in. Each is a named fault of
 * the mobile network, off until switched on; a new one is one line here and one case in {@link
 * Submissions}.
 */
enum SmscFault {
  THROTTLE(
      "smsc.throttle",
      "refuses a submission with 0x58 ESME_RTHROTTLED",
      CommandStatus.ESME_RTHROTTLED),
  QUEUE_FULL(
      "smsc.queueFull",
      "refuses a submission with 0x14 ESME_RMSGQFUL",
      CommandStatus.ESME_RMSGQFUL),
  REFUSE(
      "smsc.refuse",
      "refuses a submission for good with 0x0B ESME_RINVDSTADR",
      CommandStatus.ESME_RINVDSTADR),
  NO_RESPONSE("smsc.noResponse", "takes a submission and never answers it"),
  DROP_CONNECTION(
      "smsc.dropConnection", "takes a submission and closes the connection instead of answering"),
  RECEIPT_BEFORE_RESPONSE(
      "smsc.receiptBeforeResponse", "answers a submission only after its receipt has left"),
  UNBIND("smsc.unbind", "answers a submission and then asks the ESME to unbind");

  private final String key;
  private final String what;
  private final int refusal;

  SmscFault(String key, String what) {
    this(key, what, CommandStatus.ESME_ROK);
  }

  SmscFault(String key, String what, int refusal) {
    this.key = key;
    this.what = what;
    this.refusal = refusal;
  }

  Fault fault() {
    return new Fault(key, what);
  }

  /** The fault's name in the network. */
  String key() {
    return key;
  }

  /** Whether it keeps the message out, by {@link #refusal}. */
  boolean refuses() {
    return refusal != CommandStatus.ESME_ROK;
  }

  int refusal() {
    return refusal;
  }
}
