package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetWriter;

/** Collects the body of a PDU and puts the header before it. */
final class PduWriter {
  private final OctetWriter out = new OctetWriter();

  PduWriter u8(int value) {
    out.u8(value);
    return this;
  }

  PduWriter u32(int value) {
    out.u32(value);
    return this;
  }

  PduWriter bytes(Bytes octets) {
    out.bytes(octets);
    return this;
  }

  PduWriter text(TextField field, String text) {
    out.bytes(field.octets(text));
    return this;
  }

  PduWriter address(TextField field, Address address) {
    return u8(address.typeOfNumber()).u8(address.numberingPlan()).text(field, address.value());
  }

  PduWriter tlvs(Tlvs tlvs) {
    for (Tlv tlv : tlvs.list()) {
      out.u16(tlv.tag()).u16(tlv.value().size()).bytes(tlv.value());
    }
    return this;
  }

  Bytes pdu(Pdu pdu) {
    return new OctetWriter()
        .u32(CommandHeader.SIZE + out.size())
        .u32(pdu.commandId())
        .u32(pdu.commandStatus())
        .u32(pdu.sequenceNumber())
        .bytes(out.toBytes())
        .toBytes();
  }
}
