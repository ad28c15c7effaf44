package org.coapsms.simulator.smsc;

/** Watches a service centre. Called on the thread of the network loop; must not block. */
@FunctionalInterface
public interface SmscListener {
  /** Watches nothing; no line is made for it. */
  SmscListener NOBODY = line -> {};

  void pdu(PduLine line);
}
