package org.coapsms.codec.decode;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.ServiceCentreTime;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.ValidityPeriod;

/** Shows a short message of TS 23.040 with or without the service centre in front. */
final class TpduView {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  /** Bit 7 of an address's type is always 1: TS 23.040 §9.1.2.5. */
  private static final int TYPE_BIT = 0x80;

  private static final int MAX_SERVICE_CENTRE = 11;

  private final Bytes octets;
  private final Walk walk;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private boolean plausible = true;

  private TpduView(Bytes octets) {
    this.octets = octets;
    this.walk = new Walk(octets);
  }

  /** Whether the octets can start with the address of a service centre. */
  static boolean mayStartWithServiceCentre(Bytes octets) {
    if (octets.size() < 2 || octets.at(0) == 0) {
      return octets.size() >= 2;
    }
    int length = octets.at(0);
    return length >= 2 && length <= MAX_SERVICE_CENTRE && (octets.at(1) & TYPE_BIT) != 0;
  }

  /** Where the type of the TPDU's address is no type, or -1. */
  static int impossibleAddressType(Kind kind, Bytes octets, boolean prefixed) {
    int start = prefixed ? 1 + octets.at(0) : 0;
    int type = start + (kind == Kind.SMS_DELIVER ? 2 : 3);
    return type < octets.size() && (octets.at(type) & TYPE_BIT) == 0 ? type : -1;
  }

  static Reading read(Kind kind, Bytes octets, boolean prefixed) throws MalformedTpdu {
    return new TpduView(octets).read(kind, prefixed);
  }

  private Reading read(Kind kind, boolean prefixed) throws MalformedTpdu {
    json.put("kind", kind.label());
    Bytes tpdu = prefixed ? serviceCentre() : octets;
    try {
      switch (kind) {
        case SMS_DELIVER -> deliver(SmsDeliver.decode(tpdu));
        case SMS_SUBMIT -> submit(SmsSubmit.decode(tpdu));
        case SMS_STATUS_REPORT -> report(SmsStatusReport.decode(tpdu));
        default -> throw new IllegalArgumentException("no short message: " + kind);
      }
    } catch (MalformedTpdu malformed) {
      int start = octets.size() - tpdu.size();
      throw new MalformedTpdu(start + malformed.offset(), malformed.what());
    }
    return new Reading(new Decoded(kind, octets, walk.fields(), json), plausible);
  }

  private Bytes serviceCentre() throws MalformedTpdu {
    SmscPdu pdu = SmscPdu.decode(octets);
    int size = octets.size() - pdu.tpdu().size();
    walk.take(
        size, "service centre", pdu.serviceCentre().map(Address::toString).orElse("the SIM's own"));
    pdu.serviceCentre().ifPresent(address -> json.put("smsc", number(address)));
    return pdu.tpdu();
  }

  private void deliver(SmsDeliver deliver) {
    List<String> flags = new ArrayList<>();
    flag(flags, deliver.moreMessagesToSend(), "more messages wait");
    flag(flags, deliver.loopPrevention(), "loop prevention");
    flag(flags, deliver.statusReportIndication(), "a report will be sent");
    firstOctet("SMS-DELIVER", flags, deliver.replyPath());
    address("originator", deliver.originator());
    protocolId(deliver.protocolId());
    dataCoding(deliver.dataCoding());
    time("timestamp", deliver.timestamp());
    userData(deliver.dataCoding(), deliver.userData());
  }

  private void submit(SmsSubmit submit) {
    List<String> flags = new ArrayList<>();
    flag(flags, submit.rejectDuplicates(), "duplicates to be rejected");
    flag(flags, submit.statusReportRequested(), "report requested");
    firstOctet("SMS-SUBMIT", flags, submit.replyPath());
    reference(submit.messageReference());
    address("destination", submit.destination());
    protocolId(submit.protocolId());
    dataCoding(submit.dataCoding());
    validity(submit.validity());
    userData(submit.dataCoding(), submit.userData());
  }

  private void report(SmsStatusReport report) {
    List<String> flags = new ArrayList<>();
    flag(flags, report.moreMessagesToSend(), "more messages wait");
    flag(flags, report.loopPrevention(), "loop prevention");
    flag(flags, report.forCommand(), "about a command");
    firstOctet("SMS-STATUS-REPORT", flags, false);
    reference(report.messageReference());
    address("recipient", report.recipient());
    time("timestamp", report.timestamp());
    time("discharge", report.discharge());
    status(report);
    if (walk.remaining() == 0) {
      return;
    }
    walk.take(parameterIndicator(), "parameter indicator", hex(walk.peek(0)));
    report.protocolId().ifPresent(this::protocolId);
    report.dataCoding().ifPresent(this::dataCoding);
    report
        .userData()
        .ifPresent(data -> userData(report.dataCoding().orElse(DataCoding.GSM7), data));
  }

  private void firstOctet(String name, List<String> flags, boolean replyPath) {
    flag(flags, replyPath, "reply path");
    flag(flags, (walk.peek(0) & 0x40) != 0, "header");
    String all = flags.isEmpty() ? name : name + ": " + String.join(", ", flags);
    walk.take(1, "first octet", hex(walk.peek(0)) + " " + all);
  }

  private void reference(int reference) {
    walk.take(1, "reference", reference);
    json.put("reference", reference);
  }

  private void address(String whose, Address address) {
    int digits = walk.peek(0);
    int size = 2 + (digits + 1) / 2;
    boolean filled =
        address.isAlphanumeric() || digits % 2 == 0 || walk.peek(size - 1) >>> 4 == 0x0F;
    plausible &= filled && (walk.peek(1) & TYPE_BIT) != 0;
    walk.take(
        size,
        whose,
        address + " (TON " + address.typeOfNumber() + ", NPI " + address.numberingPlan() + ")");
    json.put("address", number(address));
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("ton", address.typeOfNumber());
    type.put("npi", address.numberingPlan());
    json.put("addressType", type);
  }

  private void protocolId(int protocolId) {
    walk.take(1, "protocol id", hex(protocolId));
    json.put("pid", protocolId);
  }

  private void dataCoding(DataCoding dataCoding) {
    walk.take(1, "data coding", hex(dataCoding.value()) + " " + dataCoding.describe());
    json.put("dcs", dataCoding.value());
    json.put("dcsMeaning", dataCoding.describe());
  }

  private void validity(ValidityPeriod validity) {
    int size = validity.encode().size();
    if (size == 0) {
      return;
    }
    String shown =
        validity instanceof ValidityPeriod.Absolute absolute
            ? iso(absolute.end())
            : validity.duration().map(Object::toString).orElse(validity.encode().toHex());
    walk.take(size, "validity", shown);
    json.put("validity", shown);
  }

  private void time(String name, ServiceCentreTime time) {
    plausible &= time.dateTime().isPresent();
    walk.take(ServiceCentreTime.SIZE, name, iso(time));
    json.put(name, iso(time));
  }

  private void status(SmsStatusReport report) {
    int code = report.status().code();
    String description = report.status().description();
    walk.take(1, "status", hex(code) + " " + report.status().statusClass() + ": " + description);
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("code", code);
    status.put("class", report.status().statusClass().name());
    status.put("description", description);
    json.put("status", status);
  }

  private void userData(DataCoding dataCoding, UserData userData) {
    walk.take(1, "user data length", walk.peek(0));
    Optional<String> text =
        dataCoding.isText() ? Optional.of(userData.text(dataCoding)) : Optional.empty();
    ContentView.show(walk, json, userData.header(), userData.octets(), text);
  }

  /** TP-PI goes on while bit 7 is set. */
  private int parameterIndicator() {
    int size = 1;
    while ((walk.peek(size - 1) & 0x80) != 0) {
      size++;
    }
    return size;
  }

  static String number(Address address) {
    return address.isAlphanumeric() ? address.value() : address.toString();
  }

  private static String iso(ServiceCentreTime time) {
    return time.dateTime().map(ISO::format).orElseGet(() -> time.octets().toHex());
  }

  private static String hex(int octet) {
    return String.format("0x%02x", octet);
  }

  private static void flag(List<String> flags, boolean set, String name) {
    if (set) {
      flags.add(name);
    }
  }
}
