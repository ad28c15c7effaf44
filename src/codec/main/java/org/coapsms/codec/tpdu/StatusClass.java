package org.coapsms.codec.tpdu;

/** Groups the values of TP-ST by what they say about the short message, TS 23.040 §9.2.3.15. */
public enum StatusClass {
  /** The handset has it. */
  DELIVERED,
  /** Forwarded, but the service centre cannot confirm delivery. */
  FORWARDED_UNCONFIRMED,
  /** A later message took its place. */
  REPLACED,
  /** A temporary error; the service centre goes on trying. */
  STILL_TRYING,
  /** A permanent error; the service centre has given up. */
  PERMANENT_FAILURE,
  /** A temporary error, but the service centre has given up. */
  TEMPORARY_GAVE_UP,
  /** The transaction is completed in a way that only the service centre can explain. */
  SERVICE_CENTRE_SPECIFIC,
  /** No defined value; to be read as "service rejected". */
  RESERVED
}
