package org.coapsms.carrier.smpp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.carrier.smpp.SmppConfig.Numbering;
import org.coapsms.carrier.smpp.SmppConfig.Segments;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.gsm7.Septets;
import org.coapsms.codec.smpp.SmppTime;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.Submission;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;

/** A submission as octets, complete but for the sequence number that it gets when it leaves. */
final class EncodedSubmission {
  private static final PDUComposer COMPOSER = new DefaultComposer();
  private static final int SEQUENCE_OFFSET = 12;
  private static final byte ESM_CLASS_UDHI = 0x40;
  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);

  private final byte[] octets;
  private final Address destination;
  private final int payload;

  private EncodedSubmission(byte[] octets, Address destination, int payload) {
    this.octets = octets;
    this.destination = destination;
    this.payload = payload;
  }

  /** Encodes a submission as the account wants it. */
  static EncodedSubmission of(Submission submission, SmppConfig config) throws PDUStringException {
    SmppConfig.Sending sending = config.sending();
    Address number = ourNumber(config.account().number());
    Address destination = submission.destination();
    Numbering from = sending.source().orElseGet(() -> numbering(number));
    Numbering to = sending.destination().orElseGet(() -> numbering(destination));
    UserData userData = submission.userData();
    List<OptionalParameter> tlvs = new ArrayList<>();
    UserDataHeader header = userData.header();
    if (sending.segments() == Segments.SAR && isAllInTlvs(header)) {
      tlvs.addAll(tlvs(header));
      header = UserDataHeader.EMPTY;
    }
    Bytes message = header.encode().plus(text(userData, submission.dataCoding()));
    boolean inTlv = sending.segments() == Segments.PAYLOAD;
    if (inTlv) {
      tlvs.add(tlv(TlvTag.MESSAGE_PAYLOAD, message));
    }
    byte[] octets =
        COMPOSER.submitSm(
            0,
            "",
            (byte) from.ton(),
            (byte) from.npi(),
            number.value(),
            (byte) to.ton(),
            (byte) to.npi(),
            destination.value(),
            header.isEmpty() ? 0 : ESM_CLASS_UDHI,
            (byte) 0,
            (byte) 0,
            null,
            validityPeriod(submission.validity()),
            (byte) (submission.receiptRequested() ? sending.registeredDelivery() : 0),
            (byte) 0,
            (byte) dataCoding(submission.dataCoding(), sending),
            (byte) 0,
            inTlv ? new byte[0] : message.toArray(),
            tlvs.toArray(new OptionalParameter[0]));
    return new EncodedSubmission(octets, destination, message.size());
  }

  byte[] withSequence(int sequence) {
    byte[] copy = octets.clone();
    ByteBuffer.wrap(copy).putInt(SEQUENCE_OFFSET, sequence);
    return copy;
  }

  Address destination() {
    return destination;
  }

  /** The octets of the short message: header and text. */
  int payload() {
    return payload;
  }

  /** Digits are a number, with '+' an international one; anything else is a name. */
  private static Address ourNumber(String written) {
    boolean digits = written.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    return digits && written.matches("[+0-9].*")
        ? Address.parse(written)
        : new Address(Address.ALPHANUMERIC, 0, written);
  }

  private static Numbering numbering(Address address) {
    return new Numbering(address.typeOfNumber(), address.numberingPlan());
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
  private static List<OptionalParameter> tlvs(UserDataHeader header) {
    List<OptionalParameter> tlvs = new ArrayList<>();
    header
        .ports()
        .ifPresent(
            ports -> {
              tlvs.add(tlv(TlvTag.SOURCE_PORT, u16(ports.source())));
              tlvs.add(tlv(TlvTag.DESTINATION_PORT, u16(ports.destination())));
            });
    header
        .concatenation()
        .ifPresent(
            part -> {
              tlvs.add(tlv(TlvTag.SAR_MSG_REF_NUM, u16(part.reference())));
              tlvs.add(tlv(TlvTag.SAR_TOTAL_SEGMENTS, Bytes.of(part.total())));
              tlvs.add(tlv(TlvTag.SAR_SEGMENT_SEQNUM, Bytes.of(part.sequence())));
            });
    return tlvs;
  }

  private static OptionalParameter tlv(int tag, Bytes value) {
    return new OptionalParameter.OctetString((short) tag, value.toArray());
  }

  private static Bytes u16(int value) {
    return Bytes.of(value >>> 8, value & 0xFF);
  }

  private static int dataCoding(DataCoding coding, SmppConfig.Sending sending) {
    return coding.equals(DataCoding.OCTETS_8BIT) ? sending.dataCoding() : coding.value();
  }

  /** At least a second: an empty or zero one would mean the SMSC's own, often days. */
  private static String validityPeriod(Duration validity) {
    Duration atLeast = validity.compareTo(SHORTEST_VALIDITY) < 0 ? SHORTEST_VALIDITY : validity;
    return SmppTime.relative(atLeast).toString();
  }
}
