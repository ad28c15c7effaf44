package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.OTHER_DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.Submission;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device asks the IP side: once executed, acknowledged in time, answered again when it asks. */
class DeviceRequestStoriesTest {
  private static final Bytes TOKEN = Bytes.of(0xCA, 0xFE);

  private final Conversation story = new Conversation();

  private static CoapMessage report(CoapType type, int messageId) {
    return request(type, CoapCode.POST, "report").withMessageId(messageId).withToken(TOKEN);
  }

  private static CoapMessage changed() {
    return CoapMessage.response(CoapType.ACK, CoapCode.of(2, 4), Bytes.of(1));
  }

  @Test
  @Tag("RFC7252-5.2.1")
  void anAnswerInTimeRidesOnTheAck() {
    story.says(report(CoapType.CON, 0x1001));
    Action.AskUpstream question = story.question();
    story.nothingElse();
    story.upstreamAnswers(question, changed());

    CoapMessage answer = coap(story.submitted());
    assertThat(answer).isEqualTo(changed().withMessageId(0x1001).withToken(TOKEN));
    assertThat(question.from()).isEqualTo(DEVICE);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aSlowAnswerFollowsAnEmptyAckAsAConUntilTheDeviceHasIt() {
    story.says(report(CoapType.CON, 0x1001));
    Action.AskUpstream question = story.question();
    story.passes(Duration.ofMinutes(2));
    assertThat(coap(story.accepted())).isEqualTo(CoapMessage.emptyAck(0x1001));

    story.upstreamAnswers(question, changed());
    CoapMessage separate = coap(story.accepted());
    assertThat(separate.type()).isEqualTo(CoapType.CON);
    assertThat(separate.token()).isEqualTo(TOKEN);
    story.passes(Duration.ofMinutes(20));
    assertThat(coap(story.accepted())).isEqualTo(separate);
    story.says(CoapMessage.emptyAck(separate.messageId()));

    story.passes(Duration.ofMinutes(37));
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.3")
  void aNonRequestGetsANonAnswerAndNoAck() {
    story.says(report(CoapType.NON, 0x1001));
    Action.AskUpstream question = story.question();
    story.passes(Duration.ofMinutes(10));
    story.nothingElse();
    story.upstreamAnswers(question, changed());

    assertThat(coap(story.submitted()).type()).isEqualTo(CoapType.NON);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.5")
  void aRepeatedRequestIsExecutedOnceAndGetsTheStoredAnswerNotBeforeTheFirstCanHaveArrived() {
    story.says(report(CoapType.CON, 0x1001));
    story.upstreamAnswers(story.question(), changed());
    CoapMessage answer = coap(story.accepted());
    story.passes(Duration.ofSeconds(10));
    story.says(report(CoapType.CON, 0x1001));
    story.nothingElse();

    story.passes(Duration.ofMinutes(2));
    story.says(report(CoapType.CON, 0x1001));

    assertThat(coap(story.accepted())).isEqualTo(answer);
    story.nothingElse();
  }

  @Test
  void copiesOfOneRequestCannotSpendMoreThanTheirBudget() {
    story.says(report(CoapType.CON, 0x1001));
    story.upstreamAnswers(story.question(), changed());
    story.accepted();
    for (int i = 0; i < 3; i++) {
      story.passes(Duration.ofMinutes(2));
      story.says(report(CoapType.CON, 0x1001));
      story.accepted();
    }
    story.passes(Duration.ofMinutes(2));
    story.says(report(CoapType.CON, 0x1001));

    story.nothingElse();
  }

  @Test
  void aCopyThatTheNetworkMadeGetsNothing() {
    Optional<Instant> stamp = Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
    story.says(DEVICE, report(CoapType.CON, 0x1001), stamp);
    story.upstreamAnswers(story.question(), changed());
    story.accepted();
    story.passes(Duration.ofMinutes(10));
    story.says(DEVICE, report(CoapType.CON, 0x1001), stamp);

    story.nothingElse();
  }

  @Test
  void aRebootedDeviceThatCountsFromTheStartIsHeardAnew() {
    story.says(report(CoapType.CON, 0));
    story.upstreamAnswers(story.question(), changed());
    story.accepted();
    story.says(withPayload(report(CoapType.CON, 0), 3));
    story.question();
    story.passes(Duration.ofHours(2));
    story.submitted();
    story.says(report(CoapType.CON, 0));

    story.question();
  }

  @Test
  void withoutAnUpstreamTheDeviceLearnsSo() {
    story.says(report(CoapType.CON, 0x1001));
    Action.AskUpstream question = story.question();
    story.fails(question, Answer.Reason.NOTHING_SENT, "no upstream is configured");

    CoapMessage answer = coap(story.submitted());
    assertThat(answer.code()).isEqualTo(CoapCode.of(5, 3));
    assertThat(answer.payload()).isEqualTo(Bytes.ofUtf8("no upstream is configured"));
  }

  @Test
  void anUnknownSenderIsDroppedSilentlyAndCounted() {
    story.says(Subscriber.of("+882161234567"), report(CoapType.CON, 1), Optional.empty());

    story.noted(EventKind.SENDER_UNKNOWN);
    story.nothingElse();
  }

  @Test
  void aSenderInNationalFormIsTheSameSubscriber() {
    story.arrivesFrom(new Address(2, 1, "01701234567"), report(CoapType.CON, 0x1001));

    assertThat(story.question().from()).isEqualTo(DEVICE);
  }

  @Test
  void onlyListedDevicesMaySendWithoutAPort() {
    UserData bare = UserData.ofOctets(UserDataHeader.EMPTY, report(CoapType.CON, 0x1001).encode());
    story.arrives(DEVICE, bare, Optional.empty());
    story.noted(EventKind.SMS_UNMARKED);
    story.nothingElse();

    story.arrives(OTHER_DEVICE, bare, Optional.empty());
    Action.AskUpstream question = story.question();
    story.upstreamAnswers(question, changed());
    Submission answer = story.submitted();

    assertThat(answer.userData().header()).isEqualTo(UserDataHeader.EMPTY);
    assertThat(coap(answer).messageId()).isEqualTo(0x1001);
  }

  @Test
  void aDeviceThatWantsNoEmptyAcksGetsNone() {
    UserData bare = UserData.ofOctets(UserDataHeader.EMPTY, report(CoapType.CON, 0x1001).encode());
    story.arrives(OTHER_DEVICE, bare, Optional.empty());
    story.question();
    story.passes(Duration.ofMinutes(50));

    story.nothingElse();
  }

  @Test
  void malformedOctetsNeverCostAnSms() {
    story.arrives(
        DEVICE,
        UserData.ofOctets(Framing.MARKED.header(Framing.COAP_PORTS), Bytes.fromHex("40 01 12")),
        Optional.empty());

    story.noted(EventKind.SMS_MALFORMED);
    story.nothingElse();
  }

  @Test
  void afterACrashTheUpstreamIsAskedAgainForWhatIsStillOpen() {
    story.says(report(CoapType.CON, 0x1001));
    Action.AskUpstream before = story.question();
    story.crashes();

    assertThat(story.question()).isEqualTo(before);
  }
}
