package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;

/** What was written is read as the same value; what chance spoils is read or refused. */
class RoundTripTest {
  private static final int ROUNDS = 2_000;

  private final Random random = new Random(5);
  private final RandomTpdu tpdus = new RandomTpdu(random);

  @Test
  void readsEverySubmitThatItWrote() throws MalformedTpdu {
    for (int round = 0; round < ROUNDS; round++) {
      SmsSubmit submit = tpdus.submit();

      assertThat(SmsSubmit.decode(submit.encode())).isEqualTo(submit);
    }
  }

  @Test
  void readsEveryDeliverThatItWrote() throws MalformedTpdu {
    for (int round = 0; round < ROUNDS; round++) {
      SmsDeliver deliver = tpdus.deliver();

      assertThat(Tpdu.decodeFromNetwork(deliver.encode())).isEqualTo(deliver);
    }
  }

  @Test
  void readsEveryReportThatItWrote() throws MalformedTpdu {
    for (int round = 0; round < ROUNDS; round++) {
      SmsStatusReport report = tpdus.report();

      assertThat(Tpdu.decodeFromNetwork(report.encode())).isEqualTo(report);
    }
  }

  @Test
  void readsOrRefusesWhatChanceHasSpoilt() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] octets =
          (round % 2 == 0 ? tpdus.submit().encode() : tpdus.deliver().encode()).toArray();
      for (int i = random.nextInt(4); i >= 0; i--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      AnyTpdu.check(Bytes.copyOf(octets));
    }
  }
}
