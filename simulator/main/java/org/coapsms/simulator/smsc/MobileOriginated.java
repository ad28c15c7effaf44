package org.coapsms.simulator.smsc;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.gsm7.Septets;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.simulator.network.ShortMessage;

/** Turns a short message that a phone sent into the body of deliver_sm. */
final class MobileOriginated {
  private MobileOriginated() {}

  static ShortMessageBody of(ShortMessage message) {
    UserData userData = message.userData();
    boolean septets =
        message.dataCoding().alphabet() == Alphabet.GSM7 && !message.dataCoding().compressed();
    Bytes content =
        septets ? Septets.unpack(userData.octets(), userData.septets()) : userData.octets();
    return body(
        message.from(),
        message.to(),
        userData.header().isEmpty() ? 0 : ShortMessageBody.ESM_USER_DATA_HEADER,
        message.protocolId(),
        dataCoding(message.dataCoding()),
        userData.header().encode().plus(content),
        Tlvs.EMPTY);
  }

  /** The fields that vary; the rest is empty in deliver_sm. */
  static ShortMessageBody body(
      Address source,
      Address destination,
      int esmClass,
      int protocolId,
      int dataCoding,
      Bytes shortMessage,
      Tlvs tlvs) {
    return new ShortMessageBody(
        "",
        source,
        destination,
        esmClass,
        protocolId,
        0,
        "",
        "",
        0,
        0,
        dataCoding,
        0,
        shortMessage,
        tlvs);
  }

  /** SMPP has no octet for every TP-DCS: alphabet and class survive, the rest does not. */
  private static int dataCoding(DataCoding dcs) {
    int value = dcs.value();
    if (value >= 0xC0) {
      return value;
    }
    Alphabet alphabet = dcs.alphabet();
    if (dcs.messageClass().isPresent() && alphabet != Alphabet.UCS2) {
      return 0xF0 | (alphabet == Alphabet.OCTETS ? 0x04 : 0) | dcs.messageClass().get();
    }
    return switch (alphabet) {
      case GSM7 -> 0x00;
      case OCTETS -> 0x04;
      case UCS2 -> 0x08;
    };
  }
}
