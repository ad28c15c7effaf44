package org.coapsms.app.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.DurationOption;
import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one request and prints what comes back; what all four methods have in common. */
@Command(
    description = {
      "",
      "Asks through a running bridge, its CoAP proxy (--via), and waits until the device has"
          + " answered or the bridge has given up. A short message takes seconds, sometimes minutes;"
          + " --verbose shows what happens meanwhile.",
      "",
      "The payload of the answer goes to standard output as it came. An answer other than 2.xx is"
          + " told on standard error, such as '5.04 Gateway Timeout: ...'. An answer that comes in"
          + " blocks (RFC 7959) is fetched whole, block after block."
    })
public abstract class RequestCommand implements Callable<Integer> {
  private final CoapCode method;
  private final Streams streams;
  private @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "URI",
      description =
          "coap+sms://+NUMBER/path[?query] of a device; or coap://host[:port]/path of any CoAP"
              + " server, which is asked directly.")
  private String uri = "";

  @Option(
      names = "--via",
      paramLabel = "URI",
      defaultValue = "coap://127.0.0.1:5683",
      description = "The bridge. Default: ${DEFAULT-VALUE}.")
  private String via = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "35m",
      converter = DurationOption.class,
      description =
          "How long to wait for the answer, such as 20s, 5m or 2h. Default: ${DEFAULT-VALUE}, a"
              + " little more than the bridge's usual deadline of 30m.")
  private Duration timeout = Duration.ZERO;

  @Option(names = "--non", description = "Send a non-confirmable request. Default: confirmable.")
  private boolean nonConfirmable;

  @Option(
      names = "--accept",
      paramLabel = "FORMAT",
      converter = ContentFormat.class,
      description =
          "The Content-Format wanted: a number, or text, json, cbor, xml, binary, link-format."
              + " Default: none, the device chooses.")
  private Optional<Integer> accept = Optional.empty();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show every CoAP message on standard error.")
  private boolean verbose;

  RequestCommand(CoapCode method, Streams streams) {
    this.method = method;
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, CommandFailed {
    Destination destination = destination();
    CoapMessage request = request(destination);
    InetSocketAddress server = new InetSocketAddress(destination.host(), destination.port());
    if (server.isUnresolved()) {
      throw new CommandFailed("there is no host " + destination.host());
    }
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> trace = verbose ? err::println : line -> {};
    CoapMessage response;
    try (CoapClient client = new CoapClient(server, new SecureRandom(), trace)) {
      response = BlockDownload.complete(client, request, client.ask(request, timeout), timeout);
    } catch (NoAnswer e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
    if (response.code().codeClass() != 2) {
      throw new CommandFailed(AnswerText.failure(response));
    }
    if (response.payload().isEmpty()) {
      err.println(AnswerText.success(response));
    } else {
      streams.out().write(response.payload().toArray());
      if (AnswerText.needsLineEnd(response)) {
        streams.out().write('\n');
      }
      streams.out().flush();
    }
    return 0;
  }

  /** What goes out with the request; nothing for methods without payload. */
  Payload payload() throws CommandFailed {
    return Payload.NONE;
  }

  /**
   * Octets with their format.
   *
   * @param format the Content-Format; absent: none is told
   */
  record Payload(Bytes octets, Optional<Integer> format) {
    static final Payload NONE = new Payload(Bytes.EMPTY, Optional.empty());
  }

  static Bytes fileContents(Path file) throws CommandFailed {
    try {
      return Bytes.copyOf(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + e, e);
    }
  }

  final ParameterException usageError(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private Destination destination() {
    try {
      return Destination.of(uri, via);
    } catch (IllegalArgumentException e) {
      throw usageError(String.valueOf(e.getMessage()));
    }
  }

  private CoapMessage request(Destination destination) throws CommandFailed {
    Payload payload = payload();
    List<CoapOption> options = new ArrayList<>(destination.options());
    payload
        .format()
        .ifPresent(f -> options.add(CoapOption.uint(CoapOptionNumber.CONTENT_FORMAT, f)));
    accept.ifPresent(f -> options.add(CoapOption.uint(CoapOptionNumber.ACCEPT, f)));
    return CoapMessage.request(nonConfirmable ? CoapType.NON : CoapType.CON, method)
        .withOptions(options)
        .withPayload(payload.octets());
  }
}
