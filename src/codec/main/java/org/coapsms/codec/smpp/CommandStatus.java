package org.coapsms.codec.smpp;

import java.util.Map;

/**
 * Lists what an SMPP response can say, SMPP 3.4 §5.1.3 and 5.0 §4.7.6, under the names of 5.0: 3.4
 * calls 0xC0 to 0xC4 by "OPTPAR" instead of "TLV".
 */
public final class CommandStatus {
  public static final int ESME_ROK = 0x00;
  public static final int ESME_RINVMSGLEN = 0x01;
  public static final int ESME_RINVCMDLEN = 0x02;
  public static final int ESME_RINVCMDID = 0x03;
  public static final int ESME_RINVBNDSTS = 0x04;
  public static final int ESME_RALYBND = 0x05;
  public static final int ESME_RINVPRTFLG = 0x06;
  public static final int ESME_RINVREGDLVFLG = 0x07;
  public static final int ESME_RSYSERR = 0x08;
  public static final int ESME_RINVSRCADR = 0x0A;
  public static final int ESME_RINVDSTADR = 0x0B;
  public static final int ESME_RINVMSGID = 0x0C;
  public static final int ESME_RBINDFAIL = 0x0D;
  public static final int ESME_RINVPASWD = 0x0E;
  public static final int ESME_RINVSYSID = 0x0F;
  public static final int ESME_RCANCELFAIL = 0x11;
  public static final int ESME_RREPLACEFAIL = 0x13;
  public static final int ESME_RMSGQFUL = 0x14;
  public static final int ESME_RINVSERTYP = 0x15;
  public static final int ESME_RINVNUMDESTS = 0x33;
  public static final int ESME_RINVDLNAME = 0x34;
  public static final int ESME_RINVDESTFLAG = 0x40;
  public static final int ESME_RINVSUBREP = 0x42;
  public static final int ESME_RINVESMCLASS = 0x43;
  public static final int ESME_RCNTSUBDL = 0x44;
  public static final int ESME_RSUBMITFAIL = 0x45;
  public static final int ESME_RINVSRCTON = 0x48;
  public static final int ESME_RINVSRCNPI = 0x49;
  public static final int ESME_RINVDSTTON = 0x50;
  public static final int ESME_RINVDSTNPI = 0x51;
  public static final int ESME_RINVSYSTYP = 0x53;
  public static final int ESME_RINVREPFLAG = 0x54;
  public static final int ESME_RINVNUMMSGS = 0x55;
  public static final int ESME_RTHROTTLED = 0x58;
  public static final int ESME_RINVSCHED = 0x61;
  public static final int ESME_RINVEXPIRY = 0x62;
  public static final int ESME_RINVDFTMSGID = 0x63;
  public static final int ESME_RX_T_APPN = 0x64;
  public static final int ESME_RX_P_APPN = 0x65;
  public static final int ESME_RX_R_APPN = 0x66;
  public static final int ESME_RQUERYFAIL = 0x67;
  public static final int ESME_RINVTLVSTREAM = 0xC0;
  public static final int ESME_RTLVNOTALLWD = 0xC1;
  public static final int ESME_RINVTLVLEN = 0xC2;
  public static final int ESME_RMISSINGTLV = 0xC3;
  public static final int ESME_RINVTLVVAL = 0xC4;
  public static final int ESME_RDELIVERYFAILURE = 0xFE;
  public static final int ESME_RUNKNOWNERR = 0xFF;
  public static final int ESME_RSERTYPUNAUTH = 0x100;
  public static final int ESME_RPROHIBITED = 0x101;
  public static final int ESME_RSERTYPUNAVAIL = 0x102;
  public static final int ESME_RSERTYPDENIED = 0x103;
  public static final int ESME_RINVDCS = 0x104;
  public static final int ESME_RINVSRCADDRSUBUNIT = 0x105;
  public static final int ESME_RINVDSTADDRSUBUNIT = 0x106;
  public static final int ESME_RINVBCASTFREQINT = 0x107;
  public static final int ESME_RINVBCASTALIAS_NAME = 0x108;
  public static final int ESME_RINVBCASTAREAFMT = 0x109;
  public static final int ESME_RINVNUMBCAST_AREAS = 0x10A;
  public static final int ESME_RINVBCASTCNTTYPE = 0x10B;
  public static final int ESME_RINVBCASTMSGCLASS = 0x10C;
  public static final int ESME_RBCASTFAIL = 0x10D;
  public static final int ESME_RBCASTQUERYFAIL = 0x10E;
  public static final int ESME_RBCASTCANCELFAIL = 0x10F;
  public static final int ESME_RINVBCAST_REP = 0x110;
  public static final int ESME_RINVBCASTSRVGRP = 0x111;
  public static final int ESME_RINVBCASTCHANIND = 0x112;

  private record Meaning(String name, String description) {}

  private static final Map<Integer, Meaning> MEANINGS =
      Map.ofEntries(
          status(ESME_ROK, "ESME_ROK", "no error"),
          status(ESME_RINVMSGLEN, "ESME_RINVMSGLEN", "message length is invalid"),
          status(ESME_RINVCMDLEN, "ESME_RINVCMDLEN", "command length is invalid"),
          status(ESME_RINVCMDID, "ESME_RINVCMDID", "invalid command id"),
          status(ESME_RINVBNDSTS, "ESME_RINVBNDSTS", "command not allowed in this bind state"),
          status(ESME_RALYBND, "ESME_RALYBND", "already bound"),
          status(ESME_RINVPRTFLG, "ESME_RINVPRTFLG", "invalid priority flag"),
          status(ESME_RINVREGDLVFLG, "ESME_RINVREGDLVFLG", "invalid registered delivery flag"),
          status(ESME_RSYSERR, "ESME_RSYSERR", "system error"),
          status(ESME_RINVSRCADR, "ESME_RINVSRCADR", "invalid source address"),
          status(ESME_RINVDSTADR, "ESME_RINVDSTADR", "invalid destination address"),
          status(ESME_RINVMSGID, "ESME_RINVMSGID", "invalid message id"),
          status(ESME_RBINDFAIL, "ESME_RBINDFAIL", "bind failed"),
          status(ESME_RINVPASWD, "ESME_RINVPASWD", "invalid password"),
          status(ESME_RINVSYSID, "ESME_RINVSYSID", "invalid system id"),
          status(ESME_RCANCELFAIL, "ESME_RCANCELFAIL", "cancelling failed"),
          status(ESME_RREPLACEFAIL, "ESME_RREPLACEFAIL", "replacing failed"),
          status(ESME_RMSGQFUL, "ESME_RMSGQFUL", "message queue full"),
          status(ESME_RINVSERTYP, "ESME_RINVSERTYP", "invalid service type"),
          status(ESME_RINVNUMDESTS, "ESME_RINVNUMDESTS", "invalid number of destinations"),
          status(ESME_RINVDLNAME, "ESME_RINVDLNAME", "invalid distribution list name"),
          status(ESME_RINVDESTFLAG, "ESME_RINVDESTFLAG", "invalid destination flag"),
          status(ESME_RINVSUBREP, "ESME_RINVSUBREP", "invalid request to submit with replace"),
          status(ESME_RINVESMCLASS, "ESME_RINVESMCLASS", "invalid esm_class"),
          status(ESME_RCNTSUBDL, "ESME_RCNTSUBDL", "cannot submit to a distribution list"),
          status(ESME_RSUBMITFAIL, "ESME_RSUBMITFAIL", "submitting failed"),
          status(ESME_RINVSRCTON, "ESME_RINVSRCTON", "invalid type of number of the source"),
          status(ESME_RINVSRCNPI, "ESME_RINVSRCNPI", "invalid numbering plan of the source"),
          status(ESME_RINVDSTTON, "ESME_RINVDSTTON", "invalid type of number of the destination"),
          status(ESME_RINVDSTNPI, "ESME_RINVDSTNPI", "invalid numbering plan of the destination"),
          status(ESME_RINVSYSTYP, "ESME_RINVSYSTYP", "invalid system type"),
          status(ESME_RINVREPFLAG, "ESME_RINVREPFLAG", "invalid replace_if_present flag"),
          status(ESME_RINVNUMMSGS, "ESME_RINVNUMMSGS", "invalid number of messages"),
          status(ESME_RTHROTTLED, "ESME_RTHROTTLED", "throttled: more messages than allowed"),
          status(ESME_RINVSCHED, "ESME_RINVSCHED", "invalid scheduled delivery time"),
          status(ESME_RINVEXPIRY, "ESME_RINVEXPIRY", "invalid validity period"),
          status(
              ESME_RINVDFTMSGID, "ESME_RINVDFTMSGID", "predefined message is invalid or not found"),
          status(ESME_RX_T_APPN, "ESME_RX_T_APPN", "receiver has a temporary error"),
          status(ESME_RX_P_APPN, "ESME_RX_P_APPN", "receiver has a permanent error"),
          status(ESME_RX_R_APPN, "ESME_RX_R_APPN", "receiver rejects this message"),
          status(ESME_RQUERYFAIL, "ESME_RQUERYFAIL", "querying failed"),
          status(ESME_RINVTLVSTREAM, "ESME_RINVTLVSTREAM", "error in the optional part of the PDU"),
          status(ESME_RTLVNOTALLWD, "ESME_RTLVNOTALLWD", "optional parameter not allowed"),
          status(ESME_RINVTLVLEN, "ESME_RINVTLVLEN", "invalid length of an optional parameter"),
          status(ESME_RMISSINGTLV, "ESME_RMISSINGTLV", "expected optional parameter is missing"),
          status(ESME_RINVTLVVAL, "ESME_RINVTLVVAL", "invalid value of an optional parameter"),
          status(ESME_RDELIVERYFAILURE, "ESME_RDELIVERYFAILURE", "delivery failed"),
          status(ESME_RUNKNOWNERR, "ESME_RUNKNOWNERR", "unknown error"),
          status(ESME_RSERTYPUNAUTH, "ESME_RSERTYPUNAUTH", "not authorised for this service type"),
          status(ESME_RPROHIBITED, "ESME_RPROHIBITED", "operation prohibited"),
          status(ESME_RSERTYPUNAVAIL, "ESME_RSERTYPUNAVAIL", "service type unavailable"),
          status(ESME_RSERTYPDENIED, "ESME_RSERTYPDENIED", "service type denied"),
          status(ESME_RINVDCS, "ESME_RINVDCS", "invalid data coding"),
          status(
              ESME_RINVSRCADDRSUBUNIT, "ESME_RINVSRCADDRSUBUNIT", "invalid source address subunit"),
          status(
              ESME_RINVDSTADDRSUBUNIT,
              "ESME_RINVDSTADDRSUBUNIT",
              "invalid destination address subunit"),
          status(
              ESME_RINVBCASTFREQINT,
              "ESME_RINVBCASTFREQINT",
              "invalid broadcast frequency interval"),
          status(
              ESME_RINVBCASTALIAS_NAME, "ESME_RINVBCASTALIAS_NAME", "invalid broadcast alias name"),
          status(ESME_RINVBCASTAREAFMT, "ESME_RINVBCASTAREAFMT", "invalid broadcast area format"),
          status(
              ESME_RINVNUMBCAST_AREAS,
              "ESME_RINVNUMBCAST_AREAS",
              "invalid number of broadcast areas"),
          status(ESME_RINVBCASTCNTTYPE, "ESME_RINVBCASTCNTTYPE", "invalid broadcast content type"),
          status(
              ESME_RINVBCASTMSGCLASS, "ESME_RINVBCASTMSGCLASS", "invalid broadcast message class"),
          status(ESME_RBCASTFAIL, "ESME_RBCASTFAIL", "broadcasting failed"),
          status(ESME_RBCASTQUERYFAIL, "ESME_RBCASTQUERYFAIL", "querying a broadcast failed"),
          status(ESME_RBCASTCANCELFAIL, "ESME_RBCASTCANCELFAIL", "cancelling a broadcast failed"),
          status(ESME_RINVBCAST_REP, "ESME_RINVBCAST_REP", "invalid number of repeated broadcasts"),
          status(ESME_RINVBCASTSRVGRP, "ESME_RINVBCASTSRVGRP", "invalid broadcast service group"),
          status(
              ESME_RINVBCASTCHANIND,
              "ESME_RINVBCASTCHANIND",
              "invalid broadcast channel indicator"));

  private CommandStatus() {}

  /** The name in the specifications, such as {@code ESME_RTHROTTLED}; hexadecimal if none. */
  public static String name(int commandStatus) {
    Meaning meaning = MEANINGS.get(commandStatus);
    return meaning == null ? String.format("0x%08x", commandStatus) : meaning.name();
  }

  /** What it means, in a few words. */
  public static String description(int commandStatus) {
    Meaning meaning = MEANINGS.get(commandStatus);
    if (meaning != null) {
      return meaning.description();
    }
    boolean vendor = commandStatus >= 0x400 && commandStatus <= 0x4FF;
    return vendor ? "error of this vendor" : "reserved";
  }

  private static Map.Entry<Integer, Meaning> status(int code, String name, String description) {
    return Map.entry(code, new Meaning(name, description));
  }
}
