package org.coapsms.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coapsms.app.CommandLineRun;
import org.coapsms.app.RunningCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void aRequestCrossesTheBridgeToASimulatedPhone() throws Exception {
    try (RunningCommand network =
        new RunningCommand(
            "simulate", "--smsc=0", "--phones=1", "--latency=10ms", "--receipt-delay=10ms")) {
      String port = network.awaitOutput("smsc +127\\.0\\.0\\.1:(\\d+)").group(1);
      try (RunningCommand bridge =
          new RunningCommand("run", "--trace", "--config", config(port).toString())) {
        bridge.awaitOutput("carrier available");
        String proxy = bridge.awaitOutput("proxy at (coap://\\S+)").group(1);

        CommandLineRun answer =
            CommandLineRun.of(
                "put", "--via", proxy, "coap+sms://+491700000001/echo", "--payload", "hello");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("hello\n");
        assertThat(answer.status()).isZero();
        bridge.awaitOutput(">> smsc +submit_sm");
        bridge.awaitOutput("<< smsc +deliver_sm");
        assertThat(bridge.out()).contains("+4917…001").doesNotContain("491700000001");
        assertThat(bridge.stop()).isZero();
      }
    }
  }

  @Test
  void doesNotStartWithMistakesAndNamesThemAll() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "carriers: []\nupstreem: x\n");

    CommandLineRun run = CommandLineRun.of("run", "--config", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(file + ": line 1: carriers: ", file + ": line 2: upstreem: ")
        .contains("the bridge does not start");
  }

  @Test
  void checkTellsEveryMistakeWithItsLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            carriers:
              - id: smsc
                smpp:
                  host: 127.0.0.1
                  window: 0
            routes:
              - prefix: "+4917"
                carriers: [other]
            """);

    CommandLineRun run = CommandLineRun.of("check", "--config", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(file + ": line 5: carriers[0].smpp.window: ")
        .contains(file + ": line 8: routes[0].carriers: ")
        .containsPattern("\\d+ mistakes\\R$");
  }

  @Test
  void checkIsContentWithAGoodFileAndExplainsIt() throws IOException {
    String file = config("2775").toString();

    CommandLineRun plain = CommandLineRun.of("check", "--config", file);
    CommandLineRun explained = CommandLineRun.of("check", "--config", file, "--explain");

    assertThat(plain.status()).isZero();
    assertThat(plain.out()).startsWith("ok: ").contains("1 carrier, 1 route").hasLineCount(1);
    assertThat(explained.out()).contains("EXCHANGE_LIFETIME", "deadline");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    CommandLineRun run = CommandLineRun.of("check", "--config", folder + "/none.yaml");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("cannot read " + folder + "/none.yaml: there is no such file\n");
  }

  private Path config(String port) throws IOException {
    return Files.writeString(
        folder.resolve("bridge.yaml"),
        """
        listen:
          coap: 127.0.0.1:0
        carriers:
          - id: smsc
            smpp:
              host: 127.0.0.1
              port: %s
              systemId: test
              password: test
              number: "10000"
        routes:
          - prefix: "+4917"
            carriers: [smsc]
            deadline: 60s
        """
            .formatted(port));
  }
}
