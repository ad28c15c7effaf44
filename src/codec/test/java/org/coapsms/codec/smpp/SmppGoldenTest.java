package org.coapsms.codec.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.golden.GoldenFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmppGoldenTest {
  private static final Set<String> NOT_ACCESSORS =
      Set.of("hex", "command", "status", "sequence", "tlv", "text");

  static List<GoldenFile> vectors() {
    return GoldenFile.all("smpp");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void readsWhatTheVectorSaysAndWritesTheSameOctets(GoldenFile vector) throws Exception {
    Pdu pdu = Pdu.decode(vector.octets());

    assertThat(CommandId.name(pdu.commandId())).isEqualTo(vector.get("command"));
    assertThat(CommandStatus.name(pdu.commandStatus()))
        .isEqualTo(vector.find("status").orElse("ESME_ROK"));
    if (vector.find("sequence").isPresent()) {
      assertThat(pdu.sequenceNumber()).isEqualTo(Integer.parseInt(vector.get("sequence")));
    }
    for (String field : vector.fields().keySet()) {
      if (!NOT_ACCESSORS.contains(field)) {
        Object value = pdu.getClass().getMethod(field).invoke(pdu);
        assertThat(value).as(field).hasToString(vector.get(field));
      }
    }
    if (vector.find("text").isPresent() && pdu instanceof ShortMessagePdu message) {
      assertThat(message.shortMessage())
          .isEqualTo(Bytes.copyOf(vector.get("text").getBytes(StandardCharsets.ISO_8859_1)));
    }
    if (!vector.every("tlv").isEmpty()) {
      Tlvs tlvs = (Tlvs) pdu.getClass().getMethod("tlvs").invoke(pdu);
      assertThat(tlvs.list().stream().map(tlv -> TlvTag.name(tlv.tag()) + " " + tlv.value()))
          .containsExactlyElementsOf(vector.every("tlv"));
    }
    assertThat(pdu.encode()).isEqualTo(vector.octets());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyTruncationEndsBeforeItsCommandLength(GoldenFile vector) {
    Bytes whole = vector.octets();
    for (int size = 0; size < whole.size(); size++) {
      Bytes cut = whole.slice(0, size);
      MalformedPdu malformed = catchThrowableOfType(MalformedPdu.class, () -> Pdu.decode(cut));

      assertThat(malformed.offset()).isEqualTo(size);
      assertThat(malformed.what()).startsWith("ends before");
      assertThat(malformed.replyWith()).isEqualTo(CommandStatus.ESME_RINVCMDLEN);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyTruncationWithAFittingLengthIsAPduOrMalformedWithinIt(GoldenFile vector) {
    Bytes whole = vector.octets();
    for (int size = CommandHeader.SIZE; size < whole.size(); size++) {
      Bytes cut = Bytes.of(0, 0, size >>> 8, size).plus(whole.slice(4, size));
      try {
        Pdu pdu = Pdu.decode(cut);
        assertThat(Pdu.decode(pdu.encode())).isEqualTo(pdu);
      } catch (MalformedPdu malformed) {
        assertThat(malformed.offset()).isBetween(CommandHeader.SIZE, size);
      }
    }
  }
}
