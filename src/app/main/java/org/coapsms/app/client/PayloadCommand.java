package org.coapsms.app.client;

import java.nio.file.Path;
import java.util.Optional;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Is a request that may carry a payload. */
abstract class PayloadCommand extends RequestCommand {
  private static final int TEXT_PLAIN = 0;
  private static final int OCTET_STREAM = 42;

  @ArgGroup private Source source = new Source();

  @Option(
      names = "--content-format",
      paramLabel = "FORMAT",
      converter = ContentFormat.class,
      description =
          "The payload's Content-Format: a number, or text, json, cbor, xml, binary, link-format."
              + " Default: text for --payload, binary for --payload-hex and --file.")
  private Optional<Integer> contentFormat = Optional.empty();

  /** Where the payload comes from; at most one place. */
  static final class Source {
    @Option(names = "--payload", paramLabel = "TEXT", description = "The payload as UTF-8 text.")
    private Optional<String> text = Optional.empty();

    @Option(
        names = "--payload-hex",
        paramLabel = "HEX",
        description = "The payload as hexadecimal octets; spaces are skipped.")
    private Optional<String> hex = Optional.empty();

    @Option(names = "--file", paramLabel = "FILE", description = "The payload is this file.")
    private Optional<Path> file = Optional.empty();
  }

  PayloadCommand(CoapCode method, Streams streams) {
    super(method, streams);
  }

  @Override
  Payload payload() throws CommandFailed {
    if (source.text.isPresent()) {
      return payload(Bytes.ofUtf8(source.text.get()), TEXT_PLAIN);
    }
    if (source.hex.isPresent()) {
      return payload(octets(source.hex.get()), OCTET_STREAM);
    }
    if (source.file.isPresent()) {
      return payload(fileContents(source.file.get()), OCTET_STREAM);
    }
    return new Payload(Bytes.EMPTY, contentFormat);
  }

  private Payload payload(Bytes octets, int usualFormat) {
    return new Payload(octets, contentFormat.or(() -> Optional.of(usualFormat)));
  }

  private Bytes octets(String hex) {
    try {
      return Bytes.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw usageError("--payload-hex: " + e.getMessage());
    }
  }
}
