package org.coapsms.codec.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.MalformedPdu;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.ShortMessagePdu;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.UnknownPdu;

/** Shows one SMPP PDU. */
final class SmppView {
  private final Pdu pdu;
  private final Bytes octets;
  private final Walk walk;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<Object> tlvs = new ArrayList<>();

  private SmppView(Pdu pdu, Bytes octets) {
    this.pdu = pdu;
    this.octets = octets;
    this.walk = new Walk(octets);
  }

  static Reading read(Bytes octets) throws MalformedPdu {
    return new SmppView(Pdu.decode(octets), octets).read(CommandHeader.decode(octets));
  }

  private Reading read(CommandHeader header) {
    header(header);
    parties();
    json.put("fields", fields);
    json.put("tlvs", tlvs);
    for (SmppLayout.Item item : SmppLayout.of(header.commandId())) {
      if (walk.remaining() > 0) {
        field(item);
      }
    }
    if (pdu instanceof UnknownPdu unknown) {
      walk.take(walk.remaining(), "body", unknown.body());
      fields.put("body", unknown.body().toHex());
    }
    while (walk.remaining() > 0) {
      tlv();
    }
    Decoded decoded = new Decoded(Kind.SMPP, octets, walk.fields(), json);
    return new Reading(decoded, CommandId.isKnown(header.commandId()));
  }

  private void header(CommandHeader header) {
    String status = CommandStatus.name(header.commandStatus());
    walk.take(4, "command_length", header.length());
    walk.take(
        4,
        "command_id",
        String.format("0x%08x %s", header.commandId(), CommandId.name(header.commandId())));
    walk.take(
        4,
        "command_status",
        String.format(
            "0x%08x %s: %s",
            header.commandStatus(), status, CommandStatus.description(header.commandStatus())));
    walk.take(4, "sequence_number", unsigned(header.sequenceNumber()));
    json.put("kind", Kind.SMPP.label());
    json.put("command", CommandId.name(header.commandId()));
    json.put("commandId", unsigned(header.commandId()));
    json.put("commandStatus", unsigned(header.commandStatus()));
    json.put("commandStatusName", status);
    json.put("sequence", unsigned(header.sequenceNumber()));
  }

  private void parties() {
    if (pdu instanceof ShortMessagePdu message) {
      parties(message.source(), message.destination());
      json.put("pid", message.protocolId());
      json.put("dcs", message.dataCoding());
    } else if (pdu instanceof DataSm message) {
      parties(message.source(), message.destination());
      json.put("dcs", message.dataCoding());
    } else if (pdu instanceof SubmitMulti message) {
      json.put("source", TpduView.number(message.body().source()));
      json.put("pid", message.body().protocolId());
      json.put("dcs", message.body().dataCoding());
    }
  }

  private void parties(Address source, Address destination) {
    boolean towardsEsme = pdu.commandId() == CommandId.DELIVER_SM;
    json.put("source", TpduView.number(source));
    json.put("destination", TpduView.number(destination));
    json.put("address", TpduView.number(towardsEsme ? source : destination));
  }

  private void field(SmppLayout.Item item) {
    switch (item.shape()) {
      case TEXT -> fields.put(item.name(), text(walk, item.name()));
      case OCTET -> {
        int value = walk.peek(0);
        walk.take(1, item.name(), String.format("%d (0x%02x)", value, value));
        fields.put(item.name(), value);
      }
      case MESSAGE -> message(item.name());
      case DESTINATIONS -> fields.put(item.name(), destinations());
      case UNSUCCESSFUL -> fields.put(item.name(), unsuccessful());
    }
  }

  private void message(String name) {
    int length = walk.peek(0);
    walk.take(1, "sm_length", length);
    Bytes message = walk.ahead(length);
    fields.put("sm_length", length);
    fields.put(name, message.toHex());
    if (length > 0) {
      content(walk, name, message);
    }
  }

  private void tlv() {
    int tag = walk.peek(0) << 8 | walk.peek(1);
    int length = walk.peek(2) << 8 | walk.peek(3);
    String name = TlvTag.name(tag);
    Bytes value = walk.ahead(4 + length).from(4);
    Object readable = readable(tag, value);
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("tag", tag);
    one.put("name", name);
    one.put("value", readable);
    tlvs.add(one);
    boolean isContent =
        tag == TlvTag.MESSAGE_PAYLOAD && !json.containsKey("text") && !json.containsKey("userData");
    String shown = String.format("0x%04x %s", tag, name);
    if (isContent) {
      walk.take(
          4 + length,
          shown,
          "",
          inside -> {
            inside.take(4, "tag, length", length);
            content(inside, name, value);
          });
    } else {
      walk.take(4 + length, shown, readable);
    }
  }

  private static Object readable(int tag, Bytes value) {
    return switch (TlvTag.kind(tag)) {
      case UINT -> value.size() >= 1 && value.size() <= 4 ? number(value) : value.toHex();
      case STRING -> new Tlv(tag, value).asText();
      case OPAQUE -> value.toHex();
    };
  }

  private static Object number(Bytes value) {
    return Long.parseLong(value.toHex(), 16);
  }

  private void content(Walk where, String name, Bytes content) {
    boolean deliver = pdu.commandId() == CommandId.DELIVER_SM || pdu instanceof DataSm;
    int type = esmClass() & ShortMessageBody.ESM_TYPE_MASK;
    boolean receipt =
        deliver
            && (type == ShortMessageBody.ESM_DELIVERY_RECEIPT
                || type == ShortMessageBody.ESM_INTERMEDIATE_NOTIFICATION);
    boolean header = (esmClass() & ShortMessageBody.ESM_USER_DATA_HEADER) != 0;
    SmppContent shown = new SmppContent(content, dataCoding(), header, receipt);
    where.take(content.size(), name, "", inside -> shown.show(inside, json));
  }

  private int esmClass() {
    return fields.get("esm_class") instanceof Integer esmClass ? esmClass : 0;
  }

  private int dataCoding() {
    return fields.get("data_coding") instanceof Integer dataCoding ? dataCoding : 0;
  }

  // | number | { 1 | TON | NPI | address } or { 2 | dl_name } ... |   SMPP 3.4, 4.5.1.1
  private List<Object> destinations() {
    List<Object> all = new ArrayList<>();
    int count = walk.peek(0);
    walk.take(1, "number_of_dests", count);
    for (int i = 0; i < count; i++) {
      boolean list = walk.peek(0) == 2;
      int fixed = list ? 1 : 3;
      String name = textAhead(fixed);
      walk.take(fixed + name.length() + 1, list ? "dl_name" : "dest_address", name);
      all.add(name);
    }
    return all;
  }

  // | number | { TON | NPI | address | error_status_code 4 } ... |   SMPP 3.4, 4.5.2
  private List<Object> unsuccessful() {
    List<Object> all = new ArrayList<>();
    int count = walk.peek(0);
    walk.take(1, "no_unsuccess", count);
    for (int i = 0; i < count; i++) {
      String address = textAhead(2);
      int fixed = 2 + address.length() + 1;
      int status = (int) Long.parseLong(walk.ahead(fixed + 4).from(fixed).toHex(), 16);
      walk.take(fixed + 4, "unsuccess_sme", address + " " + CommandStatus.name(status));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("address", address);
      one.put("status", unsigned(status));
      all.add(one);
    }
    return all;
  }

  private String text(Walk where, String name) {
    String text = textAhead(0);
    where.take(text.length() + 1, name, text);
    return text;
  }

  /** The characters up to the next NUL behind so many octets; one octet is one character. */
  private String textAhead(int skip) {
    int end = skip;
    while (walk.peek(end) != 0) {
      end++;
    }
    return new String(walk.ahead(end).from(skip).toArray(), StandardCharsets.ISO_8859_1);
  }

  private static long unsigned(int number) {
    return Integer.toUnsignedLong(number);
  }
}
