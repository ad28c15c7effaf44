package org.coapsms.app.client;

import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.coap.CoapCode;
import picocli.CommandLine.Command;

/** Asks a device for a resource. */
@Command(
    name = "get",
    header = "Reads a resource of a device.",
    footer = {
      "",
      "Examples:",
      "  coapsms get coap+sms://+491700000001/test",
      "  coapsms get --timeout 2m --verbose coap+sms://+491700000001/separate",
      "  coapsms get coap://127.0.0.1:5683/+491700000001/.well-known/core"
    })
public final class GetCommand extends RequestCommand {
  public GetCommand(Streams streams) {
    super(CoapCode.GET, streams);
  }
}
