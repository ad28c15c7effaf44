package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Pool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Silence on a carrier that can be asked: the question comes before the repeat. */
@Tag("design-5")
@Tag("SMPP3.4-4.8")
class QueryStoriesTest {
  /** The ACK_TIMEOUT before anything was learned. */
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Conversation story =
      new Conversation(
          DeviceProfile.standard(),
          List.of(Pool.of(CARRIER)),
          List.of(
              new CarrierTerms(CARRIER, Optional.of("10000"), 10, Optional.empty())
                  .withQueries(true)));

  @Test
  void aSilentCarrierIsAskedOnceAndThenTheMessageGoesAgain() {
    story.asks(get("t"));
    Submission first = story.accepted();
    story.passes(TIMEOUT);
    Query query = story.query();
    assertThat(query).isEqualTo(new Query(CARRIER, "id0", first.destination()));
    story.nothingElse();

    story.passes(PATIENCE);
    assertThat(coap(story.accepted())).isEqualTo(coap(first));
    story.nothingElse();
  }

  @Test
  void whatIsStillUnderWayIsNotRepeated() {
    story.asks(get("t"));
    story.accepted();
    story.passes(TIMEOUT);
    story.answers(story.query(), ReceiptState.STILL_TRYING);
    story.passes(Duration.ofMinutes(9));

    story.nothingElse();
  }

  @Test
  void whatFailedFailsTheExchangeAtOnce() {
    story.asks(get("t"));
    story.accepted();
    story.passes(TIMEOUT);
    story.answers(story.query(), ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void ofALongMessageOnlyTheLostSegmentGoesAgain() {
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    story.accepted();
    Submission second = story.accepted();
    story.passes(TIMEOUT);
    story.answers(story.query(), ReceiptState.DELIVERED);
    story.answers(story.query(), ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));

    assertThat(story.accepted().userData()).isEqualTo(second.userData());
    story.nothingElse();
  }

  @Test
  void whatHasItsReceiptIsNotAskedFor() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(TIMEOUT.plusMinutes(1));

    story.noted(EventKind.RECEIPT_MATCHED);
    story.nothingElse();
  }

  @Test
  void anAnswerForAnExchangeThatIsOverChangesNothing() {
    story.asks(get("t"));
    story.accepted();
    story.passes(TIMEOUT);
    Query query = story.query();
    story.passes(Duration.ofHours(5));
    story.accepted();
    story.failure();
    story.answers(query, ReceiptState.DELIVERED);

    story.nothingElse();
  }
}
