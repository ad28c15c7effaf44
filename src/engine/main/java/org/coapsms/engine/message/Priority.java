package org.coapsms.engine.message;

/** Who goes first when a carrier cannot take everything at once. */
public enum Priority {
  ACKNOWLEDGEMENT,
  RESPONSE,
  REQUEST,
  BULK
}
