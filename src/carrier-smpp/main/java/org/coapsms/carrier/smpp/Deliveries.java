package org.coapsms.carrier.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.gsm7.GsmAlphabet;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.MalformedPdu;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.InformationElement;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;

/** Reads what an SMSC delivers: a short message from a device, or the receipt of one of ours. */
final class Deliveries {
  /** UDHL and the most that it can say. */
  private static final int MAX_HEADER = 1 + 255;

  private final CarrierId carrier;
  private final int binaryCoding;

  Deliveries(SmppConfig config) {
    this.carrier = config.id();
    this.binaryCoding = config.sending().dataCoding();
  }

  /** The fields that deliver_sm and data_sm have in common. */
  record Fields(
      Address source, int esmClass, int protocolId, int dataCoding, Bytes payload, Tlvs tlvs) {

    int type() {
      return esmClass & ShortMessageBody.ESM_TYPE_MASK;
    }

    boolean hasHeader() {
      return (esmClass & ShortMessageBody.ESM_USER_DATA_HEADER) != 0;
    }
  }

  /** Reads a whole PDU; what cannot be read is junk. */
  Delivery read(Bytes pdu) {
    try {
      return fields(Pdu.decode(pdu))
          .map(this::delivery)
          .orElseGet(() -> new Delivery.Junk("no message"));
    } catch (MalformedPdu e) {
      return new Delivery.Junk(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Fields> fields(Pdu pdu) {
    if (pdu instanceof DeliverSm message) {
      return Optional.of(
          new Fields(
              message.source(),
              message.esmClass(),
              message.protocolId(),
              message.dataCoding(),
              message.payload(),
              message.tlvs()));
    }
    if (pdu instanceof DataSm message) {
      Bytes payload = message.tlvs().octets(TlvTag.MESSAGE_PAYLOAD).orElse(Bytes.EMPTY);
      return Optional.of(
          new Fields(
              message.source(),
              message.esmClass(),
              0,
              message.dataCoding(),
              payload,
              message.tlvs()));
    }
    return Optional.empty();
  }

  private Delivery delivery(Fields fields) {
    if (ReceiptFields.isReceipt(fields)) {
      return ReceiptFields.receipt(carrier, fields)
          .<Delivery>map(Delivery.OfReceipt::new)
          .orElseGet(() -> new Delivery.Junk("a receipt without an id"));
    }
    try {
      return new Delivery.OfSms(sms(fields), fields.payload().size());
    } catch (MalformedTpdu e) {
      return new Delivery.Junk(String.valueOf(e.getMessage()));
    }
  }

  private IncomingSms sms(Fields fields) throws MalformedTpdu {
    DataCoding coding = coding(fields.dataCoding());
    UserData raw = UserData.fromHeaderAndPayload(fields.hasHeader(), fields.payload());
    UserDataHeader header = withTlvs(raw.header(), fields.tlvs());
    UserData userData =
        coding.alphabet() == Alphabet.GSM7 && !coding.compressed()
            ? text(header, fields.dataCoding(), raw.octets())
            : UserData.ofOctets(header, raw.octets());
    // SMPP does not carry the service centre's time stamp.
    return new IncomingSms(
        carrier, fields.source(), fields.protocolId(), coding, userData, Optional.empty());
  }

  /** SMPP's data_coding as TP-DCS: SMPP 3.4 §5.2.19 against TS 23.038 §4. */
  private DataCoding coding(int dataCoding) {
    if (dataCoding == binaryCoding) {
      return DataCoding.OCTETS_8BIT;
    }
    return switch (dataCoding) {
      case 2, 4 -> DataCoding.OCTETS_8BIT;
      case 8 -> DataCoding.UCS2;
      // From 0xC0 on both count alike: message waiting, and data with a class.
      default -> dataCoding >= 0xC0 ? new DataCoding(dataCoding) : DataCoding.GSM7;
    };
  }

  /** Text comes with one character an octet, in the SMSC's alphabet (0) or another small one. */
  private static UserData text(UserDataHeader header, int dataCoding, Bytes octets) {
    boolean latin = dataCoding == 1 || dataCoding == 3;
    String text =
        latin
            ? new String(octets.toArray(), StandardCharsets.ISO_8859_1)
            : GsmAlphabet.decode(octets);
    String encodable = GsmAlphabet.canEncode(text) ? text : onlyEncodable(text);
    return UserData.ofGsm7(header, encodable);
  }

  private static String onlyEncodable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars()
        .mapToObj(Character::toString)
        .map(character -> GsmAlphabet.canEncode(character) ? character : "?")
        .forEach(kept::append);
    return kept.toString();
  }

  /** Concatenation and ports may come as TLVs; they become what a header would have said. */
  private static UserDataHeader withTlvs(UserDataHeader header, Tlvs tlvs) {
    UserDataHeader result = header;
    if (header.concatenation().isEmpty()) {
      result = plus(result, concatenation(tlvs));
    }
    if (header.ports().isEmpty()) {
      result = plus(result, ports(tlvs));
    }
    return result;
  }

  /** A header that is full already stays as it is: nothing that devices send is that long. */
  private static UserDataHeader plus(
      UserDataHeader header, Optional<? extends InformationElement> element) {
    return element
        .filter(added -> header.size() + 2 + added.data().size() <= MAX_HEADER)
        .map(header::plus)
        .orElse(header);
  }

  private static Optional<Concatenation> concatenation(Tlvs tlvs) {
    Optional<Integer> reference = tlvs.u16(TlvTag.SAR_MSG_REF_NUM);
    int total = tlvs.u8(TlvTag.SAR_TOTAL_SEGMENTS).orElse(0);
    int sequence = tlvs.u8(TlvTag.SAR_SEGMENT_SEQNUM).orElse(0);
    return sequence >= 1 && sequence <= total
        ? reference.map(given -> new Concatenation(16, given, total, sequence))
        : Optional.empty();
  }

  private static Optional<Ports> ports(Tlvs tlvs) {
    int source = tlvs.u16(TlvTag.SOURCE_PORT).orElse(0);
    return tlvs.u16(TlvTag.DESTINATION_PORT).map(given -> new Ports(16, given, source));
  }
}
