package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.OTHER_DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.content;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device says about our request, what belongs to it, and what is nobody's. */
class MessageLayerStoriesTest {
  private final Conversation story = new Conversation();

  @Test
  @Tag("RFC7252-5.2.3")
  void aNonRequestMayBeAnsweredByAConWhichIsAcknowledged() {
    story.asks(request(CoapType.NON, CoapCode.GET, "t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(content(onAir, CoapType.CON, 0x7001));

    assertThat(story.response().payload()).isEqualTo(Bytes.ofUtf8("21.5"));
    assertThat(coap(story.submitted())).isEqualTo(CoapMessage.emptyAck(0x7001));
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aConRequestMayBeAnsweredByANonWhichIsNotAcknowledged() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(CoapMessage.emptyAck(onAir.messageId()));
    story.says(content(onAir, CoapType.NON, 0x7001));

    assertThat(story.response().payload()).isEqualTo(Bytes.ofUtf8("21.5"));
    story.passes(Duration.ofHours(1));
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aSeparateResponseEndsTheRepetitionAsAnAckWould() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(2)).conversation();
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(content(onAir, CoapType.NON, 0x7001));
    story.response();
    story.passes(Duration.ofMinutes(40));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void anAnswerToACopyEndsTheExchangeAndTheOtherAnswerIsAbsorbed() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(2)).conversation();
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.passes(Duration.ofMinutes(2));
    story.accepted();
    story.says(onAck(onAir));
    story.response();
    story.says(onAck(onAir));

    assertThat(story.times(EventKind.RESPONSE_REPEATED)).isEqualTo(1);
    story.passes(Duration.ofMinutes(40));
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.5")
  void everyCopyOfASeparateResponseIsAcknowledgedAtMostAFewTimes() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(content(onAir, CoapType.CON, 0x7001));
    story.response();
    assertThat(coap(story.submitted())).isEqualTo(CoapMessage.emptyAck(0x7001));
    for (int late = 0; late < 4; late++) {
      story.says(content(onAir, CoapType.CON, 0x7001));
      assertThat(coap(story.submitted())).isEqualTo(CoapMessage.emptyAck(0x7001));
    }
    for (int more = 0; more < 20; more++) {
      story.says(content(onAir, CoapType.CON, 0x7001));
    }

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aLateNonResponseCostsNothing() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(CoapMessage.emptyAck(onAir.messageId()));
    story.passes(Duration.ofMinutes(31));
    story.failure();
    story.says(content(onAir, CoapType.NON, 0x7001));

    story.noted(EventKind.RESPONSE_LATE);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.3.2")
  void anotherDeviceCannotAnswerEvenIfItKnowsTheToken() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(OTHER_DEVICE, onAck(onAir), Optional.empty());
    story.says(OTHER_DEVICE, CoapMessage.reset(onAir.messageId()), Optional.empty());
    story.says(OTHER_DEVICE, CoapMessage.emptyAck(onAir.messageId()), Optional.empty());
    assertThat(story.times(EventKind.RESPONSE_UNMATCHED)).isEqualTo(3);
    story.nothingElse();

    story.says(onAck(onAir));
    story.response();
    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACK", "CON", "NON"})
  @Tag("RFC7252-5.3.2")
  void aResponseWithAnotherTokenAnswersNothing(CoapType type) {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    CoapMessage other = onAir.withToken(Bytes.of(1, 2, 3, 4));
    story.says(content(other, type, onAir.messageId()));

    story.noted(EventKind.RESPONSE_UNMATCHED);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.3.1")
  void aSeparateResponseNeedsItsTokenOnly() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(content(onAir, CoapType.NON, (onAir.messageId() + 99) & 0xFFFF));

    story.response();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void anAckOrAResetForNothingChangesNothing() {
    story.asks(get("t"));
    int messageId = coap(story.accepted()).messageId();
    story.says(CoapMessage.emptyAck((messageId + 1) & 0xFFFF));
    story.says(CoapMessage.reset((messageId + 1) & 0xFFFF));
    assertThat(story.times(EventKind.RESPONSE_UNMATCHED)).isEqualTo(2);
    story.nothingElse();

    story.says(CoapMessage.reset(messageId));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.RESET);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void anAckOrAResetThatCarriesARequestIsRejectedSilently() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(onAir.withType(CoapType.ACK));
    story.says(onAir.withType(CoapType.RST));
    story.says(content(onAir, CoapType.RST, onAir.messageId()));

    assertThat(story.times(EventKind.SMS_OTHER_PAYLOAD)).isEqualTo(3);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.3")
  void anEmptyNonIsRejectedSilently() {
    story.says(CoapMessage.emptyAck(9).withType(CoapType.NON));
    story.passes(Duration.ofHours(1));

    story.noted(EventKind.SMS_OTHER_PAYLOAD);
    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACK", "ACK again", "RST"})
  @Tag("RFC7252-4.2")
  void aWordOnAnAnsweredRequestIsLate(String word) {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(onAck(onAir));
    story.response();
    story.says(
        word.equals("RST")
            ? CoapMessage.reset(onAir.messageId())
            : CoapMessage.emptyAck(onAir.messageId()));
    story.passes(Duration.ofHours(1));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.3")
  void aResetOfANonEndsItsExchange() {
    story.asks(request(CoapType.NON, CoapCode.GET, "t"));
    story.says(CoapMessage.reset(coap(story.accepted()).messageId()));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.RESET);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aResetAfterTheEmptyAckTakesThePromiseBack() {
    story.asks(get("t"));
    int messageId = coap(story.accepted()).messageId();
    story.says(CoapMessage.emptyAck(messageId));
    story.says(CoapMessage.reset(messageId));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.RESET);
    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED_PERMANENT", "FAILED_TEMPORARY", "DELIVERED", "STILL_TRYING"})
  @Tag("design-5")
  void onceTheDeviceHasAcknowledgedNoReceiptCounts(ReceiptState receipt) {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(CoapMessage.emptyAck(onAir.messageId()));
    story.receipt("id0", receipt);
    story.passes(Duration.ofMinutes(29));
    story.nothingElse();

    story.says(content(onAir, CoapType.NON, 0x7001));
    story.response();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void anAckThatOvertakesTheSubmissionsOutcomeStopsTheRepetition() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(2)).conversation();
    story.asks(get("t"));
    Submission submission = story.submitted();
    story.says(CoapMessage.emptyAck(coap(submission).messageId()));
    story.ends(submission, new SubmissionOutcome.Accepted("late answer"));
    story.passes(Duration.ofMinutes(29));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void theRestOfALongMessageDoesNotLeaveOnceTheDeviceHasReset() {
    story.asks(Conversation.withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 300));
    Bytes head = story.accepted().userData().octets();
    int messageId = head.at(2) * 256 + head.at(3);
    story.ends(
        story.submitted(),
        new SubmissionOutcome.Refused(SubmissionOutcome.Cause.SUBSCRIBER_BUSY, "queue full"));
    story.accepted();
    story.says(CoapMessage.reset(messageId));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.RESET);
    story.passes(Duration.ofHours(1));

    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"14 FE FF", "80 01 02 03", "FF", "00 01 02 03", "C0 01 02 03"})
  @Tag("RFC7252-3")
  void whatIsNotCoapCostsNothing(String octets) {
    story.arrives(
        DEVICE,
        UserData.ofOctets(Framing.MARKED.header(Framing.COAP_PORTS), Bytes.fromHex(octets)),
        Optional.empty());

    story.noted(EventKind.SMS_OTHER_PAYLOAD);
    story.nothingElse();
  }
}
