package org.coapsms.simulator.phone;

import static org.coapsms.codec.coap.CoapCode.GET;
import static org.coapsms.codec.coap.CoapCode.POST;
import static org.coapsms.codec.coap.CoapCode.PUT;

import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.jspecify.annotations.Nullable;

/**
 * Offers the resources of the ETSI CoAP plugtest that are too large for one message
 * (TD_COAP_BLOCK_01 to 04). {@link BlockTransfers} cuts and joins the blocks.
 */
final class LargeResources {
  /** More than the 1024 octets that one block can carry. */
  static final Bytes LARGE = lines(20);

  private Bytes updated = LARGE;
  private @Nullable Bytes created;

  List<Resource> all() {
    return List.of(
        Resource.at("/large", ";title=\"Large resource\";rt=\"block\";sz=" + LARGE.size())
            .on(GET, call -> content(LARGE)),
        Resource.at("/large-update", ";title=\"Large resource that can change\";rt=\"block\"")
            .on(GET, call -> content(updated))
            .on(PUT, this::update),
        Resource.below("/large-create", ";title=\"Creates a large resource\";rt=\"block\"")
            .on(GET, call -> created == null ? Reply.of(CoapCode.NOT_FOUND) : content(created))
            .on(POST, this::create));
  }

  private Reply update(Call call) {
    updated = call.body();
    return Reply.of(CoapCode.CHANGED);
  }

  private Reply create(Call call) {
    created = call.body();
    return Reply.of(CoapCode.CREATED)
        .with(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "large-create"))
        .with(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "1"));
  }

  private static Reply content(Bytes payload) {
    return Reply.content(Reply.TEXT_PLAIN, payload).asBlocks();
  }

  /** Lines of 64 octets, so that each block of that size can be told from the others. */
  private static Bytes lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= count; line++) {
      text.append(String.format("%02d/%02d ", line, count)).append(".".repeat(57)).append('\n');
    }
    return Bytes.ofAscii(text.toString());
  }
}
