package org.coapsms.simulator.smsc;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.ShortMessagePdu;
import org.coapsms.codec.smpp.SubmitSm;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.UserData;

/** Makes the log line of a PDU, if anybody wants to see it. */
final class Tracing {
  private final SmscListener listener;

  Tracing(SmscListener listener) {
    this.listener = listener;
  }

  void pdu(Instant now, String systemId, int remotePort, boolean inbound, Pdu pdu) {
    pdu(now, systemId, remotePort, inbound, pdu, "");
  }

  /** A PDU whose octets a fault has changed on their way out. */
  void spoilt(Instant now, String systemId, int remotePort, Pdu pdu) {
    pdu(now, systemId, remotePort, false, pdu, "spoilt ");
  }

  private void pdu(
      Instant now, String systemId, int remotePort, boolean inbound, Pdu pdu, String note) {
    if (listener != SmscListener.NOBODY) {
      listener.pdu(
          new PduLine(
              now,
              systemId,
              remotePort,
              inbound,
              CommandId.name(pdu.commandId()),
              CommandId.isResponse(pdu.commandId()) ? pdu.commandStatus() : 0,
              pdu.sequenceNumber(),
              note + detail(pdu),
              octets(pdu)));
    }
  }

  void junk(Instant now, String systemId, int remotePort, Inbound.Junk junk) {
    if (listener != SmscListener.NOBODY) {
      listener.pdu(
          new PduLine(
              now, systemId, remotePort, true, "junk", 0, junk.sequenceNumber(), junk.why(), 0));
    }
  }

  private static String detail(Pdu pdu) {
    if (pdu instanceof SubmitSm submit) {
      return shortened(submit.destination())
          + part(submit.hasUserDataHeader(), submit.payload(), submit.tlvs());
    } else if (pdu instanceof DataSm data) {
      return shortened(data.destination())
          + part(
              (data.esmClass() & ShortMessageBody.ESM_USER_DATA_HEADER) != 0,
              payload(data),
              data.tlvs());
    } else if (pdu instanceof DeliverSm deliver) {
      boolean receipt = (deliver.esmClass() & ShortMessageBody.ESM_TYPE_MASK) != 0;
      return shortened(deliver.source())
          + (receipt
              ? " receipt"
              : part(deliver.hasUserDataHeader(), deliver.payload(), deliver.tlvs()));
    } else if (pdu instanceof SubmitSmResp response) {
      return response.messageId().isEmpty() ? "" : "id=" + response.messageId();
    } else if (pdu instanceof Bind bind) {
      return bind.systemId();
    }
    return "";
  }

  private static int octets(Pdu pdu) {
    if (pdu instanceof ShortMessagePdu message) {
      return message.payload().size();
    }
    return pdu instanceof DataSm data ? payload(data).size() : 0;
  }

  private static Bytes payload(DataSm data) {
    return data.tlvs().octets(TlvTag.MESSAGE_PAYLOAD).orElse(Bytes.EMPTY);
  }

  private static String part(boolean hasHeader, Bytes content, Tlvs tlvs) {
    Optional<Integer> total = tlvs.u8(TlvTag.SAR_TOTAL_SEGMENTS);
    Optional<Integer> sequence = tlvs.u8(TlvTag.SAR_SEGMENT_SEQNUM);
    if (total.isPresent() && sequence.isPresent()) {
      return " " + sequence.get() + "/" + total.get();
    }
    if (!hasHeader) {
      return "";
    }
    try {
      Optional<Concatenation> element =
          UserData.fromHeaderAndPayload(true, content).header().concatenation();
      return element.map(part -> " " + part.sequence() + "/" + part.total()).orElse("");
    } catch (MalformedTpdu e) {
      return " bad UDH";
    }
  }

  /** A subscriber's number is personal data: its country and last digits tell phones apart. */
  private static String shortened(Address address) {
    String text = address.toString();
    return text.length() <= 8
        ? text
        : text.substring(0, 5) + ".." + text.substring(text.length() - 2);
  }
}
