package org.coapsms.carrier.modem.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Transcript transcript = new Transcript(() -> now);

  private void passes(int millis) {
    now = now.plus(Duration.ofMillis(millis));
  }

  @Test
  void writesEachTurnOnALine() {
    transcript.crossed(true, Bytes.of(0x1B, '\r'));
    passes(150);
    transcript.crossed(true, Bytes.ofAscii("AT\r"));
    passes(3);
    transcript.crossed(false, Bytes.ofAscii("\r\nO"));
    passes(1);
    transcript.crossed(false, Bytes.ofAscii("K\r\n"));
    passes(900);
    transcript.crossed(false, Bytes.of(0x00, 0xFE, '\\'));

    assertThat(transcript.lines())
        .containsExactly("> \\x1b\\r", "> AT\\r", "3 < \\r\\nOK\\r\\n", "900 < \\x00\\xfe\\\\");
  }

  @Test
  void hidesAPinAndItsEcho() {
    transcript.crossed(true, Bytes.ofAscii("AT+CPIN=\"1234\"\r"));
    transcript.crossed(false, Bytes.ofAscii("AT+CPIN=\"1234\"\r\r\nOK\r\n"));

    assertThat(transcript.lines())
        .containsExactly("> AT+CPIN=\"****\"\\r", "0 < AT+CPIN=\"****\"\\r\\r\\nOK\\r\\n");
  }
}
