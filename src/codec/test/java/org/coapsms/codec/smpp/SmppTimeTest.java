package org.coapsms.codec.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppTimeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // The third is the example of SMPP 3.4 §7.1.1.2: 2 years, 6 months, 10 days, 23:34:29 from now.
    "000000000500000R, PT5M",
    "000007000000000R, P7D",
    "020610233429000R, P920DT23H34M29S",
    "000000000000000R, PT0S",
  })
  void readsAndWritesSpans(String written, Duration span) throws MalformedPdu {
    assertThat(SmppTime.parse(written)).isEqualTo(SmppTime.relative(span));
    assertThat(SmppTime.relative(span)).hasToString(written);
    assertThat(SmppTime.parse(written).from(NOW)).isEqualTo(NOW.plus(span));
  }

  @ParameterizedTest
  @CsvSource({
    "260102030405000+, 2026-01-02T03:04:05Z",
    "260102030405608+, 2026-01-02T03:04:05.6+02:00",
    "260102030405022-, 2026-01-02T03:04:05-05:30",
  })
  void readsAndWritesMoments(String written, OffsetDateTime moment) throws MalformedPdu {
    assertThat(SmppTime.parse(written)).isEqualTo(new SmppTime.Absolute(moment));
    assertThat(SmppTime.parse(written)).hasToString(written);
    assertThat(SmppTime.parse(written).from(NOW)).isEqualTo(moment.toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    "'',               0,  a time of 0 characters",
    "00000000050000R,  15, a time of 15 characters",
    "0000000005000000R,16, a time of 17 characters",
    "0000x0000500000R, 4,  no digit",
    "000000000500000r, 15, 'a time ends in ''+'', ''-'' or ''R'''",
    "260230000000000+, 0,  no such date or time",
    "260102030405049+, 13, 49 quarters of an hour from UTC",
  })
  void namesTheCharacterThatCannotBe(String written, int offset, String what) {
    MalformedPdu malformed =
        catchThrowableOfType(MalformedPdu.class, () -> SmppTime.parse(written));

    assertThat(malformed.offset()).isEqualTo(offset);
    assertThat(malformed.what()).isEqualTo(what);
  }

  @Test
  void everySpanIsReadBackToTheSecond() throws MalformedPdu {
    for (long seconds = 0; seconds < Duration.ofDays(3000).toSeconds(); seconds += 86_399) {
      SmppTime span = SmppTime.relative(Duration.ofSeconds(seconds));

      assertThat(SmppTime.parse(span.toString())).isEqualTo(span);
    }
  }
}
