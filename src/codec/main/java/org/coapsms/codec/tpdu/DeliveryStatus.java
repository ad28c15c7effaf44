package org.coapsms.codec.tpdu;

import java.util.Map;

/**
 * Says what became of a short message: TP-ST of a SMS-STATUS-REPORT, TS 23.040 §9.2.3.15.
 *
 * @param code the octet, 0 to 255
 */
public record DeliveryStatus(int code) {
  public static final DeliveryStatus DELIVERED = new DeliveryStatus(0x00);

  private static final Map<Integer, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry(0x00, "received by the handset"),
          Map.entry(0x01, "forwarded, delivery not confirmed"),
          Map.entry(0x02, "replaced by the service centre"),
          Map.entry(0x40, "remote procedure error"),
          Map.entry(0x41, "incompatible destination"),
          Map.entry(0x42, "connection rejected by the handset"),
          Map.entry(0x43, "not obtainable"),
          Map.entry(0x44, "quality of service not available"),
          Map.entry(0x45, "no interworking available"),
          Map.entry(0x46, "validity period expired"),
          Map.entry(0x47, "deleted by the originator"),
          Map.entry(0x48, "deleted by the service centre"),
          Map.entry(0x49, "message does not exist"));

  /** The causes that 0x20 and 0x60 both count from. */
  private static final String[] TEMPORARY = {
    "congestion",
    "handset busy",
    "no response from the handset",
    "service rejected",
    "quality of service not available",
    "error in the handset"
  };

  public DeliveryStatus {
    if (code < 0 || code > 0xFF) {
      throw new IllegalArgumentException("TP-ST is one octet: " + code);
    }
  }

  /**
   * The class of the status; values that a service centre defines for itself belong to the class in
   * whose range they lie.
   */
  public StatusClass statusClass() {
    if (code <= 0x02) {
      return code == 0x00
          ? StatusClass.DELIVERED
          : code == 0x01 ? StatusClass.FORWARDED_UNCONFIRMED : StatusClass.REPLACED;
    }
    if (code >= 0x80
        || (!isServiceCentreDefined() && !DESCRIPTIONS.containsKey(code) && !isTemporary())) {
      return StatusClass.RESERVED;
    }
    return switch (code >>> 5) {
      case 0 -> StatusClass.SERVICE_CENTRE_SPECIFIC;
      case 1 -> StatusClass.STILL_TRYING;
      case 2 -> StatusClass.PERMANENT_FAILURE;
      default -> StatusClass.TEMPORARY_GAVE_UP;
    };
  }

  /** The status in words. */
  public String description() {
    String known = DESCRIPTIONS.get(code);
    if (known != null) {
      return known;
    }
    if (isTemporary()) {
      return TEMPORARY[code & 0x1F] + (code < 0x40 ? ", still trying" : ", given up");
    }
    return code < 0x80 && isServiceCentreDefined()
        ? "specific to the service centre"
        : "reserved, read as service rejected";
  }

  private boolean isServiceCentreDefined() {
    return (code & 0x10) != 0;
  }

  private boolean isTemporary() {
    int range = code & 0xE0;
    return (range == 0x20 || range == 0x60) && (code & 0x1F) < TEMPORARY.length;
  }
}
