package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.part;
import static org.coapsms.engine.Conversation.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.tpdu.UserData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments arrive as networks bring them: out of order, twice, mixed, or not at all. */
@Tag("TS23.040-9.2.3.24.1")
class ReassemblyStoriesTest {
  private final Conversation story = new Conversation();
  private final CoapMessage long1 = message(1, 300);
  private final CoapMessage long2 = message(2, 300);

  private static CoapMessage message(int messageId, int octets) {
    byte[] payload = new byte[octets];
    for (int i = 0; i < octets; i++) {
      payload[i] = (byte) (i + messageId);
    }
    return request(CoapType.NON, CoapCode.POST, "x")
        .withMessageId(messageId)
        .withPayload(Bytes.copyOf(payload));
  }

  private static List<UserData> parts(CoapMessage message, int reference) {
    Bytes octets = message.encode();
    List<UserData> parts = new ArrayList<>();
    int total = (octets.size() + 126) / 127;
    for (int i = 0; i < total; i++) {
      Bytes slice = octets.slice(i * 127, Math.min(octets.size(), (i + 1) * 127));
      parts.add(part(slice, reference, total, i + 1));
    }
    return parts;
  }

  private void arrive(UserData part) {
    story.arrives(DEVICE, part, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void joinsTwoMessagesWhoseSegmentsComeInAnyOrderAndTwice(int seed) {
    List<UserData> all = new ArrayList<>(parts(long1, 7));
    all.addAll(parts(long2, 8));
    Collections.shuffle(all, new Random(seed));
    all.forEach(this::arrive);

    assertThat(List.of(story.question().request(), story.question().request()))
        .containsExactlyInAnyOrder(long1, long2);
    story.nothingElse();
  }

  @Test
  void aRepeatedSegmentDoesNotMakeAMessageWhole() {
    List<UserData> parts = parts(long1, 7);
    arrive(parts.get(0));
    arrive(parts.get(0));
    arrive(parts.get(1));
    story.nothingElse();

    arrive(parts.get(2));
    assertThat(story.question().request()).isEqualTo(long1);
  }

  @Test
  void anotherMessageUnderTheSameReferenceStartsAnew() {
    arrive(parts(long1, 7).get(0));
    parts(long2, 7).forEach(this::arrive);

    assertThat(story.question().request()).isEqualTo(long2);
    story.noted(EventKind.PARTIAL_CONFLICTING);
    story.nothingElse();
  }

  @Test
  void whatIsNotCompletedInTimeIsGivenUp() {
    List<UserData> parts = parts(long1, 7);
    arrive(parts.get(0));
    arrive(parts.get(1));
    story.passes(Duration.ofMinutes(31));
    story.noted(EventKind.PARTIAL_ABANDONED);
    arrive(parts.get(2));

    story.nothingElse();
  }

  @Test
  void oneSenderCannotFillTheMemory() {
    for (int reference = 0; reference < 100; reference++) {
      arrive(parts(long1, reference).get(0));
    }

    assertThat(story.engine().entries()).hasSize(4);
  }

  @Test
  void halfAMessageSurvivesACrash() {
    List<UserData> parts = parts(long1, 7);
    arrive(parts.get(0));
    arrive(parts.get(1));
    story.crashes();
    arrive(parts.get(2));

    assertThat(story.question().request()).isEqualTo(long1);
  }
}
