package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.request;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Sleep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Devices that sleep by the clock. The stories begin at midnight, in the middle of the night. */
@Tag("design-5")
class SleepStoriesTest {
  private static final DeviceProfile USUAL = DeviceProfile.standard();

  /** Asleep from 23:00 to 00:20 UTC. */
  private static DeviceProfile sleeper() {
    return USUAL.withSleep(
        new Sleep(
            List.of(new Sleep.Window(LocalTime.of(23, 0), LocalTime.of(0, 20))),
            ZoneOffset.UTC,
            Duration.ofMinutes(1)));
  }

  private final Conversation story = new Conversation(sleeper());

  @Test
  void aRequestWaitsUntilTheDeviceWakes() {
    story.asks(get("t"));
    story.passes(Duration.ofMinutes(19));
    story.noted(EventKind.SEGMENT_HELD);
    story.nothingElse();

    story.passes(Duration.ofMinutes(1));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void aRequestThatCannotWaitSoLongIsRefusedWithTheTimeToTryAgain() {
    story.passes(Duration.ofHours(23).plusMinutes(10));
    story.asks(get("t"));

    Answer.Failure refused = story.failure();
    assertThat(refused.reason()).isEqualTo(Answer.Reason.OVERLOADED);
    assertThat(refused.detail()).contains("sleeps until 2026-01-02T00:20:00Z");
    assertThat(refused.retryAfter()).contains(Duration.ofMinutes(70));
    story.nothingElse();
  }

  @Test
  void aDeviceThatSendsSomethingIsAwakeForAWhile() {
    story.asks(get("t"));
    story.nothingElse();
    story.says(request(CoapType.NON, CoapCode.POST, "up"));
    story.question();
    story.accepted();

    story.passes(Duration.ofMinutes(2));
    story.nothingElse();
  }

  @Test
  void answersToTheDeviceDoNotWait() {
    story.says(request(CoapType.CON, CoapCode.GET, "time").withMessageId(5));
    story.passes(Duration.ofSeconds(50));
    story.upstreamAnswers(
        story.question(),
        CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.EMPTY)
            .withPayload(Bytes.ofUtf8("12:00")));

    assertThat(coap(story.accepted()).payload()).isEqualTo(Bytes.ofUtf8("12:00"));
    story.nothingElse();
  }

  @Test
  void aCopyThatFallsDueInTheSleepWaitsToo() {
    story.passes(Duration.ofHours(22).plusMinutes(55));
    story.asks(DEVICE, get("t"), "evening");
    story.accepted();
    story.passes(Duration.ofMinutes(29));

    story.nothingElse();
  }
}
