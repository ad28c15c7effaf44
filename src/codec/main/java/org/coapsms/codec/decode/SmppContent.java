package org.coapsms.codec.decode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.gsm7.GsmAlphabet;
import org.coapsms.codec.receipt.MalformedReceipt;
import org.coapsms.codec.receipt.ReceiptText;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;

/**
 * Shows what short_message or message_payload carries.
 *
 * @param dataCoding of SMPP, which is not TP-DCS: SMPP 3.4 §5.2.19
 * @param header whether esm_class announces a user data header
 * @param receipt whether esm_class announces a receipt
 */
record SmppContent(Bytes content, int dataCoding, boolean header, boolean receipt) {
  private static final int DEFAULT_ALPHABET = 0x00;
  private static final int ASCII = 0x01;
  private static final int LATIN_1 = 0x03;
  private static final int UCS2 = 0x08;

  void show(Walk walk, Map<String, Object> json) {
    UserDataHeader found = UserDataHeader.EMPTY;
    Bytes payload = content;
    if (header) {
      try {
        UserData userData = UserData.fromHeaderAndPayload(true, content);
        found = userData.header();
        payload = userData.octets();
      } catch (MalformedTpdu malformed) {
        json.put("udhError", String.valueOf(malformed.getMessage()));
      }
    }
    ContentView.show(walk, json, found, payload, text(payload));
    if (receipt) {
      showReceipt(walk, json, payload);
    }
  }

  private static void showReceipt(Walk walk, Map<String, Object> json, Bytes payload) {
    try {
      ReceiptText read = ReceiptText.parse(payload);
      json.put("receipt", ReceiptView.json(read));
      walk.take(0, "receipt", "", inside -> ReceiptView.walk(inside, read));
    } catch (MalformedReceipt malformed) {
      json.put("receiptError", String.valueOf(malformed.getMessage()));
    }
  }

  /** The text, if it is text that can be read; SMPP puts one GSM character into each octet. */
  private Optional<String> text(Bytes payload) {
    if (receipt) {
      return Optional.of(latin1(payload));
    }
    return switch (dataCoding) {
      case DEFAULT_ALPHABET -> Optional.of(isSevenBit(payload) ? gsm(payload) : latin1(payload));
      case ASCII, LATIN_1 -> Optional.of(latin1(payload));
      case UCS2 -> Optional.of(new String(payload.toArray(), StandardCharsets.UTF_16BE));
      default -> Optional.empty();
    };
  }

  private static String gsm(Bytes payload) {
    return GsmAlphabet.decode(payload);
  }

  private static String latin1(Bytes payload) {
    return new String(payload.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static boolean isSevenBit(Bytes payload) {
    for (int i = 0; i < payload.size(); i++) {
      if (payload.at(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
