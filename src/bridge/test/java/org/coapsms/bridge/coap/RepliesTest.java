package org.coapsms.bridge.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {
  private static final CoapMessage GET = CoapMessage.request(CoapType.CON, CoapCode.GET);
  private static final CoapMessage CONTENT =
      CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.of(1)).withPayload(Bytes.of(2));

  @ParameterizedTest
  @CsvSource({
    "NOT_ALLOWED, 5.05, 4.03",
    "OVERLOADED, 5.03, 5.03",
    "NOTHING_SENT, 5.03, 5.03",
    "TOO_LARGE, 4.13, 4.13",
    "UNDELIVERABLE, 5.02, 5.02",
    "RESET, 5.02, 5.02",
    "TIMED_OUT, 5.04, 5.04"
  })
  void everyFailureHasItsCodeAndSaysWhy(Reason reason, String forward, String reverse) {
    Answer failure = Answer.failure(reason, "because");

    assertThat(reply(GET, failure, true).code()).hasToString(forward);
    assertThat(reply(GET, failure, false).code()).hasToString(reverse);
    assertThat(reply(GET, failure, false).payload().toUtf8()).isEqualTo("because");
    // A diagnostic payload has no Content-Format, RFC 7252 §5.5.2.
    assertThat(reply(GET, failure, false).option(CoapOptionNumber.CONTENT_FORMAT)).isEmpty();
  }

  // RFC 7252 §5.9.3.4: Max-Age says when to try again.
  @Test
  void unavailabilitySaysWhenToTryAgain() {
    Answer full = new Answer.Failure(Reason.OVERLOADED, "full", Optional.of(Duration.ofMinutes(2)));
    Answer unknown = Answer.failure(Reason.NOTHING_SENT, "no carrier");

    assertThat(maxAge(reply(GET, full, true))).isEqualTo(120);
    assertThat(maxAge(reply(GET, unknown, true))).isEqualTo(60);
    assertThat(reply(GET, Answer.failure(Reason.RESET, ""), true).options()).isEmpty();
  }

  @Test
  void aDevicesAnswerPassesButNotAsANotification() {
    CoapOption etag = new CoapOption(CoapOptionNumber.ETAG, Bytes.of(3));
    CoapOption safe = new CoapOption(65_001, Bytes.of(4));
    Answer answer =
        new Answer.Response(
            CONTENT
                .withOption(etag)
                .withOption(safe)
                .withOption(CoapOption.uint(CoapOptionNumber.OBSERVE, 5)));

    assertThat(reply(GET, answer, true)).isEqualTo(CONTENT.withOption(etag).withOption(safe));
  }

  @Test
  void anAnswerThatAProxyMustNotPassIsABadGateway() {
    Answer answer = new Answer.Response(CONTENT.withOption(new CoapOption(65_003, Bytes.of(4))));

    assertThat(reply(GET, answer, true).code()).isEqualTo(CoapCode.BAD_GATEWAY);
    assertThat(reply(GET, answer, true).payload().toUtf8()).contains("Option-65003");
  }

  // RFC 7967 §2: 2 no interest in 2.xx, 8 in 4.xx, 16 in 5.xx.
  @ParameterizedTest
  @CsvSource({
    "0, true, true",
    "2, false, false",
    "8, true, true",
    "16, true, false",
    "26, false, false"
  })
  void whoWantsNoAnswerGetsNone(int noResponse, boolean success, boolean timeout) {
    CoapMessage request = GET.withOption(CoapOption.uint(CoapOptionNumber.NO_RESPONSE, noResponse));
    Answer timedOut = Answer.failure(Reason.TIMED_OUT, "no answer");

    assertThat(Replies.reply(request, new Answer.Response(CONTENT), true).isPresent())
        .isEqualTo(success);
    assertThat(Replies.reply(request, timedOut, true).isPresent()).isEqualTo(timeout);
  }

  private static CoapMessage reply(CoapMessage request, Answer answer, boolean forward) {
    return Replies.reply(request, answer, forward).orElseThrow();
  }

  private static long maxAge(CoapMessage reply) {
    return reply.option(CoapOptionNumber.MAX_AGE).orElseThrow().asUint();
  }
}
