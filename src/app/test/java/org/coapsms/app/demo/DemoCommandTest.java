package org.coapsms.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.app.CommandLineRun;
import org.coapsms.app.RunningCommand;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static final Pattern MODEM = Pattern.compile("modem +(/\\S+-modem),");

  /** Two at once, as two people on one machine: neither gets in the way of the other. */
  @Test
  void takesTheTourAndStaysUpOrEnds() throws Exception {
    try (RunningCommand stayingUp = new RunningCommand("demo", "--port", "0")) {
      CommandLineRun once = CommandLineRun.of("demo", "--once", "--port", "0");

      assertThat(once.err()).isEmpty();
      assertThat(once.out()).doesNotContain("OTHERWISE", "\u001B");
      assertThat(once.out().split("as told", -1)).hasSize(7);
      assertThat(once.out())
          .containsPattern("client ──▶ bridge +CON GET coap\\+sms://\\+491700000001/test")
          .containsPattern("bridge ──▶ SMSC +\\d+ B  submit_sm to \\+491700000001")
          .containsPattern("bridge ──▶ modem +\\d+ B  AT\\+CMGS to \\+491700000002")
          .containsPattern("SMSC  ──▶ phone +140 B  over the air to \\+491700000001, part 1 of 3")
          .containsPattern("server ◀── bridge +9 B  CON POST /reports")
          .contains("5.05 Proxying Not Supported", "5.04 Gateway Timeout")
          .doesNotContain("Try, in another terminal");
      assertThat(once.status()).isZero();
      assertThat(leftovers(once.out())).isFalse();

      stayingUp.awaitOutput("Ctrl-C ends it");
      String proxy = stayingUp.awaitOutput("bridge +(coap://\\S+)").group(1);
      CommandLineRun answer =
          CommandLineRun.of("get", proxy + "/" + Stage.PHONE_OVER_SMPP + "/status/4.04");
      assertThat(answer.err()).startsWith("4.04 Not Found");
      stayingUp.awaitOutput("CON GET /status/4\\.04");
      assertThat(stayingUp.stop()).isZero();
      assertThat(leftovers(stayingUp.out())).isFalse();
    }
  }

  @Test
  void saysThatTheWantedPortIsTaken() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      CommandLineRun run =
          CommandLineRun.of("demo", "--once", "--port", "" + socket.getLocalPort());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo("port " + socket.getLocalPort() + " is taken; choose another with --port\n");
    }
  }

  private static boolean leftovers(String out) {
    Matcher link = MODEM.matcher(out);
    assertThat(link.find()).isTrue();
    return Files.exists(Path.of(link.group(1)), LinkOption.NOFOLLOW_LINKS);
  }
}
