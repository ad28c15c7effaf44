package org.coapsms.codec.tpdu;

import static org.coapsms.codec.tpdu.FirstOctet.flag;

import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;

/**
 * Is the service centre's word on a short message sent earlier, TS 23.040 §9.2.2.3. All from TP-PI
 * on is optional; a TP-PI that announces nothing is not kept.
 *
 * <pre>
 *   | first | TP-MR | TP-RA 2–12 | TP-SCTS 7 | TP-DT 7 | TP-ST | TP-PI | TP-PID | TP-DCS | TP-UDL | TP-UD |
 * </pre>
 *
 * @param moreMessagesToSend TP-MMS
 * @param loopPrevention TP-LP
 * @param forCommand TP-SRQ: about an SMS-COMMAND, not an SMS-SUBMIT
 * @param messageReference TP-MR of the message that it is about
 * @param recipient TP-RA
 * @param timestamp TP-SCTS, when the service centre took the message
 * @param discharge TP-DT, when what the status says happened
 * @param status TP-ST
 * @param protocolId TP-PID
 * @param dataCoding TP-DCS
 * @param userData at most 143 octets; without a data coding it is GSM 7-bit
 */
public record SmsStatusReport(
    boolean moreMessagesToSend,
    boolean loopPrevention,
    boolean forCommand,
    int messageReference,
    Address recipient,
    ServiceCentreTime timestamp,
    ServiceCentreTime discharge,
    DeliveryStatus status,
    Optional<Integer> protocolId,
    Optional<DataCoding> dataCoding,
    Optional<UserData> userData)
    implements Tpdu {
  private static final int MAX_OCTETS = 143;

  /** The bits of TP-PI, TS 23.040 §9.2.3.27. */
  private static final int HAS_PROTOCOL_ID = 0x01;

  private static final int HAS_DATA_CODING = 0x02;
  private static final int HAS_USER_DATA = 0x04;
  private static final int EXTENSION = 0x80;

  public SmsStatusReport {
    FirstOctet.requireOctet(messageReference, "TP-MR");
    AddressField.requireWritable(recipient);
    protocolId.ifPresent(octet -> FirstOctet.requireOctet(octet, "TP-PID"));
    if (userData.isPresent()) {
      FirstOctet.requireRoom(userData.get(), dataCoding.orElse(DataCoding.GSM7), MAX_OCTETS);
    }
  }

  /** A report with nothing behind its status. */
  public static SmsStatusReport of(
      int messageReference,
      Address recipient,
      ServiceCentreTime timestamp,
      ServiceCentreTime discharge,
      DeliveryStatus status) {
    return new SmsStatusReport(
        false,
        false,
        false,
        messageReference,
        recipient,
        timestamp,
        discharge,
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Reads one SMS-STATUS-REPORT and nothing behind it. */
  public static SmsStatusReport decode(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    SmsStatusReport report =
        readMandatory(reader).withOptional(reader, FirstOctet.announcesHeader(octets));
    UserData.requireEnd(reader);
    return report;
  }

  /** Reads one SMS-STATUS-REPORT; of an end that cannot be read nothing is kept. */
  static SmsStatusReport decodeLeniently(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    SmsStatusReport report = readMandatory(reader);
    try {
      return report.withOptional(reader, FirstOctet.announcesHeader(octets));
    } catch (MalformedTpdu surplus) {
      return report;
    }
  }

  private static SmsStatusReport readMandatory(OctetReader<MalformedTpdu> reader)
      throws MalformedTpdu {
    int first = FirstOctet.read(reader, FirstOctet.STATUS_REPORT, "SMS-STATUS-REPORT");
    int messageReference = reader.u8("TP-MR");
    Address recipient = AddressField.read(reader, "the recipient");
    ServiceCentreTime timestamp =
        new ServiceCentreTime(reader.bytes(ServiceCentreTime.SIZE, "TP-SCTS"));
    ServiceCentreTime discharge =
        new ServiceCentreTime(reader.bytes(ServiceCentreTime.SIZE, "TP-DT"));
    DeliveryStatus status = new DeliveryStatus(reader.u8("TP-ST"));
    return new SmsStatusReport(
        (first & FirstOctet.NO_MORE_MESSAGES) == 0,
        (first & FirstOctet.LOOP_PREVENTION) != 0,
        (first & FirstOctet.STATUS_REPORT_BIT) != 0,
        messageReference,
        recipient,
        timestamp,
        discharge,
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private SmsStatusReport withOptional(OctetReader<MalformedTpdu> reader, boolean header)
      throws MalformedTpdu {
    int parameters = parameters(reader);
    Optional<Integer> pid =
        (parameters & HAS_PROTOCOL_ID) != 0 ? Optional.of(reader.u8("TP-PID")) : Optional.empty();
    Optional<DataCoding> coding =
        (parameters & HAS_DATA_CODING) != 0
            ? Optional.of(new DataCoding(reader.u8("TP-DCS")))
            : Optional.empty();
    Optional<UserData> data =
        (parameters & HAS_USER_DATA) != 0
            ? Optional.of(UserData.read(reader, coding.orElse(DataCoding.GSM7), header, MAX_OCTETS))
            : Optional.empty();
    return new SmsStatusReport(
        moreMessagesToSend,
        loopPrevention,
        forCommand,
        messageReference,
        recipient,
        timestamp,
        discharge,
        status,
        pid,
        coding,
        data);
  }

  @Override
  public Bytes encode() {
    boolean header = userData.isPresent() && !userData.get().header().isEmpty();
    int first =
        FirstOctet.STATUS_REPORT
            | flag(!moreMessagesToSend, FirstOctet.NO_MORE_MESSAGES)
            | flag(loopPrevention, FirstOctet.LOOP_PREVENTION)
            | flag(forCommand, FirstOctet.STATUS_REPORT_BIT)
            | flag(header, FirstOctet.HEADER);
    OctetWriter out = new OctetWriter().u8(first).u8(messageReference);
    AddressField.write(out, recipient);
    out.bytes(timestamp.octets()).bytes(discharge.octets()).u8(status.code());
    int parameters =
        flag(protocolId.isPresent(), HAS_PROTOCOL_ID)
            | flag(dataCoding.isPresent(), HAS_DATA_CODING)
            | flag(userData.isPresent(), HAS_USER_DATA);
    if (parameters != 0) {
      out.u8(parameters);
    }
    protocolId.ifPresent(out::u8);
    dataCoding.ifPresent(coding -> out.u8(coding.value()));
    if (userData.isPresent()) {
      DataCoding coding = dataCoding.orElse(DataCoding.GSM7);
      out.u8(userData.get().length(coding)).bytes(userData.get().encode(coding));
    }
    return out.toBytes();
  }

  /** TP-PI: none, or one octet, or more while each announces another; only the first is known. */
  private static int parameters(OctetReader<MalformedTpdu> reader) throws MalformedTpdu {
    if (!reader.hasMore()) {
      return 0;
    }
    int parameters = reader.u8("TP-PI");
    int last = parameters;
    while ((last & EXTENSION) != 0) {
      last = reader.u8("TP-PI's extension");
    }
    return parameters;
  }
}
