package org.coapsms.bridge.coap;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;

/** Turns what became of a request into what its client is told. */
final class Replies {
  /** When a client may try again if nobody knows better. */
  private static final Duration RETRY = Duration.ofSeconds(60);

  /** RFC 7967 §2: the bit for a class c of responses is 2^(c-1). */
  private static final int NO_INTEREST_IN_2XX = 0x02;

  private Replies() {}

  /** What the client is told; empty if it said that it does not want to know (RFC 7967). */
  static Optional<CoapMessage> reply(CoapMessage request, Answer answer, boolean forward) {
    CoapMessage reply =
        answer instanceof Answer.Response response
            ? passed(response.message())
            : failure((Answer.Failure) answer, forward);
    return unwanted(request, reply, answer) ? Optional.empty() : Optional.of(reply);
  }

  /** RFC 7252 §5.7.1: an option that must be understood to be passed on, and is not, spoils it. */
  private static CoapMessage passed(CoapMessage response) {
    Optional<CoapOption> unknown =
        response.options().stream().filter(Proxying::mayNotPass).findFirst();
    if (unknown.isPresent()) {
      return Proxying.diagnostic(
          CoapCode.BAD_GATEWAY,
          "the device answered with " + CoapOptionNumber.name(unknown.get().number()));
    }
    return response.withoutOption(CoapOptionNumber.OBSERVE);
  }

  private static CoapMessage failure(Answer.Failure failure, boolean forward) {
    CoapMessage told = Proxying.diagnostic(code(failure.reason(), forward), failure.detail());
    if (!told.code().equals(CoapCode.SERVICE_UNAVAILABLE)) {
      return told;
    }
    long seconds = Math.max(1, failure.retryAfter().orElse(RETRY).toSeconds());
    return told.withOption(CoapOption.uint(CoapOptionNumber.MAX_AGE, seconds));
  }

  private static CoapCode code(Reason reason, boolean forward) {
    return switch (reason) {
      case NOT_ALLOWED -> forward ? CoapCode.PROXYING_NOT_SUPPORTED : CoapCode.FORBIDDEN;
      case OVERLOADED, NOTHING_SENT -> CoapCode.SERVICE_UNAVAILABLE;
      case TOO_LARGE -> CoapCode.REQUEST_ENTITY_TOO_LARGE;
      case UNDELIVERABLE, RESET -> CoapCode.BAD_GATEWAY;
      case TIMED_OUT -> CoapCode.GATEWAY_TIMEOUT;
    };
  }

  private static boolean unwanted(CoapMessage request, CoapMessage reply, Answer answer) {
    Optional<CoapOption> noResponse = request.option(CoapOptionNumber.NO_RESPONSE);
    if (noResponse.isEmpty()) {
      return false;
    }
    long unwanted = noResponse.get().asUint();
    // Silence of a device that was asked to keep silent is success, as far as anybody can tell.
    boolean expectedSilence =
        answer instanceof Answer.Failure failure
            && failure.reason() == Reason.TIMED_OUT
            && (unwanted & NO_INTEREST_IN_2XX) != 0;
    return expectedSilence || (unwanted & 1L << (reply.code().codeClass() - 1)) != 0;
  }
}
