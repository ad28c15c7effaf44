package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.ShortMessage;

/** Sends octets in as many short messages as they need, from the phone's number. */
final class SegmentSender {
  private static final int MAX_SEGMENTS = 255;

  private final Address number;
  private final MobileNetwork network;
  private final int bits;
  private int reference;

  SegmentSender(Address number, MobileNetwork network, int bits, int firstReference) {
    this.number = number;
    this.network = network;
    this.bits = bits;
    this.reference = firstReference;
  }

  /**
   * Sends one message; how many short messages it took.
   *
   * @throws IllegalArgumentException if it does not fit into 255 segments
   */
  int send(Instant now, Peer peer, Bytes message) {
    UserDataHeader alone = UserDataHeader.EMPTY;
    if (peer.framing() == Framing.MARKED) {
      alone = alone.plus(new Ports(16, peer.port(), Peer.COAP_PORT));
    }
    if (message.size() <= room(alone)) {
      submit(now, peer.number(), UserData.ofOctets(alone, message));
      return 1;
    }
    return sendInSegments(now, peer, alone, message);
  }

  private int sendInSegments(Instant now, Peer peer, UserDataHeader alone, Bytes message) {
    int step = room(alone.plus(new Concatenation(bits, 0, 1, 1)));
    int total = (message.size() + step - 1) / step;
    if (total > MAX_SEGMENTS) {
      throw new IllegalArgumentException(message.size() + " octets need " + total + " segments");
    }
    reference = reference + 1 & (1 << bits) - 1;
    for (int sequence = 1; sequence <= total; sequence++) {
      int from = (sequence - 1) * step;
      Bytes part = message.slice(from, Math.min(from + step, message.size()));
      UserDataHeader header = alone.plus(new Concatenation(bits, reference, total, sequence));
      submit(now, peer.number(), UserData.ofOctets(header, part));
    }
    return total;
  }

  void submit(Instant now, Address to, UserData userData) {
    submit(now, ShortMessage.ofOctets(number, to, userData));
  }

  void submit(Instant now, ShortMessage message) {
    network.submit(now, message, MobileNetwork.DEFAULT_VALIDITY, Optional.empty());
  }

  private static int room(UserDataHeader header) {
    return UserData.MAX_OCTETS - header.encode().size();
  }
}
