package org.coapsms.codec.tpdu;

import static org.coapsms.codec.tpdu.FirstOctet.flag;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;

/**
 * Is a short message on its way from the service centre to a handset, TS 23.040 §9.2.2.1.
 *
 * <pre>
 *   | first | TP-OA 2–12 | TP-PID | TP-DCS | TP-SCTS 7 | TP-UDL | TP-UD |
 * </pre>
 *
 * @param moreMessagesToSend TP-MMS
 * @param loopPrevention TP-LP
 * @param replyPath TP-RP
 * @param statusReportIndication TP-SRI: the originator is told of the delivery
 * @param originator TP-OA
 * @param protocolId TP-PID
 * @param dataCoding TP-DCS
 * @param timestamp TP-SCTS, when the service centre took the message
 * @param userData at most 140 octets with its header
 */
public record SmsDeliver(
    boolean moreMessagesToSend,
    boolean loopPrevention,
    boolean replyPath,
    boolean statusReportIndication,
    Address originator,
    int protocolId,
    DataCoding dataCoding,
    ServiceCentreTime timestamp,
    UserData userData)
    implements Tpdu {

  public SmsDeliver {
    FirstOctet.requireOctet(protocolId, "TP-PID");
    AddressField.requireWritable(originator);
    FirstOctet.requireRoom(userData, dataCoding, UserData.MAX_OCTETS);
  }

  /** Reads one SMS-DELIVER and nothing behind it. */
  public static SmsDeliver decode(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    SmsDeliver deliver = read(reader);
    UserData.requireEnd(reader);
    return deliver;
  }

  /** Reads one SMS-DELIVER and leaves what is behind it. */
  static SmsDeliver read(OctetReader<MalformedTpdu> reader) throws MalformedTpdu {
    int first = FirstOctet.read(reader, FirstOctet.DELIVER, "SMS-DELIVER");
    Address originator = AddressField.read(reader, "the originator");
    int protocolId = reader.u8("TP-PID");
    DataCoding dataCoding = new DataCoding(reader.u8("TP-DCS"));
    ServiceCentreTime timestamp =
        new ServiceCentreTime(reader.bytes(ServiceCentreTime.SIZE, "TP-SCTS"));
    UserData userData =
        UserData.read(reader, dataCoding, (first & FirstOctet.HEADER) != 0, UserData.MAX_OCTETS);
    return new SmsDeliver(
        (first & FirstOctet.NO_MORE_MESSAGES) == 0,
        (first & FirstOctet.LOOP_PREVENTION) != 0,
        (first & FirstOctet.REPLY_PATH) != 0,
        (first & FirstOctet.STATUS_REPORT_BIT) != 0,
        originator,
        protocolId,
        dataCoding,
        timestamp,
        userData);
  }

  @Override
  public Bytes encode() {
    int first =
        FirstOctet.DELIVER
            | flag(!moreMessagesToSend, FirstOctet.NO_MORE_MESSAGES)
            | flag(loopPrevention, FirstOctet.LOOP_PREVENTION)
            | flag(statusReportIndication, FirstOctet.STATUS_REPORT_BIT)
            | flag(!userData.header().isEmpty(), FirstOctet.HEADER)
            | flag(replyPath, FirstOctet.REPLY_PATH);
    OctetWriter out = new OctetWriter().u8(first);
    AddressField.write(out, originator);
    return out.u8(protocolId)
        .u8(dataCoding.value())
        .bytes(timestamp.octets())
        .u8(userData.length(dataCoding))
        .bytes(userData.encode(dataCoding))
        .toBytes();
  }
}
