package org.coapsms.carrier.modem.dialogue;

import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.codec.tpdu.Tpdu;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;

/** Reads a PDU that the modem handed over or held in its storage. */
sealed interface ReceivedPdu {

  /** A message. */
  record Message(SmsDeliver deliver, int octets) implements ReceivedPdu {
    IncomingSms toIncoming(CarrierId carrier) {
      return new IncomingSms(
          carrier,
          deliver.originator(),
          deliver.protocolId(),
          deliver.dataCoding(),
          deliver.userData(),
          deliver.timestamp().instant());
    }
  }

  /** The network's word on a message of ours. */
  record Report(SmsStatusReport report, int octets) implements ReceivedPdu {
    Receipt toReceipt(CarrierId carrier) {
      return new Receipt(
          carrier,
          Integer.toString(report.messageReference()),
          Optional.of(report.recipient()),
          state(),
          report.status().description());
    }

    /** What TP-ST claims: TS 23.040 §9.2.3.15, and the table of reactions in the design. */
    private ReceiptState state() {
      return switch (report.status().statusClass()) {
        case DELIVERED -> ReceiptState.DELIVERED;
        case STILL_TRYING -> ReceiptState.STILL_TRYING;
        case PERMANENT_FAILURE ->
            // "Validity period expired" is counted as permanent there, but may pass for us.
            report.status().code() == 0x46
                ? ReceiptState.FAILED_TEMPORARY
                : ReceiptState.FAILED_PERMANENT;
        case TEMPORARY_GAVE_UP -> ReceiptState.FAILED_TEMPORARY;
        // Replaced means: this one will never arrive, the cause is another message.
        case REPLACED -> ReceiptState.FAILED_PERMANENT;
        case FORWARDED_UNCONFIRMED, SERVICE_CENTRE_SPECIFIC, RESERVED -> ReceiptState.UNCONFIRMED;
      };
    }
  }

  /** Came over the serial line with octets lost or added: the modem still has the right one. */
  record Garbled(String why) implements ReceivedPdu {}

  /** Arrived as the modem has it, and is no message: reading it again will not help. */
  record Unreadable(String why, int octets) implements ReceivedPdu {}

  /**
   * Reads the hexadecimal line.
   *
   * @param length the length that the header announced, in octets without the service centre's
   */
  static ReceivedPdu read(int length, String hex) {
    Bytes octets;
    try {
      octets = Bytes.fromHex(hex);
    } catch (IllegalArgumentException noHex) {
      return new Garbled("not hexadecimal");
    }
    try {
      SmscPdu pdu = SmscPdu.decode(octets);
      if (length != pdu.tpduLength()) {
        return new Garbled(pdu.tpduLength() + " octets instead of " + length);
      }
      Tpdu tpdu = Tpdu.decodeFromNetwork(pdu.tpdu());
      if (tpdu instanceof SmsDeliver deliver) {
        return new Message(deliver, pdu.tpduLength());
      }
      if (tpdu instanceof SmsStatusReport report) {
        return new Report(report, pdu.tpduLength());
      }
      return new Unreadable("not from the network", octets.size());
    } catch (MalformedTpdu malformed) {
      return new Unreadable(String.valueOf(malformed.getMessage()), octets.size());
    }
  }
}
