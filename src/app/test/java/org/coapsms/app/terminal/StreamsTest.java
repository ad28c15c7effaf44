package org.coapsms.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsTest {
  /** no-color.org: present and not empty, whatever its value. */
  @Test
  void coloursAreForTerminalsOfPeopleWhoWantThem() {
    assertThat(Streams.welcomesColours(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Streams.welcomesColours(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Streams.welcomesColours(Map.of("TERM", "xterm", "NO_COLOR", "0"))).isFalse();
    assertThat(Streams.welcomesColours(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Streams.welcomesColours(Map.of())).isFalse();
  }
}
