package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.coapsms.codec.Bytes;

/** Says what must hold of any octets at all. */
final class AnyTpdu {
  private AnyTpdu() {}

  static void check(Bytes octets) {
    checkDecoder(octets, SmsSubmit::decode, SmsSubmit::decode);
    checkDecoder(octets, SmsDeliver::decode, SmsDeliver::decode);
    checkDecoder(octets, SmsStatusReport::decode, SmsStatusReport::decode);
    checkDecoder(octets, Tpdu::decodeFromNetwork, Tpdu::decodeFromNetwork);
    checkDecoder(octets, Tpdu::decodeFromNetworkLeniently, Tpdu::decodeFromNetwork);
    checkServiceCentre(octets);
  }

  private static void checkServiceCentre(Bytes octets) {
    SmscPdu pdu;
    try {
      pdu = SmscPdu.decode(octets);
    } catch (MalformedTpdu malformed) {
      assertThat(malformed.offset()).isBetween(0, octets.size());
      return;
    }
    assertThat(reread(() -> SmscPdu.decode(pdu.encode()))).isEqualTo(pdu);
  }

  /** A value that means the same when written and read again, or a position inside the octets. */
  private static void checkDecoder(Bytes octets, Decoder decoder, Decoder again) {
    Tpdu tpdu;
    try {
      tpdu = decoder.decode(octets);
    } catch (MalformedTpdu malformed) {
      assertThat(malformed.offset()).isBetween(0, octets.size());
      return;
    }
    assertThat(reread(() -> again.decode(tpdu.encode()))).isEqualTo(tpdu);
    assertThat(tpdu.toString()).isNotEmpty();
  }

  private static <T> T reread(Callable<T> what) {
    try {
      return what.call();
    } catch (Exception e) {
      throw new AssertionError("cannot be written and read again", e);
    }
  }

  @FunctionalInterface
  private interface Decoder {
    Tpdu decode(Bytes octets) throws MalformedTpdu;
  }
}
