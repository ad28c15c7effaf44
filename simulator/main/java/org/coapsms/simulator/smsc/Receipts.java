package org.coapsms.simulator.smsc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.receipt.MessageState;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;

/** Writes delivery receipts as SMPP 3.4 appendix B tells, in the style of the account. */
final class Receipts {
  private static final int QUOTED = 20;

  /** What short_message holds in SMPP 3.4. */
  private static final int MAX_TEXT = 254;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

  private Receipts() {}

  /** What became of the message in the end. */
  static ShortMessageBody last(AcceptedMessage message, MessageState state, Instant now) {
    return receipt(message, ShortMessageBody.ESM_DELIVERY_RECEIPT, state, now);
  }

  /** That the message is under way. */
  static ShortMessageBody intermediate(AcceptedMessage message, Instant now) {
    return receipt(
        message, ShortMessageBody.ESM_INTERMEDIATE_NOTIFICATION, MessageState.ENROUTE, now);
  }

  private static ShortMessageBody receipt(
      AcceptedMessage message, int esmClass, MessageState state, Instant now) {
    Submission submission = message.submission();
    ReceiptStyle style = message.account().description().receipts();
    String id = style.ids().write(message.id());
    boolean delivered = state == MessageState.DELIVERED;
    String text =
        fill(
            style.template(),
            Map.of(
                "id", id,
                "sub", "001",
                "dlvrd", delivered ? "001" : "000",
                "submitDate", MINUTE.format(message.submitted()),
                "doneDate", MINUTE.format(now),
                "stat", state.text(),
                "err", error(state),
                "text", quoted(submission)));
    List<Tlv> tlvs = new ArrayList<>();
    if (style.tlvs()) {
      tlvs.add(Tlv.text(TlvTag.RECEIPTED_MESSAGE_ID, id));
      tlvs.add(Tlv.u8(TlvTag.MESSAGE_STATE, state.code()));
    }
    Address subscriber = submission.destination();
    Address customer = submission.source();
    return MobileOriginated.body(
        subscriber,
        customer,
        esmClass,
        0,
        0,
        Bytes.ofAscii(text.substring(0, Math.min(text.length(), MAX_TEXT))),
        new Tlvs(tlvs));
  }

  private static String error(MessageState state) {
    // The MAP errors behind it, TS 29.002: 27 absent subscriber, 1 unknown subscriber.
    return switch (state) {
      case EXPIRED -> "027";
      case UNDELIVERABLE -> "001";
      default -> "000";
    };
  }

  /** The beginning of a text; data is not quoted, as it would make the receipt unreadable. */
  private static String quoted(Submission submission) {
    boolean plain = submission.dataCoding() <= 1 && !submission.hasHeader();
    if (!plain) {
      return "";
    }
    Bytes content = submission.content();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(QUOTED, content.size()); i++) {
      int octet = content.at(i);
      text.append(octet >= ' ' && octet < 0x7F ? (char) octet : '.');
    }
    return text.toString();
  }

  private static String fill(String template, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', done)) {
      int close = template.indexOf('}', open);
      String value = close < 0 ? null : values.get(template.substring(open + 1, close));
      int next = value == null ? open + 1 : close + 1;
      text.append(template, done, value == null ? next : open);
      if (value != null) {
        text.append(value);
      }
      done = next;
    }
    return text.append(template, done, template.length()).toString();
  }
}
