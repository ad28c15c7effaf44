package org.coapsms.bridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Noted;
import org.coapsms.engine.Subscriber;
import org.coapsms.runtime.WireTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private final List<String> lines = new ArrayList<>();
  private final Trace trace = new Trace(lines::add, NumberDisplay.SHORTENED, ZoneOffset.UTC);

  @Test
  void linesUpWhatCrossedTheWireAndWhatWasNoticed() {
    trace.trace(
        AT, new WireTrace(new CarrierId("smsc"), true, "submit_sm seq=7", "+491701234567", 140));
    trace.trace(AT, new WireTrace(new CarrierId("smsc"), false, "submit_sm_resp seq=7", "OK", 0));
    trace.noted(
        AT,
        new Noted(EventKind.EXCHANGE_ANSWERED, Optional.of(Subscriber.of("491701234567")), "2.05"));

    assertThat(lines)
        .containsExactly(
            "03:04:05.678 >> smsc       submit_sm seq=7          +4917…567 140B",
            "03:04:05.678 << smsc       submit_sm_resp seq=7     OK",
            "03:04:05.678 -- engine     exchange answered        +4917…567 2.05");
  }

  @ParameterizedTest
  @CsvSource({
    "+491701234567, +4917…567",
    "/491701234567/3/0, /4917…567/3/0",
    "coap+sms://+491701234567/x, coap+sms://+4917…567/x",
    "127.0.0.1:40000 mid=12345, 127.0.0.1:40000 mid=12345",
    "id=123456789012, id=123456789012",
    "10000, 10000"
  })
  void shortensPhoneNumbersAndNothingElse(String text, String shown) {
    assertThat(NumberDisplay.SHORTENED.of(text)).isEqualTo(shown);
    assertThat(NumberDisplay.WHOLE.of(text)).isEqualTo(text);
  }

  @Test
  void countsWhatHappensByKind() {
    EventCounters counters = new EventCounters();
    Audience audience = new Audience(counters, trace);

    audience.noted(AT, new Noted(EventKind.SENDER_UNKNOWN, Optional.empty(), "x"));
    audience.noted(AT, new Noted(EventKind.SENDER_UNKNOWN, Optional.empty(), "y"));

    assertThat(counters.count(EventKind.SENDER_UNKNOWN)).isEqualTo(2);
    assertThat(counters.counts()).containsEntry(EventKind.REQUEST_ACCEPTED, 0L);
    assertThat(lines).hasSize(2);
  }
}
