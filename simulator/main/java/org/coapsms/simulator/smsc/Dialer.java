package org.coapsms.simulator.smsc;

/** Connects to an ESME and asks it to bind, as SMPP 3.4 §2.2.1 has it. Returns at once. */
@FunctionalInterface
interface Dialer {
  Dialer NONE = account -> {};

  void dial(SmscAccount account);
}
