package org.coapsms.codec.smpp;

import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/**
 * Hands one message for many to the SMSC (SMPP 3.4 §4.5.1).
 *
 * @param destinations at most 255 (254 in 3.4)
 * @param body what each of them gets; its own destination is {@link #NOBODY}
 */
public record SubmitMulti(int sequenceNumber, List<Destination> destinations, ShortMessageBody body)
    implements Pdu {
  /** Stands where one destination alone cannot be named. */
  public static final Address NOBODY = new Address(Address.UNKNOWN, 0, "");

  private static final int SME_ADDRESS = 1;
  private static final int DISTRIBUTION_LIST = 2;

  /** Names one receiver or a list that the SMSC keeps. */
  public sealed interface Destination {}

  /** Names one receiver. */
  public record Sme(Address address) implements Destination {
    public Sme {
      Fields.address(address, TextField.DESTINATION_ADDRESS);
    }
  }

  /** Names a list that the SMSC keeps, in at most 20 characters. */
  public record DistributionList(String name) implements Destination {
    public DistributionList {
      TextField.DISTRIBUTION_LIST.check(name);
    }
  }

  public SubmitMulti {
    Fields.u8(destinations.size(), "number_of_dests");
    destinations = List.copyOf(destinations);
  }

  // | service_type | source | number_of_dests | { flag | address or dl_name } ... | as submit_sm |
  static SubmitMulti read(PduReader in) throws MalformedPdu {
    String serviceType = in.text(TextField.SERVICE_TYPE);
    Address source = in.address(TextField.SOURCE_ADDRESS);
    List<Destination> destinations = new ArrayList<>();
    for (int left = in.u8("number_of_dests"); left > 0; left--) {
      destinations.add(readDestination(in));
    }
    ShortMessageBody body = ShortMessageBody.readHandling(in, serviceType, source, NOBODY);
    return new SubmitMulti(in.sequenceNumber(), destinations, body);
  }

  private static Destination readDestination(PduReader in) throws MalformedPdu {
    int start = in.position();
    int flag = in.u8("dest_flag");
    return switch (flag) {
      case SME_ADDRESS -> new Sme(in.address(TextField.DESTINATION_ADDRESS));
      case DISTRIBUTION_LIST -> new DistributionList(in.text(TextField.DISTRIBUTION_LIST));
      default ->
          throw new MalformedPdu(
              start, "dest_flag " + flag + " is neither 1 nor 2", CommandStatus.ESME_RINVDESTFLAG);
    };
  }

  @Override
  public int commandId() {
    return CommandId.SUBMIT_MULTI;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    PduWriter out =
        new PduWriter()
            .text(TextField.SERVICE_TYPE, body.serviceType())
            .address(TextField.SOURCE_ADDRESS, body.source())
            .u8(destinations.size());
    for (Destination destination : destinations) {
      if (destination instanceof Sme sme) {
        out.u8(SME_ADDRESS).address(TextField.DESTINATION_ADDRESS, sme.address());
      } else if (destination instanceof DistributionList list) {
        out.u8(DISTRIBUTION_LIST).text(TextField.DISTRIBUTION_LIST, list.name());
      }
    }
    body.writeHandling(out);
    return out.pdu(this);
  }
}
