package org.coapsms.codec.tpdu;

import static org.coapsms.codec.tpdu.FirstOctet.flag;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;

/**
 * Is a short message on its way from a handset to the service centre, TS 23.040 §9.2.2.2.
 *
 * <pre>
 *   | first | TP-MR | TP-DA 2–12 | TP-PID | TP-DCS | TP-VP 0, 1 or 7 | TP-UDL | TP-UD |
 * </pre>
 *
 * @param rejectDuplicates TP-RD
 * @param replyPath TP-RP
 * @param statusReportRequested TP-SRR
 * @param messageReference TP-MR, 0 to 255; most modems put their own
 * @param destination TP-DA
 * @param protocolId TP-PID
 * @param dataCoding TP-DCS
 * @param validity TP-VP
 * @param userData at most 140 octets with its header
 */
public record SmsSubmit(
    boolean rejectDuplicates,
    boolean replyPath,
    boolean statusReportRequested,
    int messageReference,
    Address destination,
    int protocolId,
    DataCoding dataCoding,
    ValidityPeriod validity,
    UserData userData)
    implements Tpdu {

  public SmsSubmit {
    FirstOctet.requireOctet(messageReference, "TP-MR");
    FirstOctet.requireOctet(protocolId, "TP-PID");
    AddressField.requireWritable(destination);
    FirstOctet.requireRoom(userData, dataCoding, UserData.MAX_OCTETS);
  }

  /** Reads one SMS-SUBMIT and nothing behind it. */
  public static SmsSubmit decode(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    int first = FirstOctet.read(reader, FirstOctet.SUBMIT, "SMS-SUBMIT");
    int messageReference = reader.u8("TP-MR");
    Address destination = AddressField.read(reader, "the destination");
    int protocolId = reader.u8("TP-PID");
    DataCoding dataCoding = new DataCoding(reader.u8("TP-DCS"));
    ValidityPeriod validity = validity(first >>> FirstOctet.VALIDITY_SHIFT & 0b11, reader);
    UserData userData =
        UserData.read(reader, dataCoding, (first & FirstOctet.HEADER) != 0, UserData.MAX_OCTETS);
    UserData.requireEnd(reader);
    return new SmsSubmit(
        (first & FirstOctet.REJECT_DUPLICATES) != 0,
        (first & FirstOctet.REPLY_PATH) != 0,
        (first & FirstOctet.STATUS_REPORT_BIT) != 0,
        messageReference,
        destination,
        protocolId,
        dataCoding,
        validity,
        userData);
  }

  @Override
  public Bytes encode() {
    int first =
        FirstOctet.SUBMIT
            | flag(rejectDuplicates, FirstOctet.REJECT_DUPLICATES)
            | validity.format() << FirstOctet.VALIDITY_SHIFT
            | flag(statusReportRequested, FirstOctet.STATUS_REPORT_BIT)
            | flag(!userData.header().isEmpty(), FirstOctet.HEADER)
            | flag(replyPath, FirstOctet.REPLY_PATH);
    OctetWriter out = new OctetWriter().u8(first).u8(messageReference);
    AddressField.write(out, destination);
    return out.u8(protocolId)
        .u8(dataCoding.value())
        .bytes(validity.encode())
        .u8(userData.length(dataCoding))
        .bytes(userData.encode(dataCoding))
        .toBytes();
  }

  private static ValidityPeriod validity(int format, OctetReader<MalformedTpdu> reader)
      throws MalformedTpdu {
    return switch (format) {
      case 0b00 -> ValidityPeriod.none();
      case 0b10 -> new ValidityPeriod.Relative(reader.u8("TP-VP"));
      case 0b11 ->
          new ValidityPeriod.Absolute(
              new ServiceCentreTime(reader.bytes(ServiceCentreTime.SIZE, "TP-VP")));
      default -> new ValidityPeriod.Enhanced(reader.bytes(ServiceCentreTime.SIZE, "TP-VP"));
    };
  }
}
