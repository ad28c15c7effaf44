package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/** Joins request bodies that come in blocks and cuts responses into blocks; RFC 7959. */
final class BlockTransfers {
  private static final int MAX_BODY = 32 * 1024;

  private final PhoneBehaviour.ForResources behaviour;
  private final Map<Key, Partial> partial = new HashMap<>();

  BlockTransfers(PhoneBehaviour.ForResources behaviour) {
    this.behaviour = behaviour;
  }

  /** What became of a request: whole at last, or an answer for the time being. */
  record Joined(Optional<CoapMessage> whole, Reply meanwhile) {
    static Joined whole(CoapMessage request) {
      return new Joined(Optional.of(request), Reply.NEVER);
    }

    static Joined notYet(Reply meanwhile) {
      return new Joined(Optional.empty(), meanwhile);
    }
  }

  /** Takes a request with or without Block1. */
  Joined join(Instant now, Peer peer, CoapMessage request) {
    Optional<CoapOption> option = request.option(CoapOptionNumber.BLOCK1);
    if (option.isEmpty()) {
      return Joined.whole(request);
    }
    Block block;
    try {
      block = Block.of(option.get());
    } catch (IllegalArgumentException e) {
      return Joined.notYet(Reply.of(CoapCode.BAD_REQUEST, "Block1"));
    }
    if (block.more() && request.payload().size() != block.size()) {
      return Joined.notYet(Reply.of(CoapCode.BAD_REQUEST, "a block of another size"));
    }
    Key key = new Key(peer, request.code(), request.uriPath(), request.uriQuery());
    Partial before = partial.remove(key);
    if (before != null && Ages.isOver(now, before.at(), behaviour.blockLifetime())) {
      before = null;
    }
    Bytes body = block.number() == 0 || before == null ? Bytes.EMPTY : before.body();
    if (body.size() != (long) block.number() * block.size()) {
      return Joined.notYet(Reply.of(CoapCode.REQUEST_ENTITY_INCOMPLETE, "a block is missing"));
    }
    body = body.plus(request.payload());
    if (body.size() > MAX_BODY) {
      return Joined.notYet(Reply.of(CoapCode.REQUEST_ENTITY_TOO_LARGE));
    }
    if (!block.more()) {
      return Joined.whole(request.withPayload(body));
    }
    partial.put(key, new Partial(now, body));
    return Joined.notYet(Reply.of(CoapCode.CONTINUE).with(block.option(CoapOptionNumber.BLOCK1)));
  }

  /** The part of a reply that goes into this response, with the options that say so. */
  Reply cut(CoapMessage request, Reply reply) {
    Reply result = reply;
    Optional<CoapOption> block1 = request.option(CoapOptionNumber.BLOCK1);
    if (reply.isSuccess() && block1.isPresent() && !reply.options().contains(block1.get())) {
      result = result.with(block1.get());
    }
    Optional<CoapOption> option = request.option(CoapOptionNumber.BLOCK2);
    if (!reply.isSuccess() || (option.isEmpty() && !isTooLarge(reply))) {
      return result;
    }
    Block wanted;
    try {
      wanted =
          option.isEmpty() ? new Block(0, false, behaviour.blockSize()) : Block.of(option.get());
    } catch (IllegalArgumentException e) {
      return Reply.of(CoapCode.BAD_REQUEST, "Block2");
    }
    int size = reply.inBlocks() ? Math.min(wanted.size(), behaviour.blockSize()) : wanted.size();
    Bytes whole = reply.payload();
    long from = (long) wanted.number() * wanted.size();
    if (from > 0 && from >= whole.size()) {
      return Reply.of(CoapCode.BAD_REQUEST, "no such block");
    }
    int start = (int) from;
    int end = Math.min(start + size, whole.size());
    Block block = new Block(start / size, end < whole.size(), size);
    result = result.with(whole.slice(start, end)).with(block.option(CoapOptionNumber.BLOCK2));
    return start == 0 && block.more()
        ? result.with(CoapOption.uint(CoapOptionNumber.SIZE2, whole.size()))
        : result;
  }

  /** Forgets unfinished bodies, as a reboot does. */
  void clear() {
    partial.clear();
  }

  private boolean isTooLarge(Reply reply) {
    return reply.inBlocks() && reply.payload().size() > behaviour.blockSize();
  }

  private record Key(Peer peer, CoapCode method, List<String> path, List<String> query) {}

  private record Partial(Instant at, Bytes body) {}
}
