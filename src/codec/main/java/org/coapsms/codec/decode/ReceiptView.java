package org.coapsms.codec.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.receipt.MalformedReceipt;
import org.coapsms.codec.receipt.ReceiptText;

/** Shows the text of a delivery receipt. */
final class ReceiptView {
  private ReceiptView() {}

  static Reading read(Bytes octets) throws MalformedReceipt {
    return read(octets, ReceiptText.parse(octets));
  }

  /** Shows a receipt given as text; the octets are those of the text. */
  static Reading read(String text) throws MalformedReceipt {
    return read(Bytes.ofUtf8(text), ReceiptText.parse(text));
  }

  private static Reading read(Bytes octets, ReceiptText receipt) {
    Walk walk = new Walk(octets);
    walk.take(octets.size(), "receipt", "", inside -> walk(inside, receipt));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", Kind.RECEIPT.label());
    json.put("receipt", json(receipt));
    boolean plausible = octets.toUtf8().chars().allMatch(ReceiptView::isText);
    return new Reading(new Decoded(Kind.RECEIPT, octets, walk.fields(), json), plausible);
  }

  /** The fields of a receipt cover no octets of their own: their order is the vendor's. */
  static void walk(Walk walk, ReceiptText receipt) {
    json(receipt).forEach((name, value) -> walk.take(0, name, value));
  }

  static Map<String, Object> json(ReceiptText receipt) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "id", receipt.id());
    put(json, "sub", receipt.sub());
    put(json, "dlvrd", receipt.dlvrd());
    put(json, "submitDate", receipt.submitDate());
    put(json, "doneDate", receipt.doneDate());
    put(json, "stat", receipt.stat());
    put(json, "err", receipt.err());
    put(json, "text", receipt.text());
    put(json, "state", receipt.state().map(Enum::name));
    return json;
  }

  private static void put(Map<String, Object> json, String name, Optional<String> value) {
    value.ifPresent(present -> json.put(name, present));
  }

  private static boolean isText(int c) {
    return c == 0 || "\t\r\n".indexOf(c) >= 0 || (c >= 0x20 && c < 0x7F);
  }
}
