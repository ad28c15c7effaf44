package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;
import org.coapsms.engine.Input;
import org.coapsms.engine.message.Carriers;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Route;
import org.coapsms.engine.route.Sleep;

/**
 * Decides whether a client's request can be taken, before anything is spent on it. Not thread-safe.
 */
final class Intake {
  /** What a client is told to wait when too much is queued for its device. */
  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(60);

  private static final Bytes TOKEN_TO_COME = Bytes.of(0, 0, 0, 0);

  private final Directory directory;
  private final Messages messages;
  private final Carriers carriers;
  private final ExchangeIndex index;

  Intake(Directory directory, Messages messages, Carriers carriers, ExchangeIndex index) {
    this.directory = directory;
    this.messages = messages;
    this.carriers = carriers;
    this.index = index;
  }

  /** Why a request cannot be taken, if it cannot. */
  Optional<Answer.Failure> refusal(Instant now, Input.ClientRequest input) {
    Optional<Route> route = directory.route(input.to());
    if (route.isEmpty()) {
      return refuse(Reason.NOT_ALLOWED, "no route allows this number");
    }
    Optional<String> tooLarge =
        messages.tooLarge(input.to(), input.request().withToken(TOKEN_TO_COME).encode());
    if (tooLarge.isPresent()) {
      return refuse(Reason.TOO_LARGE, tooLarge.get());
    }
    DeviceProfile profile = directory.profile(input.to());
    if (index.waiting(input.to()) >= profile.maxWaiting()
        && index.open(input.to()) >= profile.nstart()) {
      return overloaded("too many requests wait for this device", RETRY_WHEN_FULL);
    }
    if (route.get().carriers().stream().allMatch(carriers::full)) {
      return overloaded("too many short messages wait for every carrier", RETRY_WHEN_FULL);
    }
    return asleep(profile, now)
        .filter(awake -> !awake.isBefore(deadline(now, input, route.get(), profile)))
        .flatMap(
            awake -> overloaded("the device sleeps until " + awake, Duration.between(now, awake)));
  }

  /** A request that was not refused, still without its number on the air. */
  ClientExchange taken(Instant now, long id, Input.ClientRequest input) {
    DeviceProfile profile = directory.profile(input.to());
    CoapType type = profile.typeOnAir().orElse(input.request().type());
    return new ClientExchange(
        id,
        input.id(),
        input.origin(),
        input.to(),
        input.request().withType(type),
        now,
        deadline(now, input, directory.route(input.to()).orElseThrow(), profile),
        ClientExchange.Progress.waiting(),
        Optional.empty());
  }

  private static Instant deadline(
      Instant now, Input.ClientRequest input, Route route, DeviceProfile profile) {
    Duration patience = route.deadline().orElse(profile.timing().deadline());
    return now.plus(input.patience().filter(p -> p.compareTo(patience) < 0).orElse(patience));
  }

  private static Optional<Instant> asleep(DeviceProfile profile, Instant now) {
    return profile.sleep().flatMap((Sleep sleep) -> sleep.until(now));
  }

  private static Optional<Answer.Failure> refuse(Reason reason, String detail) {
    return Optional.of(new Answer.Failure(reason, detail, Optional.empty()));
  }

  private static Optional<Answer.Failure> overloaded(String detail, Duration retryAfter) {
    return Optional.of(new Answer.Failure(Reason.OVERLOADED, detail, Optional.of(retryAfter)));
  }
}
