package org.coapsms.codec.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.Malformed;
import org.coapsms.codec.golden.GoldenFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecodedGoldenTest {
  static Stream<Arguments> vectors() {
    return Stream.of(
            GoldenFile.all("coap").stream().map(v -> Arguments.of("COAP", v.octets(), v)),
            GoldenFile.all("smpp").stream().map(v -> Arguments.of("SMPP", v.octets(), v)),
            GoldenFile.all("receipt").stream()
                .map(v -> Arguments.of("RECEIPT", Bytes.ofUtf8(v.get("receipt")), v)),
            GoldenFile.all("tpdu").stream()
                .filter(v -> v.find("kind").isPresent())
                .map(v -> Arguments.of(v.get("kind"), v.octets(), v)))
        .flatMap(vectors -> vectors);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isTakenForWhatItIs(String kind, Bytes octets, GoldenFile vector) throws Malformed {
    Decoded decoded = Decoder.decode(octets, Optional.empty());

    assertThat(decoded.kind().label()).isEqualTo(kind);
    assertThat(decoded.json()).containsEntry("kind", kind);
    assertThat(decoded.toText()).startsWith(kind + ", " + octets.size() + " octets\n");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theFieldsCoverEveryOctetOnce(String kind, Bytes octets, GoldenFile vector) throws Malformed {
    Decoded decoded = Decoder.decode(octets, Optional.empty());

    assertThat(decoded.fields().get(0).from()).isZero();
    assertThat(endOf(decoded.fields())).isEqualTo(octets.size());
  }

  /** A truncation may be something else, such as CoAP with less payload, but never a surprise. */
  @ParameterizedTest
  @MethodSource("vectors")
  void everyTruncationIsDecodedOrMalformedWithinIt(String kind, Bytes octets, GoldenFile vector) {
    for (int size = 0; size < octets.size(); size++) {
      Bytes cut = octets.slice(0, size);
      try {
        Decoded decoded = Decoder.decode(cut, Optional.empty());
        assertThat(endOf(decoded.fields())).isEqualTo(size);
      } catch (Malformed malformed) {
        assertThat(malformed.offset()).isBetween(0, size);
      }
    }
  }

  static Stream<GoldenFile> messages() {
    return GoldenFile.all("tpdu").stream()
        .filter(v -> v.find("kind").filter(k -> !k.equals("SMS-STATUS-REPORT")).isPresent());
  }

  /** Where a short message is cut, it is malformed and no other kind. */
  @ParameterizedTest
  @MethodSource("messages")
  void aTruncatedShortMessageIsMalformed(GoldenFile vector) {
    for (int size = 1; size < vector.octets().size(); size++) {
      Bytes cut = vector.octets().slice(0, size);

      assertThat(decode(cut).map(Decoded::toText)).as(cut.toHex()).isEmpty();
    }
  }

  private static Optional<Decoded> decode(Bytes octets) {
    try {
      return Optional.of(Decoder.decode(octets, Optional.empty()));
    } catch (Malformed malformed) {
      return Optional.empty();
    }
  }

  /** The end of fields that follow each other without gap and overlap. */
  static int endOf(List<Field> fields) {
    int position = fields.get(0).from();
    for (Field field : fields) {
      assertThat(field.from()).as(field.name()).isEqualTo(position);
      boolean hasChildrenWithOctets =
          field.children().stream().anyMatch(child -> child.to() > child.from());
      if (hasChildrenWithOctets) {
        assertThat(endOf(field.children())).as(field.name()).isEqualTo(field.to());
      }
      position = field.to();
    }
    return position;
  }
}
