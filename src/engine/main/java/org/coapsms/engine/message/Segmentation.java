package org.coapsms.engine.message;

import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.UserData;

/** Cuts a message into the segments that short messages can carry. */
final class Segmentation {
  private Segmentation() {}

  /** The user data of one segment, with the header that says whose and which it is. */
  static UserData segment(Framing framing, Bytes octets, int reference, int part) {
    int total = framing.parts(octets.size());
    if (total == 1) {
      return UserData.ofOctets(framing.header(Framing.COAP_PORTS), octets);
    }
    int room = framing.roomOfPart();
    int from = (part - 1) * room;
    Bytes slice = octets.slice(from, Math.min(octets.size(), from + room));
    return UserData.ofOctets(framing.header(Framing.COAP_PORTS, reference, total, part), slice);
  }

  /** Why a message does not fit, if it does not. */
  static Optional<String> tooLarge(Framing framing, int octets, int maxSegments) {
    if (octets > framing.roomOfPart() * Framing.MAX_PARTS) {
      return Optional.of(octets + " octets are more than any concatenated short message holds");
    }
    int needed = framing.parts(octets);
    return needed <= maxSegments
        ? Optional.empty()
        : Optional.of(
            octets + " octets need " + needed + " short messages, " + maxSegments + " are allowed");
  }
}
