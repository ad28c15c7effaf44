package org.coapsms.codec.tpdu;

import java.nio.charset.StandardCharsets;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.gsm7.GsmAlphabet;
import org.coapsms.codec.gsm7.Septets;

/**
 * Holds what a short message carries: a header and what follows it, TS 23.040 §9.2.3.24. It does
 * not know its data coding, which stands elsewhere in every PDU and is passed in.
 *
 * <pre>
 *   8-bit, UCS2:  | header | octets … |                       TP-UDL counts octets
 *   GSM 7-bit:    | header | 0–6 fill bits | septets … |      TP-UDL counts septets, header included
 * </pre>
 *
 * @param header empty if there is none
 * @param octets the payload; of GSM 7-bit text the septets packed from bit 0, without fill bits
 * @param septets the number of septets in {@code octets}; 0 if these are not packed text
 */
public record UserData(UserDataHeader header, Bytes octets, int septets) {
  /** The room for header and payload in SMS-SUBMIT and SMS-DELIVER. */
  public static final int MAX_OCTETS = 140;

  public static final UserData EMPTY = new UserData(UserDataHeader.EMPTY, Bytes.EMPTY, 0);

  public UserData {
    if (septets < 0 || (septets > 0 && Septets.octets(septets) != octets.size())) {
      throw new IllegalArgumentException(septets + " septets in " + octets.size() + " octets");
    }
  }

  public static UserData ofOctets(UserDataHeader header, Bytes payload) {
    return new UserData(header, payload, 0);
  }

  /**
   * Packs text in the GSM 7-bit default alphabet.
   *
   * @throws IllegalArgumentException for a character that the alphabet does not have
   */
  public static UserData ofGsm7(UserDataHeader header, String text) {
    Bytes septets = GsmAlphabet.encode(text);
    return new UserData(header, Septets.pack(septets), septets.size());
  }

  /** Writes text in UCS2; characters beyond the basic plane take two units, as handsets do it. */
  public static UserData ofUcs2(UserDataHeader header, String text) {
    return ofOctets(header, Bytes.copyOf(text.getBytes(StandardCharsets.UTF_16BE)));
  }

  /**
   * Reads what follows TP-UDL, all of it.
   *
   * @param udhi whether a header comes first
   * @param udl TP-UDL: septets or octets, as the data coding says
   */
  public static UserData decode(DataCoding dataCoding, boolean udhi, int udl, Bytes octets)
      throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    UserData userData = readContent(reader, dataCoding, udhi, udl);
    requireEnd(reader);
    return userData;
  }

  /** Reads 8-bit data as SMPP's short_message carries it: without a length of its own. */
  public static UserData fromHeaderAndPayload(boolean udhi, Bytes octets) throws MalformedTpdu {
    return decode(DataCoding.OCTETS_8BIT, udhi, octets.size(), octets);
  }

  /** Header and payload of 8-bit data, as SMPP's short_message carries them. */
  public Bytes headerAndPayload() {
    return header.encode().plus(octets);
  }

  /**
   * The text. Surplus octets at the end of UCS2 and what is no character become U+FFFD.
   *
   * @throws IllegalArgumentException if the data coding says that it is none: 8-bit or compressed
   */
  public String text(DataCoding dataCoding) {
    if (!dataCoding.isText()) {
      throw new IllegalArgumentException("no text: " + dataCoding.describe());
    }
    return dataCoding.countsSeptets()
        ? GsmAlphabet.decode(Septets.unpack(octets, septets))
        : new String(octets.toArray(), StandardCharsets.UTF_16BE);
  }

  /** TP-UDL: septets for GSM 7-bit text, octets otherwise; the header counts. */
  public int length(DataCoding dataCoding) {
    return dataCoding.countsSeptets()
        ? Septets.covering(header.size()) + septets
        : header.size() + octets.size();
  }

  /**
   * Header, fill bits and payload: what follows TP-UDL.
   *
   * @throws IllegalArgumentException if the data coding is GSM 7-bit and the payload is not packed
   */
  public Bytes encode(DataCoding dataCoding) {
    if (!dataCoding.countsSeptets()) {
      return headerAndPayload();
    }
    if (septets == 0 && !octets.isEmpty()) {
      throw new IllegalArgumentException("octets are no GSM 7-bit text");
    }
    Bytes text = Septets.unpack(octets, septets);
    return header.encode().plus(Septets.pack(text, Septets.fillBits(header.size())));
  }

  /** Reads TP-UDL and what follows it. */
  static UserData read(
      OctetReader<MalformedTpdu> reader, DataCoding dataCoding, boolean udhi, int maxOctets)
      throws MalformedTpdu {
    int at = reader.position();
    int udl = reader.u8("the user data's length");
    if (size(dataCoding, udl) > maxOctets) {
      throw reader.at(at, "user data of more than " + maxOctets + " octets");
    }
    return readContent(reader, dataCoding, udhi, udl);
  }

  private static UserData readContent(
      OctetReader<MalformedTpdu> reader, DataCoding dataCoding, boolean udhi, int udl)
      throws MalformedTpdu {
    int size = size(dataCoding, udl);
    if (size > reader.remaining()) {
      throw reader.at(
          reader.position() + reader.remaining(),
          "ends before the user data (%d octets needed, %d there)"
              .formatted(size, reader.remaining()));
    }
    int start = reader.position();
    int end = start + size;
    UserDataHeader header = udhi ? UserDataHeader.read(reader, end) : UserDataHeader.EMPTY;
    int headerSize = reader.position() - start;
    Bytes content = reader.bytes(end - reader.position(), "the user data");
    if (!dataCoding.countsSeptets()) {
      return ofOctets(header, content);
    }
    // A header may end inside the last septet that TP-UDL counts: then no text follows it.
    int count = Math.max(0, udl - Septets.covering(headerSize));
    Bytes text = Septets.unpack(content, count, Septets.fillBits(headerSize));
    return new UserData(header, Septets.pack(text), text.size());
  }

  private static int size(DataCoding dataCoding, int udl) {
    return dataCoding.countsSeptets() ? Septets.octets(udl) : udl;
  }

  static void requireEnd(OctetReader<MalformedTpdu> reader) throws MalformedTpdu {
    if (reader.hasMore()) {
      throw reader.here(reader.remaining() + " octets after the end");
    }
  }
}
