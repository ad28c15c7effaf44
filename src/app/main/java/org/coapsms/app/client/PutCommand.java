package org.coapsms.app.client;

import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.coap.CoapCode;
import picocli.CommandLine.Command;

/** Has a device replace or make a resource. */
@Command(
    name = "put",
    header = "Writes a resource of a device.",
    footer = {
      "",
      "Examples:",
      "  coapsms put coap+sms://+491700000001/test --payload 'on'",
      "  coapsms put coap+sms://+491700000001/echo --file reading.cbor --content-format cbor"
    })
public final class PutCommand extends PayloadCommand {
  public PutCommand(Streams streams) {
    super(CoapCode.PUT, streams);
  }
}
