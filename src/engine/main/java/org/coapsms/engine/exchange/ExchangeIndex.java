package org.coapsms.engine.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * Finds exchanges by what messages carry, and knows which of a subscriber's are open and which
 * wait. All of it can be derived from the ledger. Not thread-safe.
 */
public final class ExchangeIndex {
  private record Token(Subscriber subscriber, Bytes token) {}

  private record MessageId(Subscriber subscriber, int messageId) {}

  private final Ledger ledger;
  private final Map<String, Long> byOrigin = new HashMap<>();
  private final Map<RequestId, Long> byRequest = new HashMap<>();
  private final Map<Token, Long> byToken = new HashMap<>();
  private final Map<MessageId, Long> byMessageId = new HashMap<>();
  private final Map<Subscriber, Set<Long>> open = new HashMap<>();
  private final Map<Subscriber, Deque<Long>> waiting = new HashMap<>();

  ExchangeIndex(Ledger ledger) {
    this.ledger = ledger;
  }

  Optional<ClientExchange> byOrigin(String origin) {
    return find(byOrigin.get(origin));
  }

  Optional<ClientExchange> byRequest(RequestId id) {
    return find(byRequest.get(id));
  }

  public Optional<ClientExchange> byToken(Subscriber subscriber, Bytes token) {
    return find(byToken.get(new Token(subscriber, token)));
  }

  Optional<ClientExchange> byMessageId(Subscriber subscriber, int messageId) {
    return find(byMessageId.get(new MessageId(subscriber, messageId)));
  }

  /** How many interactions are outstanding with a subscriber, in the sense of NSTART. */
  int open(Subscriber subscriber) {
    return open.getOrDefault(subscriber, Set.of()).size();
  }

  /** The first of the exchanges that are outstanding with a subscriber. */
  public Optional<ClientExchange> openExchange(Subscriber subscriber) {
    return open.getOrDefault(subscriber, Set.of()).stream().findFirst().flatMap(id -> find(id));
  }

  int waiting(Subscriber subscriber) {
    Deque<Long> queue = waiting.get(subscriber);
    return queue == null ? 0 : queue.size();
  }

  Optional<ClientExchange> nextWaiting(Subscriber subscriber) {
    Deque<Long> queue = waiting.get(subscriber);
    return queue == null ? Optional.empty() : find(queue.peekFirst());
  }

  void add(ClientExchange exchange) {
    byOrigin.put(exchange.origin(), exchange.id());
    byRequest.put(exchange.requestId(), exchange.id());
    waiting.computeIfAbsent(exchange.subscriber(), s -> new ArrayDeque<>()).add(exchange.id());
  }

  void started(ClientExchange exchange) {
    stopWaiting(exchange);
    open.computeIfAbsent(exchange.subscriber(), s -> new LinkedHashSet<>()).add(exchange.id());
    number(exchange);
  }

  void renamed(ClientExchange exchange, RequestId newest) {
    byRequest.remove(exchange.requestId());
    byRequest.put(newest, exchange.id());
  }

  /** The exchange no longer holds one of its subscriber's NSTART places. */
  void closed(ClientExchange exchange) {
    stopWaiting(exchange);
    open.computeIfPresent(
        exchange.subscriber(),
        (subscriber, ids) -> {
          ids.remove(exchange.id());
          return ids.isEmpty() ? null : ids;
        });
  }

  void finished(ClientExchange exchange) {
    closed(exchange);
    byRequest.remove(exchange.requestId());
  }

  void remove(ClientExchange exchange) {
    finished(exchange);
    byOrigin.remove(exchange.origin(), exchange.id());
    Subscriber subscriber = exchange.subscriber();
    byToken.remove(new Token(subscriber, exchange.request().token()), exchange.id());
    messageIds(exchange).forEach(id -> byMessageId.remove(id, exchange.id()));
  }

  /** Derives everything from the ledger; answers which subscribers have something waiting. */
  List<Subscriber> recover() {
    List<ClientExchange> all =
        ledger.entries().stream()
            .filter(ClientExchange.class::isInstance)
            .map(ClientExchange.class::cast)
            .sorted(Comparator.comparing(ClientExchange::accepted))
            .toList();
    for (ClientExchange exchange : all) {
      add(exchange);
      switch (exchange.stage()) {
        case WAITING -> {
          // It keeps its place in the queue.
        }
        case ACTIVE -> started(exchange);
        case ACKNOWLEDGED -> {
          closed(exchange);
          number(exchange);
        }
        case FINISHED -> {
          finished(exchange);
          if (!exchange.progress().messages().isEmpty()) {
            number(exchange);
          }
        }
      }
    }
    return new ArrayList<>(waiting.keySet());
  }

  /** An exchange has its token and its Message IDs. */
  void number(ClientExchange exchange) {
    byToken.put(new Token(exchange.subscriber(), exchange.request().token()), exchange.id());
    messageIds(exchange).forEach(id -> byMessageId.put(id, exchange.id()));
  }

  private static List<MessageId> messageIds(ClientExchange exchange) {
    List<MessageId> all = new ArrayList<>();
    exchange
        .progress()
        .sent()
        .formerMessageIds()
        .forEach(id -> all.add(new MessageId(exchange.subscriber(), id)));
    all.add(new MessageId(exchange.subscriber(), exchange.request().messageId()));
    return all;
  }

  private void stopWaiting(ClientExchange exchange) {
    waiting.computeIfPresent(
        exchange.subscriber(),
        (subscriber, ids) -> {
          ids.remove(exchange.id());
          return ids.isEmpty() ? null : ids;
        });
  }

  private Optional<ClientExchange> find(@Nullable Long id) {
    return id == null
        ? Optional.empty()
        : ledger.find(ClientExchange.key(id), ClientExchange.class);
  }
}
