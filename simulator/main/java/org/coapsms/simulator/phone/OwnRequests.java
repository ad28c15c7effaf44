package org.coapsms.simulator.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.simulator.phone.ResponseListener.Outcome;

/** Keeps the phone's own requests until they end, and finds them by token; RFC 7252 §5.3.2. */
final class OwnRequests {
  private final Duration timeout;
  private final Schedule schedule;
  private final Map<Bytes, Open> open = new HashMap<>();

  OwnRequests(Duration timeout, Schedule schedule) {
    this.timeout = timeout;
    this.schedule = schedule;
  }

  void opened(Instant now, Peer peer, CoapMessage request, ResponseListener listener) {
    Open entry = new Open(peer, request, listener);
    open.put(request.token(), entry);
    schedule.at(
        now.plus(timeout),
        when -> {
          if (open.remove(request.token(), entry)) {
            listener.ended(when, Outcome.TIMED_OUT, Optional.empty());
          }
        });
  }

  boolean isTokenInUse(Bytes token) {
    return open.containsKey(token);
  }

  /** The request that a response from this peer answers. */
  Optional<CoapMessage> requestFor(Peer peer, CoapMessage response) {
    Open entry = open.get(response.token());
    return entry != null && entry.peer().number().equals(peer.number())
        ? Optional.of(entry.request())
        : Optional.empty();
  }

  void end(Instant now, Bytes token, Outcome outcome, Optional<CoapMessage> response) {
    Open entry = open.remove(token);
    if (entry != null) {
      entry.listener().ended(now, outcome, response);
    }
  }

  void forgetAll(Instant now) {
    List<Bytes> tokens = new ArrayList<>(open.keySet());
    tokens.forEach(token -> end(now, token, Outcome.FORGOTTEN, Optional.empty()));
  }

  private record Open(Peer peer, CoapMessage request, ResponseListener listener) {}
}
