package org.coapsms.app.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.coapsms.app.CommandLineRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodeCommandTest {
  /** CON GET /t between CoAP ports; worked by hand from TS 23.040, see the codec's submit-coap. */
  private static final String SUBMIT = "71000B915101550501F10004000E06050416331633410112344AB174";

  @Test
  void printsALineForEachField() {
    CommandLineRun run = CommandLineRun.of("decode", SUBMIT);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .startsWith("SMS-SUBMIT, 28 octets")
        .contains(
            "  2-9      destination                     +15105550101 (TON 1, NPI 1)",
            "  26-27      option 11 Uri-Path            t");
  }

  @Test
  void printsJsonForMachines() throws JsonProcessingException {
    JsonNode json = json(CommandLineRun.of("decode", "--json", SUBMIT));

    assertThat(json.at("/kind").asText()).isEqualTo("SMS-SUBMIT");
    assertThat(json.at("/address").asText()).isEqualTo("+15105550101");
    assertThat(json.at("/reference").isInt()).isTrue();
    assertThat(json.at("/udh/ports/destination").asInt()).isEqualTo(5683);
    assertThat(json.at("/coap/type").asText()).isEqualTo("CON");
    assertThat(json.at("/coap/code").asText()).isEqualTo("0.01");
    assertThat(json.at("/coap/mid").asInt()).isEqualTo(0x1234);
    assertThat(json.at("/coap/token").asText()).isEqualTo("4a");
    assertThat(json.at("/coap/options/0/value").asText()).isEqualTo("t");
  }

  @Test
  void takesOctetsFromSeveralArgumentsAndFromStandardInput() {
    CommandLineRun once = CommandLineRun.of("decode", "400112345174");

    assertThat(once.status()).isZero();
    assertThat(CommandLineRun.of("decode", "40:01", "12 34", "5174"))
        .extracting(CommandLineRun::out)
        .isEqualTo(once.out());
    assertThat(CommandLineRun.withInput("40 01 12 34\n51 74\n", "decode", "-"))
        .extracting(CommandLineRun::out)
        .isEqualTo(once.out());
  }

  @Test
  void takesAReceiptAsText() throws JsonProcessingException {
    JsonNode json =
        json(
            CommandLineRun.of(
                "decode", "--json", "id:IIII sub:001 dlvrd:001 stat:UNDELIV err:00B text:@home"));

    assertThat(json.at("/kind").asText()).isEqualTo("RECEIPT");
    assertThat(json.at("/receipt/stat").asText()).isEqualTo("UNDELIV");
    assertThat(json.at("/receipt/text").asText()).isEqualTo("@home");
  }

  @Test
  void saysWhereOctetsAreMalformedAndNothingElse() {
    CommandLineRun run = CommandLineRun.of("decode", SUBMIT.substring(0, SUBMIT.length() - 2));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).matches("octet \\d+: \\S.*\\R").hasLineCount(1);
  }

  @Test
  void readsAsToldOnly() {
    CommandLineRun asCoap = CommandLineRun.of("decode", "--as", "coap", SUBMIT);
    CommandLineRun asNothing = CommandLineRun.of("decode", "--as", "mms", SUBMIT);

    assertThat(asCoap.status()).isEqualTo(1);
    assertThat(asCoap.err()).startsWith("octet ");
    assertThat(asNothing.status()).isEqualTo(2);
    assertThat(asNothing.err()).contains("no kind 'mms'", "SMS-SUBMIT");
  }

  static Stream<Path> goldenMessages() {
    try (Stream<Path> files = Files.list(Path.of("../codec/test/resources/golden/tpdu"))) {
      return files.sorted().filter(file -> value(file, "kind").isPresent()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The vectors are other programs' and the specification's; each file names its source. */
  @ParameterizedTest
  @MethodSource("goldenMessages")
  void agreesWithTheGoldenMessages(Path file) throws JsonProcessingException {
    JsonNode json = json(CommandLineRun.of("decode", "--json", octets(file)));

    assertThat(json.at("/kind").asText()).isEqualTo(value(file, "kind").orElseThrow());
    value(file, "address")
        .map(address -> address.replaceFirst("^\\d/\\d+ ", "").replace("\"", ""))
        .ifPresent(address -> assertThat(json.at("/address").asText()).isEqualTo(address));
    value(file, "pid")
        .ifPresent(pid -> assertThat(json.at("/pid").asInt()).isEqualTo(Integer.parseInt(pid, 16)));
    value(file, "dcs")
        .map(dcs -> Integer.parseInt(dcs.substring(0, 2), 16))
        .ifPresent(dcs -> assertThat(json.at("/dcs").asInt()).isEqualTo(dcs));
    value(file, "data")
        .ifPresent(data -> assertThat(json.at("/userData").asText()).isEqualTo(data));
  }

  private static JsonNode json(CommandLineRun run) throws JsonProcessingException {
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static String octets(Path file) {
    return lines(file)
        .flatMap(
            line ->
                line.startsWith("|")
                    ? Stream.of(line.split("\\|", -1)[1])
                    : Stream.of(line).filter(l -> l.startsWith("hex:")).map(l -> l.substring(4)))
        .reduce("", String::concat);
  }

  private static Optional<String> value(Path file, String key) {
    return lines(file)
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .findFirst();
  }

  private static Stream<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
