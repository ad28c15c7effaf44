package org.coapsms.app.client;

import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.coap.CoapCode;
import picocli.CommandLine.Command;

/** Has a device process a payload. */
@Command(
    name = "post",
    header = "Posts to a resource of a device.",
    footer = {
      "",
      "Examples:",
      "  coapsms post coap+sms://+491700000001/test --payload '21.5'",
      "  coapsms post coap+sms://+491700000001/echo --payload-hex '01 02 ff'"
    })
public final class PostCommand extends PayloadCommand {
  public PostCommand(Streams streams) {
    super(CoapCode.POST, streams);
  }
}
