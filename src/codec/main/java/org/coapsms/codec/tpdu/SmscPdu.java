package org.coapsms.codec.tpdu;

import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;

/**
 * Is a TPDU as modems pass it in PDU mode, TS 27.005 §3.1: behind the address of the service
 * centre, whose length counts octets.
 *
 * <pre>
 *   | length 0–11 | type | digits … | TPDU … |
 * </pre>
 *
 * @param serviceCentre empty means the one that the SIM holds
 * @param tpdu not looked into
 */
public record SmscPdu(Optional<Address> serviceCentre, Bytes tpdu) {

  public SmscPdu {
    serviceCentre.ifPresent(AddressField::requireWritable);
  }

  /** A TPDU through the service centre that the SIM holds. */
  public static SmscPdu of(Bytes tpdu) {
    return new SmscPdu(Optional.empty(), tpdu);
  }

  public static SmscPdu decode(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    int length = reader.u8("the length of the service centre's address");
    Optional<Address> serviceCentre =
        length == 0
            ? Optional.empty()
            : Optional.of(AddressField.readServiceCentre(reader, length));
    return new SmscPdu(serviceCentre, reader.rest());
  }

  public Bytes encode() {
    OctetWriter out = new OctetWriter();
    serviceCentre.ifPresentOrElse(
        address -> AddressField.writeServiceCentre(out, address), () -> out.u8(0));
    return out.bytes(tpdu).toBytes();
  }

  /** What {@code AT+CMGS=} and {@code +CMT:} count: the octets behind the service centre. */
  public int tpduLength() {
    return tpdu.size();
  }
}
