package org.coapsms.codec.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;

/** Walks through one PDU; every step beyond its end becomes a {@link MalformedPdu}. */
final class PduReader {
  private final CommandHeader header;
  private final OctetReader<MalformedPdu> in;
  private final Bytes whole;

  private PduReader(CommandHeader header, OctetReader<MalformedPdu> in, Bytes whole) {
    this.header = header;
    this.in = in;
    this.whole = whole;
  }

  /** Stands behind the header of exactly one PDU. */
  static PduReader of(Bytes whole) throws MalformedPdu {
    OctetReader<MalformedPdu> in = octets(whole, CommandStatus.ESME_RINVMSGLEN);
    CommandHeader header;
    if (whole.size() < CommandHeader.SIZE) {
      header = CommandHeader.decode(whole);
    } else {
      header = CommandHeader.read(in);
    }
    if (header.length() < CommandHeader.SIZE) {
      throw new MalformedPdu(
          0, "command_length " + header.length() + ", below 16", CommandStatus.ESME_RINVCMDLEN);
    }
    if (header.length() > whole.size()) {
      throw new MalformedPdu(
          whole.size(),
          "ends before command_length " + header.length(),
          CommandStatus.ESME_RINVCMDLEN);
    }
    if (header.length() < whole.size()) {
      throw new MalformedPdu(
          (int) header.length(),
          "goes on behind command_length " + header.length(),
          CommandStatus.ESME_RINVCMDLEN);
    }
    return new PduReader(header, in, whole);
  }

  static OctetReader<MalformedPdu> octets(Bytes octets, int statusAtEnd) {
    return new OctetReader<>(octets, (offset, what) -> new MalformedPdu(offset, what, statusAtEnd));
  }

  CommandHeader header() {
    return header;
  }

  int sequenceNumber() {
    return header.sequenceNumber();
  }

  int commandStatus() {
    return header.commandStatus();
  }

  int position() {
    return in.position();
  }

  boolean hasMore() {
    return in.hasMore();
  }

  int u8(String what) throws MalformedPdu {
    return in.u8(what);
  }

  int u32(String what) throws MalformedPdu {
    return (int) in.u32(what);
  }

  Bytes bytes(int count, String what) throws MalformedPdu {
    return in.bytes(count, what);
  }

  Bytes rest() {
    return in.rest();
  }

  /** A C-octet string, without its NUL. */
  String text(TextField field) throws MalformedPdu {
    int start = in.position();
    int limit = Math.min(whole.size(), start + field.maxOctets());
    int end = start;
    while (end < limit && whole.at(end) != 0) {
      end++;
    }
    if (end == start + field.maxOctets()) {
      throw new MalformedPdu(
          end - 1,
          field.wireName() + " is longer than " + (field.maxOctets() - 1) + " characters",
          field.statusIfTooLong());
    }
    if (end == whole.size()) {
      throw new MalformedPdu(
          end, "ends before the NUL of " + field.wireName(), CommandStatus.ESME_RINVMSGLEN);
    }
    byte[] octets = in.bytes(end - start, field.wireName()).toArray();
    in.u8("NUL");
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  // | TON | NPI | address ... NUL |   SMPP 3.4, 4.4.1
  Address address(TextField field) throws MalformedPdu {
    int typeOfNumber = in.u8("the TON of " + field.wireName());
    int numberingPlan = in.u8("the NPI of " + field.wireName());
    String value = text(field);
    // Some peers write the '+' although the TON says it.
    boolean plusTwice = typeOfNumber == Address.INTERNATIONAL && value.startsWith("+");
    return new Address(typeOfNumber, numberingPlan, plusTwice ? value.substring(1) : value);
  }

  // | tag 2 | length 2 | value |   SMPP 3.4, 3.2.4.1
  Tlvs tlvs() throws MalformedPdu {
    OctetReader<MalformedPdu> stream = octets(whole, CommandStatus.ESME_RINVTLVSTREAM);
    stream.bytes(in.position(), "the body");
    List<Tlv> list = new ArrayList<>();
    while (stream.hasMore()) {
      int tag = stream.u16("the tag of an optional parameter");
      int length = stream.u16("the length of " + TlvTag.name(tag));
      list.add(new Tlv(tag, stream.bytes(length, TlvTag.name(tag))));
    }
    in.rest();
    return list.isEmpty() ? Tlvs.EMPTY : new Tlvs(list);
  }

  /** Refuses octets behind the last field. */
  void end() throws MalformedPdu {
    if (in.hasMore()) {
      throw in.here(CommandId.name(header.commandId()) + " with more than its fields");
    }
  }
}
