package org.coapsms.app.client;

import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.coap.CoapCode;
import picocli.CommandLine.Command;

/** Has a device remove a resource. */
@Command(
    name = "delete",
    header = "Deletes a resource of a device.",
    footer = {"", "Examples:", "  coapsms delete coap+sms://+491700000001/test"})
public final class DeleteCommand extends RequestCommand {
  public DeleteCommand(Streams streams) {
    super(CoapCode.DELETE, streams);
  }
}
