package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;

class PduFramesTest {
  // SMPP 3.4 §3.2: length, command_id, status, sequence_number.
  private static final String ENQUIRE_1 = "00000010 00000015 00000000 00000001";
  private static final String ENQUIRE_2 = "00000010 00000015 00000000 00000002";

  @Test
  void cutsTwoPdusThatCameTogether() throws Exception {
    assertThat(cut(1000, ENQUIRE_1 + ENQUIRE_2)).containsExactly(hex(ENQUIRE_1), hex(ENQUIRE_2));
  }

  @Test
  void joinsPdusThatCameOctetByOctet() throws Exception {
    assertThat(cut(1, ENQUIRE_1 + ENQUIRE_2)).containsExactly(hex(ENQUIRE_1), hex(ENQUIRE_2));
  }

  @Test
  void keepsTheBeginningOfThePduThatFollows() throws Exception {
    assertThat(cut(23, ENQUIRE_1 + ENQUIRE_2)).containsExactly(hex(ENQUIRE_1), hex(ENQUIRE_2));
  }

  @Test
  void takesTheLargestMessagePayloadInPieces() throws Exception {
    String large = "00011000 00000004 00000000 00000007" + "ab".repeat(0x11000 - 16);

    assertThat(cut(4099, ENQUIRE_1 + large + ENQUIRE_2))
        .containsExactly(hex(ENQUIRE_1), hex(large), hex(ENQUIRE_2));
  }

  @Test
  void losesTheFramingAtAnImpossibleLengthAndKnowsTheSequenceNumber() throws Exception {
    assertThat(lost("7fffffff 00000004 00000000 00000009").sequenceNumber()).isEqualTo(9);
    assertThat(lost("0000000f 00000004 00000000 00000009").sequenceNumber()).isEqualTo(9);
    assertThat(lost("ffffffff").sequenceNumber()).isZero();
  }

  private static PduFrames.FramingLost lost(String octets) throws IOException {
    PduFrames frames = new PduFrames();
    assertThat(frames.fill(new ByteArrayInputStream(hex(octets).toArray()))).isTrue();
    return catchThrowableOfType(PduFrames.FramingLost.class, frames::next);
  }

  private static List<Bytes> cut(int atOnce, String octets) throws Exception {
    InputStream in =
        new ByteArrayInputStream(hex(octets).toArray()) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, atOnce));
          }
        };
    PduFrames frames = new PduFrames();
    List<Bytes> pdus = new ArrayList<>();
    while (frames.fill(in)) {
      for (Optional<Bytes> next = frames.next(); next.isPresent(); next = frames.next()) {
        pdus.add(next.get());
      }
    }
    return pdus;
  }

  private static Bytes hex(String octets) {
    return Bytes.fromHex(octets);
  }
}
