package org.coapsms.carrier.smpp;

import org.coapsms.codec.smpp.CommandId;

/** What a link is bound as. SMPP 3.4 §4.1. */
enum BindRole {
  TRANSCEIVER(CommandId.BIND_TRANSCEIVER, true),
  TRANSMITTER(CommandId.BIND_TRANSMITTER, true),
  RECEIVER(CommandId.BIND_RECEIVER, false);

  private final int commandId;
  private final boolean transmits;

  BindRole(int commandId, boolean transmits) {
    this.commandId = commandId;
    this.transmits = transmits;
  }

  int commandId() {
    return commandId;
  }

  /** Whether it may submit. */
  boolean transmits() {
    return transmits;
  }
}
