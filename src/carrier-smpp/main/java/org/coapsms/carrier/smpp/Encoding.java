package org.coapsms.carrier.smpp;

import java.time.Duration;
import java.util.List;
import org.coapsms.carrier.smpp.SmppConfig.Numbering;
import org.coapsms.carrier.smpp.SmppConfig.Segments;
import org.coapsms.carrier.smpp.SmppConfig.Sending;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.gsm7.Septets;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.QuerySm;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.SmppTime;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.SubmitSm;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;

/** Writes what we ask of an SMSC in the way that the account wants. Thread-safe. */
final class Encoding {
  /** What one submit_multi may name: SMPP 3.4 §4.5.1. */
  static final int MAX_GROUP = 254;

  /** SMPP 3.4 §5.2.23. */
  private static final int MAX_MESSAGE_ID = 64;

  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);

  private final Sending sending;
  private final Address number;

  Encoding(SmppConfig config) {
    this.sending = config.sending();
    this.number = ourNumber(config.account().number());
  }

  /**
   * Writes one segment as submit_sm or data_sm.
   *
   * @throws IllegalArgumentException if SMPP cannot carry it
   */
  EncodedPdu submission(Submission segment) {
    ShortMessageBody body = body(segment);
    Pdu pdu = sending.commands().dataSm() ? dataSm(body, segment) : new SubmitSm(0, body);
    return encoded(pdu, WireTraces.shortened(segment.destination()), segment);
  }

  /**
   * Writes segments that differ in nothing but their subscribers as one submit_multi.
   *
   * @throws IllegalArgumentException if SMPP cannot carry them
   */
  EncodedPdu group(List<Submission> segments) {
    Submission first = segments.get(0);
    List<SubmitMulti.Destination> destinations =
        segments.stream()
            .<SubmitMulti.Destination>map(
                segment -> new SubmitMulti.Sme(declared(segment.destination())))
            .toList();
    ShortMessageBody body = body(first).withDestination(SubmitMulti.NOBODY);
    return encoded(new SubmitMulti(0, destinations, body), segments.size() + " subscribers", first);
  }

  /** Whether query_sm can carry an id: some SMSCs answer with none, or with longer ones. */
  static boolean canAskFor(String messageId) {
    return !messageId.isEmpty() && messageId.length() <= MAX_MESSAGE_ID;
  }

  /**
   * Writes a query_sm, from the number and with the TON and NPI that the submission had: SMPP 3.4
   * §4.8.1.
   */
  EncodedPdu query(Query query) {
    Pdu pdu = new QuerySm(0, query.messageId(), source());
    return new EncodedPdu(pdu.encode(), pdu.commandId(), "id=" + query.messageId(), 0);
  }

  /** Whether two segments may share one submit_multi. */
  static boolean sameForAll(Submission one, Submission other) {
    return one.userData().equals(other.userData())
        && one.dataCoding().equals(other.dataCoding())
        && one.validity().equals(other.validity())
        && one.receiptRequested() == other.receiptRequested();
  }

  private static EncodedPdu encoded(Pdu pdu, String about, Submission segment) {
    UserData userData = segment.userData();
    int payload = userData.header().encode().size() + userData.octets().size();
    return new EncodedPdu(pdu.encode(), pdu.commandId(), about, payload);
  }

  private ShortMessageBody body(Submission segment) {
    UserData userData = segment.userData();
    UserDataHeader header = userData.header();
    Tlvs tlvs = Tlvs.EMPTY;
    if (sending.segments() == Segments.SAR && isAllInTlvs(header)) {
      tlvs = tlvs(header);
      header = UserDataHeader.EMPTY;
    }
    Bytes message = header.encode().plus(text(userData, segment.dataCoding()));
    boolean inTlv = sending.segments() == Segments.PAYLOAD || sending.commands().dataSm();
    if (inTlv) {
      tlvs = tlvs.plus(new Tlv(TlvTag.MESSAGE_PAYLOAD, message));
    }
    return new ShortMessageBody(
        "",
        source(),
        declared(segment.destination()),
        header.isEmpty() ? 0 : ShortMessageBody.ESM_USER_DATA_HEADER,
        0,
        0,
        "",
        SmppTime.relative(validity(segment)).toString(),
        segment.receiptRequested() ? sending.registeredDelivery() : 0,
        0,
        dataCoding(segment.dataCoding()),
        0,
        inTlv ? Bytes.EMPTY : message,
        tlvs);
  }

  /** data_sm has no validity_period; SMPP 3.4 §5.3.2.9 has seconds for it. */
  private static DataSm dataSm(ShortMessageBody body, Submission segment) {
    return new DataSm(
        0,
        body.serviceType(),
        body.source(),
        body.destination(),
        body.esmClass(),
        body.registeredDelivery(),
        body.dataCoding(),
        body.tlvs().plus(Tlv.u32(TlvTag.QOS_TIME_TO_LIVE, validity(segment).toSeconds())));
  }

  /** Our own number as this account declares it. */
  private Address source() {
    return sending.source().map(declared -> as(declared, number)).orElse(number);
  }

  private Address declared(Address subscriber) {
    return sending.destination().map(declared -> as(declared, subscriber)).orElse(subscriber);
  }

  private static Address as(Numbering numbering, Address address) {
    return new Address(numbering.ton(), numbering.npi(), address.value());
  }

  /** Digits are a number, with '+' an international one; anything else is a name. */
  private static Address ourNumber(String written) {
    boolean digits = written.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    return digits && written.matches("[+0-9].*")
        ? Address.parse(written)
        : new Address(Address.ALPHANUMERIC, 0, written);
  }

  /** SMPP carries a septet in an octet of its own; only the SMSC packs them. */
  private static Bytes text(UserData userData, DataCoding coding) {
    return coding.alphabet() != Alphabet.GSM7 || coding.compressed()
        ? userData.octets()
        : Septets.unpack(userData.octets(), userData.septets());
  }

  /** Whether TLVs can say what the header does; a header must not come beside them. */
  private static boolean isAllInTlvs(UserDataHeader header) {
    return header.elements().stream()
            .allMatch(element -> element instanceof Concatenation || element instanceof Ports)
        && header.elements().size()
            == header.concatenation().stream().count() + header.ports().stream().count();
  }

  // SMPP 3.4, 5.3.2.22 to 5.3.2.24 and 5.3.2.20 to 5.3.2.21.
  private static Tlvs tlvs(UserDataHeader header) {
    Tlvs tlvs = Tlvs.EMPTY;
    if (header.ports().isPresent()) {
      Ports ports = header.ports().get();
      tlvs =
          tlvs.plus(Tlv.u16(TlvTag.SOURCE_PORT, ports.source()))
              .plus(Tlv.u16(TlvTag.DESTINATION_PORT, ports.destination()));
    }
    if (header.concatenation().isPresent()) {
      Concatenation part = header.concatenation().get();
      tlvs =
          tlvs.plus(Tlv.u16(TlvTag.SAR_MSG_REF_NUM, part.reference()))
              .plus(Tlv.u8(TlvTag.SAR_TOTAL_SEGMENTS, part.total()))
              .plus(Tlv.u8(TlvTag.SAR_SEGMENT_SEQNUM, part.sequence()));
    }
    return tlvs;
  }

  private int dataCoding(DataCoding coding) {
    return coding.equals(DataCoding.OCTETS_8BIT) ? sending.dataCoding() : coding.value();
  }

  /** At least a second: an empty or zero one would mean the SMSC's own, often days. */
  private static Duration validity(Submission segment) {
    Duration validity = segment.validity();
    return validity.compareTo(SHORTEST_VALIDITY) < 0 ? SHORTEST_VALIDITY : validity;
  }
}
