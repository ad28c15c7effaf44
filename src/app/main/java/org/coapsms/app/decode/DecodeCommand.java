package org.coapsms.app.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.Malformed;
import org.coapsms.codec.decode.Decoded;
import org.coapsms.codec.decode.Decoder;
import org.coapsms.codec.decode.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what octets are, field by field. */
@Command(
    name = "decode",
    header = "Shows every field of a short message, SMPP PDU, receipt or CoAP message.",
    description = {
      "",
      "Finds out what the octets are and prints a line for each field: its octets, counted from 0,"
          + " its name, its value. It knows short messages (TPDUs, with or without the address of"
          + " the service centre that modems put in front), SMPP PDUs, user data with its header,"
          + " delivery receipts and CoAP messages; CoAP inside a short message is shown, too.",
      "",
      "What is not well-formed is told as 'octet N: what' on standard error."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms decode 71000B915101550501F10004000E06050416331633410112344AB174",
      "  coapsms decode --json 44 01 12 34 01 02 03 04 B4 74 65 73 74",
      "  coapsms decode 'id:4711 sub:001 dlvrd:001 stat:DELIVRD err:000 text:'",
      "  coapsms decode --as submit - < message.hex"
    })
public final class DecodeCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Streams streams;
  private @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      converter = KindOption.class,
      description = {
        "Try this kind only: SMS-DELIVER, SMS-SUBMIT, SMS-STATUS-REPORT, SMPP, COAP, UDH or RECEIPT,"
            + " in any case, also without 'SMS-'. Default: the first of these that consumes all"
            + " octets."
      })
  private Optional<Kind> as = Optional.empty();

  @Parameters(
      arity = "1..*",
      paramLabel = "HEX",
      description =
          "Octets in hexadecimal; spaces, colons and a leading 0x are skipped, several arguments"
              + " are joined. Or the text of a receipt. '-' reads standard input.")
  private List<String> input = List.of();

  public DecodeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, CommandFailed {
    Decoded decoded;
    try {
      decoded = Decoder.decode(text(), as);
    } catch (Malformed malformed) {
      throw new CommandFailed(String.valueOf(malformed.getMessage()), malformed);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(decoded));
    } else {
      out.print(decoded.toText());
    }
    out.flush();
    return 0;
  }

  private String text() throws IOException {
    return input.equals(List.of(STANDARD_INPUT))
        ? new String(streams.in().readAllBytes(), StandardCharsets.UTF_8)
        : String.join(" ", input);
  }

  private static String json(Decoded decoded) throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(decoded.json());
  }
}
