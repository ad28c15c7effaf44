package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverBody;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final int ROUNDS = 20_000;

  private static final List<byte[]> SEEDS =
      List.of(
          deliverBody(0x40, 4, Bytes.fromHex("0b 0504163316330003070201 6044abcd").toArray()),
          deliverBody(0, 0, octets(0x68, 0x69, 0x00, 0x1B, 0x65, 0x80, 0xFF)),
          deliverBody(0, 3, octets(0x68, 0xFF)),
          deliverBody(0, 8, octets(0x04, 0x16, 0xD8)),
          deliverBody(
              0x40,
              4,
              octets(),
              tlv(0x020A, octets(0, 1)),
              tlv(0x020B, octets(0x16, 0x33)),
              tlv(0x020C, octets(0x12, 0x34)),
              tlv(0x020E, octets(3)),
              tlv(0x020F, octets(2)),
              tlv(0x0424, longHeader())),
          deliverBody(4, 0, ascii("id:1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:x")),
          deliverBody(
              4,
              0,
              octets(),
              tlv(0x001E, text("A0")),
              tlv(0x0427, octets(2)),
              tlv(0x0423, octets())));

  /** A header that is as long as one can be, of an element that nobody knows. */
  private static byte[] longHeader() {
    byte[] message = new byte[260];
    message[0] = (byte) 0xFF;
    message[1] = 0x70;
    message[2] = (byte) 0xFD;
    return message;
  }

  // An exception here would end the link, and the SMSC would bring the same PDU again and again.
  @Test
  void readsWhateverTheSmscInvents() {
    Deliveries deliveries = new Deliveries(Fixture.config(2775));
    Random random = new Random(20_240);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] pdu = pdu(DELIVER_SM, 0, 1, SEEDS.get(i % SEEDS.size()));
      byte[] changed = i < SEEDS.size() ? pdu : change(pdu, random);

      try {
        assertThat(deliveries.read(Bytes.copyOf(changed)).detail()).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError(Bytes.copyOf(changed).toHex(), e);
      }
    }
  }

  private static byte[] change(byte[] pdu, Random random) {
    byte[] changed = pdu.clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      changed[16 + random.nextInt(changed.length - 16)] = (byte) random.nextInt();
    }
    if (random.nextInt(4) == 0) {
      changed = Arrays.copyOf(changed, 16 + random.nextInt(changed.length - 16));
    }
    ByteBuffer.wrap(changed).putInt(0, changed.length);
    return changed;
  }
}
