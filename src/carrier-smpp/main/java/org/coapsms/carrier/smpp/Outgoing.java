package org.coapsms.carrier.smpp;

import java.util.function.BooleanSupplier;

/** One PDU on its way to the wire. */
final class Outgoing {
  private final byte[] octets;
  private final BooleanSupplier mayLeave;

  /**
   * Takes the octets of a PDU over.
   *
   * @param mayLeave asked once by the writer, just before the octets go to the socket: true takes
   *     note that they do, false drops them
   */
  Outgoing(byte[] octets, BooleanSupplier mayLeave) {
    this.octets = octets;
    this.mayLeave = mayLeave;
  }

  int size() {
    return octets.length;
  }

  boolean mayLeave() {
    return mayLeave.getAsBoolean();
  }

  void copyTo(byte[] buffer, int at) {
    System.arraycopy(octets, 0, buffer, at, octets.length);
  }
}
