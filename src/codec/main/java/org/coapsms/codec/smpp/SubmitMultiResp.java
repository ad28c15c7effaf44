package org.coapsms.codec.smpp;

import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/**
 * Answers submit_multi with one id for all (SMPP 3.4 §4.5.2).
 *
 * @param messageId at most 64 characters; empty where a refusal is a header alone
 * @param unsuccessful the destinations that will not get the message, at most 255
 */
public record SubmitMultiResp(
    int commandStatus,
    int sequenceNumber,
    String messageId,
    List<Unsuccessful> unsuccessful,
    Tlvs tlvs)
    implements Pdu {

  /** Names a destination that will not get the message, and the command_status that says why. */
  public record Unsuccessful(Address destination, int commandStatus) {
    public Unsuccessful {
      Fields.address(destination, TextField.DESTINATION_ADDRESS);
    }
  }

  public SubmitMultiResp {
    TextField.MESSAGE_ID.check(messageId);
    Fields.u8(unsuccessful.size(), "no_unsuccess");
    unsuccessful = List.copyOf(unsuccessful);
  }

  // | message_id | no_unsuccess | { TON | NPI | address | error_status_code 4 } ... | TLVs |
  static SubmitMultiResp read(PduReader in) throws MalformedPdu {
    String messageId = in.hasMore() ? in.text(TextField.MESSAGE_ID) : "";
    List<Unsuccessful> unsuccessful = new ArrayList<>();
    if (in.hasMore()) {
      for (int left = in.u8("no_unsuccess"); left > 0; left--) {
        Address destination = in.address(TextField.DESTINATION_ADDRESS);
        unsuccessful.add(new Unsuccessful(destination, in.u32("error_status_code")));
      }
    }
    return new SubmitMultiResp(
        in.commandStatus(), in.sequenceNumber(), messageId, unsuccessful, in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.SUBMIT_MULTI);
  }

  @Override
  public Bytes encode() {
    PduWriter out = new PduWriter().text(TextField.MESSAGE_ID, messageId).u8(unsuccessful.size());
    for (Unsuccessful one : unsuccessful) {
      out.address(TextField.DESTINATION_ADDRESS, one.destination()).u32(one.commandStatus());
    }
    return out.tlvs(tlvs).pdu(this);
  }
}
