package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.content;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Listing;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OMA LwM2M Transport, "SMS Binding": no port, no retransmission, no Empty ACKs from us. */
@Tag("LwM2M-SMS-binding")
@Tag("design-5")
class LwM2mStoriesTest {
  private final Conversation story = lwm2m();

  private static Conversation lwm2m() {
    Conversation story =
        new Conversation(
            new Directory(
                new NumberPlan(Optional.of("49"), Map.of()),
                List.of(Route.inOrder("49170", List.of(Conversation.CARRIER), Optional.empty())),
                List.of(new Listing("49170", DeviceProfile.lwm2m())),
                DeviceProfile.standard(),
                List.of(
                    new CarrierTerms(
                        Conversation.CARRIER, Optional.of("10000"), 10, Optional.empty()))),
            new Collaborators());
    story.available(Conversation.CARRIER);
    return story;
  }

  private void says(CoapMessage message) {
    story.arrives(
        DEVICE, UserData.ofOctets(UserDataHeader.EMPTY, message.encode()), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "NON"})
  void aSilentClientIsAskedOnce(CoapType type) {
    story.asks(request(type, CoapCode.GET, "3"));
    Submission submission = story.accepted();
    assertThat(submission.userData().header()).isEqualTo(UserDataHeader.EMPTY);
    assertThat(coap(submission).type()).isEqualTo(type);
    story.passes(Duration.ofMinutes(30));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  void anAnswerOnTheAckCostsTwoShortMessages() {
    story.asks(get("3"));
    says(onAck(coap(story.accepted())));

    story.response();
    story.nothingElse();
  }

  @Test
  void aConResponseIsNotAcknowledged() {
    story.asks(get("3"));
    CoapMessage onAir = coap(story.accepted());
    says(content(onAir, CoapType.CON, 0x7001));
    story.response();
    story.nothingElse();

    says(content(onAir, CoapType.CON, 0x7001));
    story.nothingElse();
  }

  @Test
  void deliveredIsNoReasonForACopy() {
    story.asks(get("3"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(Duration.ofMinutes(30).minusSeconds(1));
    story.nothingElse();

    story.passes(Duration.ofSeconds(1));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  void whatMayHaveLeftIsNotSentAgain() {
    story.asks(get("3"));
    story.ends(story.submitted(), new SubmissionOutcome.Unknown("link lost"));
    story.passes(Duration.ofMinutes(30));

    assertThat(story.failure().detail()).contains("outcome unknown");
    story.nothingElse();
  }

  @Test
  void whatIsProvedLostGoesAgainIfDoingItTwiceDoesNoHarm() {
    story.asks(get("3"));
    Submission first = story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));

    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void anExecuteThatANetworkSaysItLostIsNotSentAgain() {
    story.asks(request(CoapType.CON, CoapCode.POST, "1"));
    story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.passes(Duration.ofHours(1));
    story.nothingElse();
  }

  @Test
  void anExecuteThatWasRefusedGoesAgain() {
    story.asks(request(CoapType.CON, CoapCode.POST, "1"));
    Submission first = story.submitted();
    story.ends(
        first,
        new SubmissionOutcome.Refused(SubmissionOutcome.Cause.SUBSCRIBER_BUSY, "queue full"));
    story.passes(Duration.ofSeconds(30));

    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void ofALongWriteOnlyTheLostSegmentGoesAgain() {
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "5"), 200));
    story.accepted();
    Submission second = story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.receipt("id1", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));

    assertThat(story.accepted().userData()).isEqualTo(second.userData());
    story.nothingElse();
  }

  @Test
  void aRegistrationIsAnsweredHoweverLateOnTheAckAndOnce() {
    says(request(CoapType.CON, CoapCode.POST, "rd").withMessageId(5).withToken(Bytes.of(1)));
    Action.AskUpstream question = story.question();
    story.passes(Duration.ofMinutes(10));
    story.nothingElse();
    story.upstreamAnswers(
        question, CoapMessage.response(CoapType.ACK, CoapCode.of(2, 1), Bytes.EMPTY));
    CoapMessage created = coap(story.accepted());
    assertThat(created.type()).isEqualTo(CoapType.ACK);
    assertThat(created.messageId()).isEqualTo(5);
    story.passes(Duration.ofHours(2));

    story.nothingElse();
  }

  @Test
  void aRegistrationThatComesTwiceIsCarriedOutOnce() {
    CoapMessage register = request(CoapType.CON, CoapCode.POST, "rd").withMessageId(5);
    says(register);
    story.question();
    says(register);

    story.nothingElse();
  }
}
