package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time stamps and validity periods, TS 23.040 §9.2.3.11 and §9.2.3.12. */
class TimesTest {

  @ParameterizedTest
  @CsvSource({
    // python-gsmmodem, test/test_pdu.py, TestTimestamp.
    "51117200000000, 2015-11-27T00:00:00Z",
    "51117200000080, 2015-11-27T00:00:00+02:00",
    "70402132522423, 2007-04-12T23:25:42+08:00",
    "7040213252242B, 2007-04-12T23:25:42-08:00",
    // ModemManager, test-sms-part-3gpp.c, test_pdu1.
    "1120821105050A, 2011-02-28T11:50:50-05:00",
    // The tutorial at dreamfabric.com/sms, 29 March 1999.
    "99309251619580, 1999-03-29T15:16:59+02:00"
  })
  void readsAndWritesTimes(String hex, OffsetDateTime time) {
    ServiceCentreTime read = new ServiceCentreTime(Bytes.fromHex(hex));

    assertThat(read.dateTime()).contains(time);
    assertThat(read.instant()).contains(time.toInstant());
    assertThat(ServiceCentreTime.of(time.toInstant(), time.getOffset())).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000",
        "F1117200000000",
        "511172000000A0",
        "51231200000000",
        "51117242000000",
        "52200300000000",
        "511172000000F7",
        "51117200000097",
        "FFFFFFFFFFFFFF"
      })
  void keepsOctetsThatAreNoTime(String hex) {
    ServiceCentreTime time = new ServiceCentreTime(Bytes.fromHex(hex));

    assertThat(time.instant()).isEmpty();
    assertThat(time.octets()).isEqualTo(Bytes.fromHex(hex));
    assertThat(time).hasToString(hex.toLowerCase(Locale.ROOT));
  }

  @Test
  void cutsZonesToQuartersOfAnHour() {
    Instant instant = Instant.parse("2026-01-02T03:04:05.678Z");

    ServiceCentreTime time = ServiceCentreTime.of(instant, ZoneOffset.ofTotalSeconds(-3599));

    assertThat(time).hasToString("2026-01-02T02:19:05-00:45");
    assertThat(time.instant()).contains(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Test
  void readsWhatItWrote() {
    Random random = new Random(2);
    for (int round = 0; round < 500; round++) {
      Instant instant = Instant.ofEpochSecond(631_152_000L + random.nextInt(Integer.MAX_VALUE));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds((random.nextInt(145) - 72) * 900);

      assertThat(ServiceCentreTime.of(instant, zone).instant()).contains(instant);
    }
  }

  @Test
  void refusesYearsThatTwoDigitsCannotTell() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ServiceCentreTime.of(Instant.parse("2090-01-01T00:00:00Z"), ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource({
    // python-gsmmodem, TestRelativeValidityPeriod; the ends of the ranges are those of the clause.
    "5, PT30M",
    "151, PT16H",
    "169, P3D",
    "197, P35D",
    "0, PT5M",
    "143, PT12H",
    "144, PT12H30M",
    "167, PT24H",
    "168, P2D",
    "196, P30D",
    "255, P441D"
  })
  void readsRelativeValidity(int value, Duration duration) {
    assertThat(new ValidityPeriod.Relative(value).duration()).contains(duration);
    assertThat(ValidityPeriod.Relative.atMost(duration).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "PT9M59S, 0",
    "PT10M, 1",
    "PT12H29M, 143",
    "PT47H59M, 167",
    "P34D, 196",
    "P41D, 197",
    // Nothing shorter or longer can be said.
    "PT4M, 0",
    "PT-1S, 0",
    "P99999D, 255"
  })
  void roundsValidityDown(Duration limit, int value) {
    assertThat(ValidityPeriod.Relative.atMost(limit).value()).isEqualTo(value);
  }

  @ParameterizedTest
  // TS 23.040 §9.2.3.12.3, by its list of formats.
  @CsvSource({
    "00000000000000, ",
    "01A70000000000, PT24H",
    "021E0000000000, PT30S",
    "421E0000000000, PT30S",
    "03213045000000, PT12H3M54S",
    "0321F045000000, ",
    "07000000000000, ",
    "820000000000FF, "
  })
  void readsEnhancedValidity(String hex, Duration duration) {
    ValidityPeriod.Enhanced period = new ValidityPeriod.Enhanced(Bytes.fromHex(hex));

    assertThat(period.duration()).isEqualTo(Optional.ofNullable(duration));
    assertThat(period.encode()).isEqualTo(Bytes.fromHex(hex));
    assertThat(period.singleShot()).isEqualTo(hex.startsWith("4"));
  }

  @Test
  void writesEnhancedSeconds() {
    assertThat(ValidityPeriod.Enhanced.ofSeconds(30, true).encode())
        .isEqualTo(Bytes.fromHex("421E0000000000"));
  }
}
