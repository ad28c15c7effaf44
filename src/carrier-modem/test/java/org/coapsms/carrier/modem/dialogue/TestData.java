package org.coapsms.carrier.modem.dialogue;

import java.util.List;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserDataHeader;

/** Holds what real modems said, with where it was seen. None of it was made with our own codec. */
final class TestData {
  static final UserDataHeader COAP_PORTS = new UserDataHeader(List.of(new Ports(16, 5683, 5683)));

  /** A text message, as the fake modem of faucamp/python-gsmmodem lists it with length 35. */
  static final String DELIVER =
      "07917248014000F3240B917247587706F400003110824115248012C8329BFD06C9C373B8B82C97E741F034";

  /** Another one; documented with length 22 by pmoerenhout/at-commander. */
  static final String DELIVER_2 = "07911346101919F9040B911316240486F900008170405110338003D0741B";

  /** Reference 3 was received; a test of an AT parser on GitHub shows it as {@code +CDS: 25}. */
  static final String REPORT_DELIVERED =
      "07915391131213F406030C91539133131316218030612015402180306120654000";

  /** ModemManager's example of {@code +CDS: 24}; reference 0x59, TP-ST 0x30. */
  static final String REPORT_TRYING =
      "07914356060013F10659098136395339F6219011707193802190117071938030";

  /** A report of a Vietnamese network in a SIM, {@code +CMGL: 0,0,,25}; reference 0x7A. */
  static final String REPORT_STORED =
      "07914889200047F2067A0B914879091520F1216071618435822160716184258200";

  private TestData() {}
}
