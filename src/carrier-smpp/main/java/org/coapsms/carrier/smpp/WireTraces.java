package org.coapsms.carrier.smpp;

import java.nio.charset.StandardCharsets;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.engine.CarrierId;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.WireTrace;

/**
 * Tells people what crosses the wire, one line a PDU: never a password, never a text, numbers only
 * in part.
 */
final class WireTraces {
  private static final int SHOWN_OF_A_NUMBER = 5;

  private final CarrierId carrier;
  private final CarrierListener listener;

  WireTraces(CarrierId carrier, CarrierListener listener) {
    this.carrier = carrier;
    this.listener = listener;
  }

  void sent(int commandId, int sequence, String detail, int octets) {
    line(true, commandId, sequence, detail, octets);
  }

  void received(CommandHeader header, String detail, int octets) {
    line(false, header.commandId(), header.sequenceNumber(), detail, octets);
  }

  /** A PDU of which its header says everything. */
  void received(CommandHeader header) {
    String detail =
        CommandId.isResponse(header.commandId())
            ? CommandStatusTable.words(header.commandStatus())
            : "";
    received(header, detail, 0);
  }

  private void line(boolean outbound, int commandId, int sequence, String detail, int octets) {
    String what = CommandId.name(commandId) + " seq=" + Integer.toUnsignedString(sequence);
    listener.trace(new WireTrace(carrier, outbound, what, detail, octets));
  }

  /** {@code +4917..}: enough to tell subscribers apart in a test network, too little to call. */
  static String shortened(Address address) {
    String text = address.toString();
    return text.length() <= SHOWN_OF_A_NUMBER ? text : text.substring(0, SHOWN_OF_A_NUMBER) + "..";
  }

  /** The octets up to the first NUL or the end, as text for people. */
  static String text(Bytes octets) {
    int end = 0;
    while (end < octets.size() && octets.at(end) != 0) {
      end++;
    }
    return new String(octets.slice(0, end).toArray(), StandardCharsets.ISO_8859_1);
  }
}
