package org.coapsms.simulator.smsc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.gsm7.GsmAlphabet;
import org.coapsms.codec.gsm7.Septets;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.MalformedPdu;
import org.coapsms.codec.smpp.SmppTime;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.ShortMessage;

/**
 * Turns what an ESME submits into short messages: header from short_message or from TLVs, SMPP's
 * data_coding into TP-DCS, and a message_payload that is too long into parts.
 */
final class MobileTerminated {
  private static final int MAX_ADDRESS = 20;
  private static final int MAX_PARTS = 255;
  private static final int GROUPS_ALIKE = 0xC0;

  private int lastReference;

  /** A message as an ESME means it, before it is cut. Text in GSM 7-bit: one septet an octet. */
  private record Content(UserDataHeader header, DataCoding dataCoding, Bytes units) {
    boolean isSeptets() {
      return dataCoding.alphabet() == Alphabet.GSM7 && !dataCoding.compressed();
    }

    /** How many units go behind a header. */
    int capacity(UserDataHeader header) {
      int room = UserData.MAX_OCTETS - header.size();
      return isSeptets() ? Septets.capacity(room) : room;
    }

    UserData userData(UserDataHeader header, int from, int to) {
      Bytes slice = units.slice(from, to);
      return isSeptets()
          ? new UserData(header, Septets.pack(slice), slice.size())
          : UserData.ofOctets(header, slice);
    }
  }

  /** The short messages that carry a submission, at least one. */
  List<ShortMessage> parts(Submission submission) throws Refused {
    if (submission.destination().value().isEmpty()) {
      throw new Refused(CommandStatus.ESME_RINVDSTADR, "no destination");
    }
    // data_sm has room for longer ones, a receipt about it has not.
    if (submission.destination().value().length() > MAX_ADDRESS) {
      throw new Refused(CommandStatus.ESME_RINVDSTADR, "no number of the mobile network");
    }
    if (submission.source().value().length() > MAX_ADDRESS) {
      throw new Refused(CommandStatus.ESME_RINVSRCADR, "no number of the mobile network");
    }
    if (!submission.scheduleDeliveryTime().isEmpty()) {
      throw new Refused(CommandStatus.ESME_RINVSCHED, "this centre keeps no schedule");
    }
    Content content = content(submission);
    List<ShortMessage> parts = new ArrayList<>();
    for (UserData userData : cut(content, submission.hasPayloadTlv())) {
      parts.add(
          new ShortMessage(
              submission.source(),
              submission.destination(),
              submission.protocolId(),
              content.dataCoding(),
              userData));
    }
    return parts;
  }

  /** How long the network may try; empty if the ESME does not say. */
  Optional<Duration> validity(Instant now, Submission submission) throws Refused {
    // SMPP 3.4 §5.3.2.9, qos_time_to_live overrides validity_period.
    Optional<Long> timeToLive = submission.tlvs().u32(TlvTag.QOS_TIME_TO_LIVE);
    if (timeToLive.isPresent()) {
      return timeToLive.map(Duration::ofSeconds);
    }
    if (submission.validityPeriod().isEmpty()) {
      return Optional.empty();
    }
    Duration validity = Duration.between(now, validUntil(now, submission.validityPeriod()));
    if (validity.isNegative() || validity.isZero()) {
      throw new Refused(
          CommandStatus.ESME_RINVEXPIRY, "validity_period " + submission.validityPeriod());
    }
    return Optional.of(validity);
  }

  private static Instant validUntil(Instant now, String written) throws Refused {
    try {
      return SmppTime.parse(written).from(now);
    } catch (MalformedPdu e) {
      throw new Refused(e.replyWith(), "validity_period: " + e.getMessage());
    }
  }

  private List<UserData> cut(Content content, boolean mayCut) throws Refused {
    int size = content.units().size();
    if (size <= content.capacity(content.header())) {
      return List.of(content.userData(content.header(), 0, size));
    }
    if (!mayCut || content.header().concatenation().isPresent()) {
      throw new Refused(CommandStatus.ESME_RINVMSGLEN, size + " octets do not fit");
    }
    lastReference = lastReference + 1 & 0xFF;
    int each = content.capacity(content.header().plus(new Concatenation(8, 0, 1, 1)));
    if (content.dataCoding().alphabet() == Alphabet.UCS2) {
      each -= each % 2;
    }
    int total = (size + each - 1) / each;
    if (each <= 0 || total > MAX_PARTS) {
      throw new Refused(CommandStatus.ESME_RINVMSGLEN, size + " octets are too many");
    }
    List<UserData> parts = new ArrayList<>();
    for (int part = 0; part < total; part++) {
      Concatenation element = new Concatenation(8, lastReference, total, part + 1);
      int to = Math.min(size, (part + 1) * each);
      parts.add(content.userData(content.header().plus(element), part * each, to));
    }
    return parts;
  }

  private static Content content(Submission submission) throws Refused {
    if (submission.hasPayloadTlv() && !submission.shortMessage().isEmpty()) {
      throw new Refused(
          CommandStatus.ESME_RTLVNOTALLWD, "short_message and message_payload together");
    }
    UserDataHeader fromTlvs = headerOf(submission.tlvs());
    if (!submission.hasHeader()) {
      return decoded(fromTlvs, submission.dataCoding(), submission.content());
    }
    if (!fromTlvs.isEmpty()) {
      throw new Refused(
          CommandStatus.ESME_RTLVNOTALLWD, "a user data header and TLVs that mean another one");
    }
    try {
      UserData split = UserData.fromHeaderAndPayload(true, submission.content());
      return decoded(split.header(), submission.dataCoding(), split.octets());
    } catch (MalformedTpdu e) {
      throw new Refused(CommandStatus.ESME_RINVESMCLASS, "UDHI set, but " + e.getMessage());
    }
  }

  /** SMPP 3.4 §5.3.2.22 ff.: the centre builds the header elements that these TLVs mean. */
  private static UserDataHeader headerOf(Tlvs tlvs) throws Refused {
    UserDataHeader header = UserDataHeader.EMPTY;
    Optional<Integer> reference = tlvs.u16(TlvTag.SAR_MSG_REF_NUM);
    Optional<Integer> total = tlvs.u8(TlvTag.SAR_TOTAL_SEGMENTS);
    Optional<Integer> sequence = tlvs.u8(TlvTag.SAR_SEGMENT_SEQNUM);
    if (reference.isPresent() && total.isPresent() && sequence.isPresent()) {
      if (total.get() < 1 || sequence.get() < 1 || sequence.get() > total.get()) {
        throw new Refused(
            CommandStatus.ESME_RINVTLVVAL, "part " + sequence.get() + " of " + total.get());
      }
      header = header.plus(new Concatenation(16, reference.get(), total.get(), sequence.get()));
    } else if (reference.isPresent() || total.isPresent() || sequence.isPresent()) {
      throw new Refused(
          CommandStatus.ESME_RMISSINGTLV, "sar_msg_ref_num, _total_, _seqnum: all or none");
    }
    Optional<Integer> destination = tlvs.u16(TlvTag.DESTINATION_PORT);
    Optional<Integer> source = tlvs.u16(TlvTag.SOURCE_PORT);
    if (destination.isPresent() || source.isPresent()) {
      header = header.plus(new Ports(16, destination.orElse(0), source.orElse(0)));
    }
    return header;
  }

  private static Content decoded(UserDataHeader header, int smppCoding, Bytes octets)
      throws Refused {
    return switch (smppCoding) {
      case 0x00 -> new Content(header, DataCoding.GSM7, septets(octets));
      case 0x01 -> text(header, new String(octets.toArray(), StandardCharsets.US_ASCII));
      case 0x03 -> text(header, new String(octets.toArray(), StandardCharsets.ISO_8859_1));
      case 0x02, 0x04 -> new Content(header, DataCoding.OCTETS_8BIT, octets);
      case 0x08 -> new Content(header, DataCoding.UCS2, octets);
      default -> likeGsm(header, smppCoding, octets);
    };
  }

  private static Content text(UserDataHeader header, String text) {
    return GsmAlphabet.canEncode(text)
        ? new Content(header, DataCoding.GSM7, GsmAlphabet.encode(text))
        : new Content(header, DataCoding.UCS2, UserData.ofUcs2(header, text).octets());
  }

  /** From 0xC0 on, SMPP 3.4 §5.2.19 takes over the groups of TS 23.038. */
  private static Content likeGsm(UserDataHeader header, int smppCoding, Bytes octets)
      throws Refused {
    if (smppCoding < GROUPS_ALIKE) {
      throw new Refused(
          CommandStatus.ESME_RINVDCS,
          "no TP-DCS for data_coding 0x" + Integer.toHexString(smppCoding));
    }
    DataCoding coding = new DataCoding(smppCoding);
    return new Content(
        header, coding, coding.alphabet() == Alphabet.GSM7 ? septets(octets) : octets);
  }

  private static Bytes septets(Bytes octets) throws Refused {
    for (int i = 0; i < octets.size(); i++) {
      if (octets.at(i) > 0x7F) {
        throw new Refused(
            CommandStatus.ESME_RINVDCS, "octet " + i + " is no septet: data submitted as text?");
      }
    }
    return octets;
  }
}
