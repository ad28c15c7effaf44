package org.coapsms.app.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/**
 * Fetches the rest of a representation of which a response held the first block (RFC 7959, 2.4).
 */
final class BlockDownload {
  // Block2 value:  | NUM (0-20 bits) | M | SZX (3 bits) |
  private static final int MORE = 0x08;
  private static final int SZX = 0x07;
  private static final int NUM_SHIFT = 4;
  private static final int SMALLEST_SHIFT = 4;

  private BlockDownload() {}

  /** The first response with the whole payload; another response if one of the rest failed. */
  static CoapMessage complete(
      CoapClient client, CoapMessage request, CoapMessage first, Duration patience)
      throws IOException, NoAnswer {
    Bytes payload = first.payload();
    CoapMessage last = first;
    while (hasMore(last)) {
      long block = last.option(CoapOptionNumber.BLOCK2).orElseThrow().asUint();
      int size = 1 << (SMALLEST_SHIFT + (int) (block & SZX));
      long next = payload.size() / size;
      if (payload.size() % size != 0 || next != (block >>> NUM_SHIFT) + 1) {
        throw new NoAnswer("the blocks of the answer do not fit together");
      }
      last =
          client.ask(
              request
                  .withoutOption(CoapOptionNumber.BLOCK2)
                  .withPayload(Bytes.EMPTY)
                  .withOption(
                      CoapOption.uint(
                          CoapOptionNumber.BLOCK2, (next << NUM_SHIFT) | (block & SZX))),
              patience);
      if (!last.code().equals(CoapCode.CONTENT)) {
        return last;
      }
      if (!tag(last).equals(tag(first))) {
        throw new NoAnswer("the resource changed while it was fetched");
      }
      payload = payload.plus(last.payload());
    }
    return first.withPayload(payload);
  }

  private static boolean hasMore(CoapMessage response) {
    return response
        .option(CoapOptionNumber.BLOCK2)
        .filter(block -> (block.asUint() & MORE) != 0)
        .isPresent();
  }

  private static Optional<CoapOption> tag(CoapMessage response) {
    return response.option(CoapOptionNumber.ETAG);
  }
}
