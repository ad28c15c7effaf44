package org.coapsms.codec.tpdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.coapsms.codec.Address;

/** Writes a TPDU as the keys and values of a golden file. */
final class Described {
  private final Map<String, String> fields = new TreeMap<>();

  private Described() {}

  static Map<String, String> of(SmscPdu pdu, Tpdu tpdu) {
    Described described = new Described();
    pdu.serviceCentre().ifPresent(address -> described.fields.put("smsc", describe(address)));
    if (tpdu instanceof SmsDeliver deliver) {
      described.deliver(deliver);
    } else if (tpdu instanceof SmsSubmit submit) {
      described.submit(submit);
    } else if (tpdu instanceof SmsStatusReport report) {
      described.report(report);
    }
    return described.fields;
  }

  private void deliver(SmsDeliver deliver) {
    fields.put("kind", "SMS-DELIVER");
    List<String> flags = new ArrayList<>();
    flag(flags, deliver.moreMessagesToSend(), "more");
    flag(flags, deliver.loopPrevention(), "loop");
    flag(flags, deliver.statusReportIndication(), "report");
    flag(flags, deliver.replyPath(), "reply-path");
    fields.put("flags", String.join(" ", flags));
    fields.put("address", describe(deliver.originator()));
    fields.put("pid", "%02x".formatted(deliver.protocolId()));
    fields.put("timestamp", deliver.timestamp().toString());
    userData(deliver.dataCoding(), deliver.userData());
  }

  private void submit(SmsSubmit submit) {
    fields.put("kind", "SMS-SUBMIT");
    List<String> flags = new ArrayList<>();
    flag(flags, submit.rejectDuplicates(), "reject-duplicates");
    flag(flags, submit.statusReportRequested(), "report");
    flag(flags, submit.replyPath(), "reply-path");
    fields.put("flags", String.join(" ", flags));
    fields.put("reference", Integer.toString(submit.messageReference()));
    fields.put("address", describe(submit.destination()));
    fields.put("pid", "%02x".formatted(submit.protocolId()));
    fields.put("validity", validity(submit.validity()));
    userData(submit.dataCoding(), submit.userData());
  }

  private void report(SmsStatusReport report) {
    fields.put("kind", "SMS-STATUS-REPORT");
    List<String> flags = new ArrayList<>();
    flag(flags, report.moreMessagesToSend(), "more");
    flag(flags, report.loopPrevention(), "loop");
    flag(flags, report.forCommand(), "command");
    fields.put("flags", String.join(" ", flags));
    fields.put("reference", Integer.toString(report.messageReference()));
    fields.put("address", describe(report.recipient()));
    fields.put("timestamp", report.timestamp().toString());
    fields.put("discharge", report.discharge().toString());
    fields.put(
        "status", "%02x %s".formatted(report.status().code(), report.status().statusClass()));
    report.protocolId().ifPresent(pid -> fields.put("pid", "%02x".formatted(pid)));
    report.dataCoding().ifPresent(coding -> fields.put("dcs", describe(coding)));
    report
        .userData()
        .ifPresent(data -> userData(report.dataCoding().orElse(DataCoding.GSM7), data));
  }

  private void userData(DataCoding coding, UserData data) {
    fields.put("dcs", describe(coding));
    if (!data.header().isEmpty()) {
      List<String> elements = new ArrayList<>();
      data.header().elements().forEach(element -> elements.add(describe(element)));
      fields.put("udh", String.join("; ", elements));
    }
    if (coding.isText()) {
      String text = data.text(coding).replace("\r", "\\r").replace("\n", "\\n");
      fields.put("text", '"' + text + '"');
    } else {
      fields.put("data", data.octets().toHex());
    }
  }

  private static String validity(ValidityPeriod validity) {
    if (validity instanceof ValidityPeriod.Absolute absolute) {
      return absolute.end().toString();
    }
    return validity.duration().map(Object::toString).orElse("none");
  }

  private static String describe(DataCoding coding) {
    return "%02x %s".formatted(coding.value(), coding.describe());
  }

  private static String describe(InformationElement element) {
    if (element instanceof Concatenation part) {
      return "part %d of %d, %d-bit reference %d"
          .formatted(part.sequence(), part.total(), part.bits(), part.reference());
    }
    if (element instanceof Ports ports) {
      return "%d-bit ports %d from %d".formatted(ports.bits(), ports.destination(), ports.source());
    }
    return "%02x %s".formatted(element.identifier(), element.data());
  }

  private static String describe(Address address) {
    return "%d/%d %s".formatted(address.typeOfNumber(), address.numberingPlan(), address);
  }

  private static void flag(List<String> flags, boolean set, String name) {
    if (set) {
      flags.add(name);
    }
  }
}
