package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Opens a session (SMPP 3.4 §4.1).
 *
 * @param direction who may send messages in this session
 * @param systemId at most 15 characters
 * @param password at most 8 characters
 * @param systemType at most 12 characters
 * @param interfaceVersion 0x34 or 0x50
 * @param typeOfNumber TON of the addresses served
 * @param numberingPlan NPI of the addresses served
 * @param addressRange the addresses served, at most 40 characters
 */
public record Bind(
    Direction direction,
    int sequenceNumber,
    String systemId,
    String password,
    String systemType,
    int interfaceVersion,
    int typeOfNumber,
    int numberingPlan,
    String addressRange)
    implements Pdu {

  /** Tells which of the three bind commands it is. */
  public enum Direction {
    RECEIVER(CommandId.BIND_RECEIVER),
    TRANSMITTER(CommandId.BIND_TRANSMITTER),
    TRANSCEIVER(CommandId.BIND_TRANSCEIVER);

    private final int commandId;

    Direction(int commandId) {
      this.commandId = commandId;
    }

    public int commandId() {
      return commandId;
    }

    public boolean receives() {
      return this != TRANSMITTER;
    }

    public boolean transmits() {
      return this != RECEIVER;
    }
  }

  public Bind {
    TextField.SYSTEM_ID.check(systemId);
    TextField.PASSWORD.check(password);
    TextField.SYSTEM_TYPE.check(systemType);
    TextField.ADDRESS_RANGE.check(addressRange);
    Fields.u8(interfaceVersion, "interface_version");
    Fields.u8(typeOfNumber, "addr_ton");
    Fields.u8(numberingPlan, "addr_npi");
  }

  // | system_id | password | system_type | interface_version | addr_ton | addr_npi | address_range
  // |
  static Bind read(Direction direction, PduReader in) throws MalformedPdu {
    Bind bind =
        new Bind(
            direction,
            in.sequenceNumber(),
            in.text(TextField.SYSTEM_ID),
            in.text(TextField.PASSWORD),
            in.text(TextField.SYSTEM_TYPE),
            in.u8("interface_version"),
            in.u8("addr_ton"),
            in.u8("addr_npi"),
            in.text(TextField.ADDRESS_RANGE));
    in.end();
    return bind;
  }

  @Override
  public int commandId() {
    return direction.commandId();
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .text(TextField.SYSTEM_ID, systemId)
        .text(TextField.PASSWORD, password)
        .text(TextField.SYSTEM_TYPE, systemType)
        .u8(interfaceVersion)
        .u8(typeOfNumber)
        .u8(numberingPlan)
        .text(TextField.ADDRESS_RANGE, addressRange)
        .pdu(this);
  }

  /** The bind without its password, so that it can be logged. */
  @Override
  public String toString() {
    return CommandId.name(commandId()) + " seq=" + sequenceNumber + " system_id=" + systemId;
  }
}
