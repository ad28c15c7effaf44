package org.coapsms.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.coapsms.app.CommandLineRun;
import org.coapsms.app.RunningCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @Test
  void saysWhatItListensOnAndTakesItAwayAtTheEnd(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyGSM0");
    try (RunningCommand network =
        new RunningCommand(
            "simulate",
            "--smsc=0,me:secret,20000",
            "--modem=quectel-ec25=" + link,
            "--phones=10",
            "--control=0")) {
      network.awaitOutput("ready");

      assertThat(network.out())
          .containsPattern("smsc +127\\.0\\.0\\.1:\\d+ +login me, number 20000\n")
          .containsPattern("modem +" + link + " +quectel-ec25, number \\+491780000001\n")
          .containsPattern("phones +10: \\+491700000001 to \\+491700000010\n")
          .doesNotContain("secret");
      assertThat(Files.isSymbolicLink(link)).isTrue();
      String control = network.awaitOutput("control +(http\\S+)").group(1);
      assertThat(get(control)).contains("+491700000010");
      assertThat(network.stop()).isZero();
    }

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void endsWhenAProgramBreaksTheGrammarOfAModem() throws Exception {
    try (RunningCommand network =
        new RunningCommand("simulate", "--strict", "--modem=generic-27005=tcp:0")) {
      int port = Integer.parseInt(network.awaitOutput("modem +tcp://\\S+:(\\d+)").group(1));
      network.awaitOutput("ready");
      try (Socket program = new Socket(InetAddress.getLoopbackAddress(), port)) {
        program.getOutputStream().write("AT\r\u001a".getBytes(StandardCharsets.US_ASCII));

        assertThat(network.awaitEnd()).isEqualTo(1);
        assertThat(network.out()).contains("the program typed Ctrl-Z where no prompt");
      }
    }
  }

  @Test
  void printsALineForEachSms() throws Exception {
    try (RunningCommand network =
        new RunningCommand("simulate", "--phones=2", "--latency=1ms", "--control=0")) {
      String state = network.awaitOutput("control +(http\\S+)").group(1);

      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(state).resolve("/phones/491700000001/sms"))
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"to\":\"+491700000002\",\"text\":\"hello\"}"))
                  .build(),
              BodyHandlers.discarding());

      network.awaitOutput(
          "(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} sms +delivered +#1 +\\+491700000001 ->"
              + " \\+491700000002 +1/1 +\\d+B \"hello\"$");
      assertThat(network.err()).isEmpty();
    }
  }

  @Test
  void tellsAllWrongFlagsAtOnce() {
    CommandLineRun run =
        CommandLineRun.of("simulate", "--latency=soon", "--receipt-loss=2", "--modem=none=tcp:0");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--latency: ", "--receipt-loss: ", "--modem: no profile none")
        .contains("Usage: coapsms simulate");
  }

  @Test
  void takesTheNetworkFromAFileOrFromFlags(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("network.yaml"), "phones: 3\nlatenci: 5s\n");

    CommandLineRun wrong = CommandLineRun.of("simulate", "--config", file.toString());
    CommandLineRun both =
        CommandLineRun.of("simulate", "--config", file.toString(), "--phones", "3");
    CommandLineRun missing = CommandLineRun.of("simulate", "--config", file + ".not");

    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).isEqualTo(file + ": latenci: unknown key\n");
    assertThat(both.status()).isEqualTo(2);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).isEqualTo("cannot read " + file + ".not\n");
  }

  private static String get(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
        .body();
  }
}
