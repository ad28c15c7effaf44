package org.coapsms.codec.tpdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says how user data is coded: TP-DCS, TS 23.038 §4. Every octet has a meaning; reserved ones are
 * read as the GSM 7-bit default alphabet, as the clause demands of a receiver.
 *
 * @param value the octet, 0 to 255
 */
public record DataCoding(int value) {
  /** GSM 7-bit default alphabet, no class. */
  public static final DataCoding GSM7 = new DataCoding(0x00);

  /** Octets, no class: how CoAP travels. */
  public static final DataCoding OCTETS_8BIT = new DataCoding(0x04);

  /** UCS2, no class. */
  public static final DataCoding UCS2 = new DataCoding(0x08);

  private static final int COMPRESSED = 0x20;
  private static final int HAS_CLASS = 0x10;
  private static final int CLASS = 0x03;
  private static final int CLASS_GROUP_OCTETS = 0x04;
  private static final int INDICATION_ACTIVE = 0x08;

  private static final List<String> CLASSES =
      List.of("class 0 (immediate display)", "class 1 (ME)", "class 2 (SIM)", "class 3 (TE)");
  private static final List<String> WAITING = List.of("voicemail", "fax", "e-mail", "other");

  public DataCoding {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException("TP-DCS is one octet: " + value);
    }
  }

  /** The coding groups of TS 23.038 §4, by the high four bits. */
  public enum Group {
    /** 00xx. */
    GENERAL,
    /** 01xx: as general; the receiver deletes the message once it was read. */
    AUTOMATIC_DELETION,
    /** 1000 to 1011. */
    RESERVED,
    /** 1100. */
    MESSAGE_WAITING_DISCARD,
    /** 1101, text in GSM 7-bit. */
    MESSAGE_WAITING_STORE,
    /** 1110, text in UCS2. */
    MESSAGE_WAITING_STORE_UCS2,
    /** 1111. */
    DATA_CODING_AND_CLASS
  }

  public Group group() {
    return switch (value >>> 4) {
      case 0x0, 0x1, 0x2, 0x3 -> Group.GENERAL;
      case 0x4, 0x5, 0x6, 0x7 -> Group.AUTOMATIC_DELETION;
      case 0xC -> Group.MESSAGE_WAITING_DISCARD;
      case 0xD -> Group.MESSAGE_WAITING_STORE;
      case 0xE -> Group.MESSAGE_WAITING_STORE_UCS2;
      case 0xF -> Group.DATA_CODING_AND_CLASS;
      default -> Group.RESERVED;
    };
  }

  public Alphabet alphabet() {
    return switch (group()) {
      case GENERAL, AUTOMATIC_DELETION ->
          switch (value >>> 2 & 0x03) {
            case 1 -> Alphabet.OCTETS;
            case 2 -> Alphabet.UCS2;
            default -> Alphabet.GSM7;
          };
      case MESSAGE_WAITING_STORE_UCS2 -> Alphabet.UCS2;
      case DATA_CODING_AND_CLASS ->
          (value & CLASS_GROUP_OCTETS) == 0 ? Alphabet.GSM7 : Alphabet.OCTETS;
      case RESERVED, MESSAGE_WAITING_DISCARD, MESSAGE_WAITING_STORE -> Alphabet.GSM7;
    };
  }

  /** The message class, 0 to 3, where the octet states one. */
  public Optional<Integer> messageClass() {
    boolean stated =
        isGeneral() ? (value & HAS_CLASS) != 0 : group() == Group.DATA_CODING_AND_CLASS;
    return stated ? Optional.of(value & CLASS) : Optional.empty();
  }

  /** Whether the user data is compressed by TS 23.042; it is then counted in octets. */
  public boolean compressed() {
    return isGeneral() && (value & COMPRESSED) != 0;
  }

  /** Whether {@link UserData#text} can read it: not binary and not compressed. */
  public boolean isText() {
    return alphabet() != Alphabet.OCTETS && !compressed();
  }

  /** Whether TP-UDL counts septets, TS 23.040 §9.2.3.16. */
  boolean countsSeptets() {
    return alphabet() == Alphabet.GSM7 && !compressed();
  }

  /** The octet in words, such as {@code 8-bit data, class 2 (SIM)}. */
  public String describe() {
    List<String> words = new ArrayList<>();
    words.add(alphabet().description());
    if (compressed()) {
      words.add("compressed");
    }
    messageClass().ifPresent(number -> words.add(CLASSES.get(number)));
    switch (group()) {
      case AUTOMATIC_DELETION -> words.add("to be deleted once read");
      case RESERVED -> words.add("reserved coding");
      case MESSAGE_WAITING_DISCARD -> words.add(waiting() + ", discard");
      case MESSAGE_WAITING_STORE, MESSAGE_WAITING_STORE_UCS2 -> words.add(waiting() + ", store");
      case GENERAL, DATA_CODING_AND_CLASS -> {}
    }
    return String.join(", ", words);
  }

  private String waiting() {
    String state = (value & INDICATION_ACTIVE) != 0 ? "waiting" : "no longer waiting";
    return WAITING.get(value & CLASS) + " " + state;
  }

  private boolean isGeneral() {
    return value < 0x80;
  }
}
