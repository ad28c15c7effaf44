package org.coapsms.simulator.network;

/** Says what became of a short message. */
public enum Fate {
  DELIVERED,
  /** Its validity ended first. */
  EXPIRED,
  /** Nobody has the number, or the network refuses to carry it. */
  UNDELIVERABLE
}
