package org.coapsms.simulator.modem;

import java.time.OffsetDateTime;
import java.util.Locale;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.ServiceCentreTime;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.UserData;

/** Spells messages as text mode does: TS 27.005 §3.4.1 and §3.4.3. Line ends inside are CR LF. */
final class TextMode {
  private TextMode() {}

  /** {@code +CMT} with the message on the next line. */
  static String delivered(SmsDeliver message) {
    return "+CMT: \""
        + digits(message.originator())
        + "\",,\""
        + time(message.timestamp())
        + "\"\r\n"
        + content(message.dataCoding(), message.userData());
  }

  /** {@code +CDS} on one line. */
  static String reported(SmsStatusReport report) {
    return "+CDS: 6,"
        + report.messageReference()
        + ",\""
        + digits(report.recipient())
        + "\","
        + (report.recipient().isInternational() ? 145 : 129)
        + ",\""
        + time(report.timestamp())
        + "\",\""
        + time(report.discharge())
        + "\","
        + report.status().code();
  }

  /** What stands behind {@code +CMGR:} or behind the index of {@code +CMGL:}. */
  static String stored(StoredMessage message) {
    String status = "\"" + message.status().text() + "\",";
    Bytes tpdu = message.pdu().tpdu();
    try {
      if ((tpdu.at(0) & 0x03) == 0x02) {
        String report = reported(SmsStatusReport.decode(tpdu));
        return status + report.substring("+CDS: ".length());
      }
      if (!message.isIncoming()) {
        return status + submitted(SmsSubmit.decode(tpdu));
      }
      SmsDeliver deliver = SmsDeliver.decode(tpdu);
      String line = delivered(deliver);
      return status + line.substring("+CMT: ".length());
    } catch (MalformedTpdu e) {
      throw new IllegalStateException("a storage holds only what the modem encoded", e);
    }
  }

  private static String submitted(SmsSubmit message) {
    return "\""
        + digits(message.destination())
        + "\",\r\n"
        + content(message.dataCoding(), message.userData());
  }

  private static String content(DataCoding dataCoding, UserData userData) {
    return dataCoding.alphabet() == Alphabet.GSM7
        ? userData.text(dataCoding)
        : userData.headerAndPayload().toHex().toUpperCase(Locale.ROOT);
  }

  private static String digits(Address address) {
    return address.isAlphanumeric() ? address.value() : address.toString();
  }

  /** {@code yy/MM/dd,hh:mm:ss±zz}, the zone in quarters of an hour. */
  static String time(ServiceCentreTime timestamp) {
    if (timestamp.dateTime().isEmpty()) {
      return "";
    }
    OffsetDateTime time = timestamp.dateTime().get();
    return String.format(
        Locale.ROOT,
        "%02d/%02d/%02d,%02d:%02d:%02d%+03d",
        time.getYear() % 100,
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        time.getOffset().getTotalSeconds() / 900);
  }
}
