package org.coapsms.carrier.smpp;

import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.receipt.MalformedReceipt;
import org.coapsms.codec.receipt.MessageState;
import org.coapsms.codec.receipt.ReceiptText;
import org.coapsms.codec.smpp.QuerySmResp;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;

/**
 * Reads receipts: the TLVs first, which leave no room for taste, then the text, which does. SMPP
 * 3.4 §4.6.1, §5.3.2.12, §5.3.2.35 and appendix B.
 */
final class ReceiptFields {
  private ReceiptFields() {}

  static boolean isReceipt(Deliveries.Fields fields) {
    return fields.type() == ShortMessageBody.ESM_DELIVERY_RECEIPT
        || fields.type() == ShortMessageBody.ESM_INTERMEDIATE_NOTIFICATION
        || fields.tlvs().find(TlvTag.RECEIPTED_MESSAGE_ID).isPresent();
  }

  /**
   * The receipt, if it says for what: by an id, or where that SMSC's answers have none, by whom the
   * message was for.
   */
  static Optional<Receipt> receipt(CarrierId carrier, Deliveries.Fields fields) {
    Optional<ReceiptText> text = text(fields.payload());
    Optional<Address> recipient =
        Optional.of(fields.source()).filter(number -> !number.value().isEmpty());
    String detail = detail(fields, text);
    return fields
        .tlvs()
        .text(TlvTag.RECEIPTED_MESSAGE_ID)
        .filter(id -> !id.isEmpty())
        .or(() -> text.flatMap(ReceiptText::id))
        .or(() -> recipient.filter(present -> !detail.isEmpty()).map(present -> ""))
        .map(id -> new Receipt(carrier, id, recipient, state(fields, text), detail));
  }

  /** What query_sm_resp says, as a receipt: SMPP 3.4 §4.8.2. */
  static Receipt answer(Query query, QuerySmResp resp) {
    ReceiptState state =
        MessageState.fromCode(resp.messageState())
            .map(ReceiptFields::state)
            .orElse(ReceiptState.UNCONFIRMED);
    return Receipt.answering(query, state, "query_sm " + detail(resp));
  }

  /** The network's own words. */
  static String detail(QuerySmResp resp) {
    String error = resp.errorCode() == 0 ? "" : " error_code:" + resp.errorCode();
    return "message_state:" + resp.messageState() + error;
  }

  private static Optional<ReceiptText> text(Bytes payload) {
    try {
      return Optional.of(ReceiptText.parse(payload));
    } catch (MalformedReceipt e) {
      return Optional.empty();
    }
  }

  private static ReceiptState state(Deliveries.Fields fields, Optional<ReceiptText> text) {
    if (fields.type() == ShortMessageBody.ESM_INTERMEDIATE_NOTIFICATION) {
      return ReceiptState.STILL_TRYING;
    }
    return fields
        .tlvs()
        .u8(TlvTag.MESSAGE_STATE)
        .flatMap(MessageState::fromCode)
        .or(() -> text.flatMap(ReceiptText::state))
        .map(ReceiptFields::state)
        .orElse(ReceiptState.UNCONFIRMED);
  }

  private static ReceiptState state(MessageState state) {
    return switch (state) {
      case SCHEDULED, ENROUTE -> ReceiptState.STILL_TRYING;
      case DELIVERED -> ReceiptState.DELIVERED;
      case EXPIRED -> ReceiptState.FAILED_TEMPORARY;
      case DELETED, UNDELIVERABLE, REJECTED -> ReceiptState.FAILED_PERMANENT;
      case ACCEPTED, UNKNOWN, SKIPPED -> ReceiptState.UNCONFIRMED;
    };
  }

  /** The network's own words: {@code stat:UNDELIV err:069}. */
  private static String detail(Deliveries.Fields fields, Optional<ReceiptText> text) {
    StringBuilder words = new StringBuilder();
    text.flatMap(ReceiptText::stat).ifPresent(stat -> words.append(" stat:").append(stat));
    text.flatMap(ReceiptText::err).ifPresent(err -> words.append(" err:").append(err));
    fields
        .tlvs()
        .u8(TlvTag.MESSAGE_STATE)
        .ifPresent(state -> words.append(" message_state:").append(state));
    fields
        .tlvs()
        .octets(TlvTag.NETWORK_ERROR_CODE)
        .ifPresent(code -> words.append(" network_error_code:").append(code.toHex()));
    return words.toString().strip();
  }
}
