package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what we read and write with what other programs and documents say of the same bytes. */
class GoldenPduTest {

  static Stream<GoldenPdu> golden() {
    return GoldenPdu.all().stream();
  }

  @Test
  void thereAreGoldenPdus() {
    assertThat(GoldenPdu.all()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void meansWhatItsSourceSays(GoldenPdu golden) throws MalformedTpdu {
    SmscPdu pdu = SmscPdu.decode(golden.octets());
    Tpdu tpdu = decode(golden, pdu.tpdu());

    Map<String, String> described = new TreeMap<>(Described.of(pdu, tpdu));
    described.values().removeIf(String::isEmpty);
    assertThat(described).isEqualTo(golden.fields());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isWrittenWithTheSameOctets(GoldenPdu golden) throws MalformedTpdu {
    SmscPdu pdu = SmscPdu.decode(golden.octets());
    Tpdu tpdu = decode(golden, pdu.tpdu());

    Bytes written = new SmscPdu(pdu.serviceCentre(), tpdu.encode()).encode();

    assertThat(written).isEqualTo(golden.encodes());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isReadOrRefusedAtAnyLength(GoldenPdu golden) throws MalformedTpdu {
    Bytes whole = SmscPdu.decode(golden.octets()).tpdu();
    for (int length = 0; length < whole.size(); length++) {
      Bytes truncated = whole.slice(0, length);

      Throwable refused = catchThrowable(() -> decode(golden, truncated));

      if (refused == null) {
        // Only the optional end of a report may be missing.
        assertThat(golden.kind()).isEqualTo("SMS-STATUS-REPORT");
      } else {
        assertThat(refused).isInstanceOf(MalformedTpdu.class);
        assertThat(((MalformedTpdu) refused).offset()).isBetween(0, length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isRefusedWithOctetsBehindItsEndUnlessReadLeniently(GoldenPdu golden) throws MalformedTpdu {
    Bytes whole = SmscPdu.decode(golden.octets()).tpdu();
    Bytes longer = whole.plus(Bytes.of(0xFF, 0xFF));

    Throwable refused = catchThrowable(() -> decode(golden, longer));

    if (golden.kind().equals("SMS-STATUS-REPORT") && !golden.fields().containsKey("text")) {
      // 0xFF is a TP-PI that announces everything, and more of itself.
      assertThat(refused).hasMessageContaining("ends before TP-PI's extension");
    } else {
      assertThat(refused).hasMessage("octet %d: 2 octets after the end", whole.size());
    }
    if (!golden.kind().equals("SMS-SUBMIT")) {
      assertThat(Tpdu.decodeFromNetworkLeniently(longer)).isEqualTo(decode(golden, whole));
    }
  }

  private static Tpdu decode(GoldenPdu golden, Bytes tpdu) throws MalformedTpdu {
    return golden.kind().equals("SMS-SUBMIT")
        ? SmsSubmit.decode(tpdu)
        : Tpdu.decodeFromNetwork(tpdu);
  }
}
