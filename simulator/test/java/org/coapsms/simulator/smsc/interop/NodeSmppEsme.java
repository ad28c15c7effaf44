package org.coapsms.simulator.smsc.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.codec.Bytes;

/**
 * An ESME in Node.js, see esme.js: a process that takes orders on its standard input and tells what
 * it sees on its standard output, a line each, words separated by spaces.
 */
final class NodeSmppEsme implements OtherEsme {
  private static final Pattern RECEIPT = Pattern.compile("id:(\\S+) .*stat:(\\S+) .*");

  private final Process node;
  private final Writer orders;
  private final Map<String, BlockingQueue<String>> told = new ConcurrentHashMap<>();

  private NodeSmppEsme(Process node) {
    this.node = node;
    this.orders = node.outputWriter(StandardCharsets.US_ASCII);
    Thread reader = new Thread(this::read, "node-esme");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it where Node.js finds the module {@code smpp} through NODE_PATH; else skips. */
  static NodeSmppEsme bound(int port) throws IOException, InterruptedException {
    boolean isRequired = System.getProperty("interop", "optional").equals("required");
    Path modules = Path.of(Objects.requireNonNullElse(System.getenv("NODE_PATH"), "node_modules"));
    assumeTrue(
        isRequired || Files.isDirectory(modules.resolve("smpp")),
        "NODE_PATH leads to no module smpp, as \"npm install smpp@0.6.0-rc.4\" makes it");
    NodeSmppEsme esme =
        new NodeSmppEsme(
            new ProcessBuilder("node", "-e", script(), "--", String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    assertThat(esme.next("bound")).isEqualTo("0");
    return esme;
  }

  private static String script() throws IOException {
    try (InputStream file = NodeSmppEsme.class.getResourceAsStream("esme.js")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void read() {
    try (BufferedReader lines = node.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", 2);
        queue(words[0]).add(words.length > 1 ? words[1] : "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BlockingQueue<String> queue(String event) {
    return told.computeIfAbsent(event, name -> new LinkedBlockingQueue<>());
  }

  private String next(String event) throws InterruptedException {
    return Centre.next(queue(event));
  }

  private void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  @Override
  public String submits(String to, int esmClass, Bytes shortMessage) throws Exception {
    order("submit " + to + " " + esmClass + " " + shortMessage.toHex());
    String[] answer = next("answered").split(" ", -1);
    assertThat(answer[0]).isEqualTo("0");
    return answer[1];
  }

  @Override
  public Delivered delivered() throws InterruptedException {
    String[] words = next("delivered").split(" ", -1);
    return new Delivered(
        words[0],
        words[1],
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Bytes.fromHex(words[4]));
  }

  /** The module itself does not read receipts. */
  @Override
  public String read(Delivered receipt) {
    Matcher matcher =
        RECEIPT.matcher(new String(receipt.shortMessage().toArray(), StandardCharsets.US_ASCII));
    assertThat(matcher.matches()).as(receipt.toString()).isTrue();
    return matcher.group(1) + " " + matcher.group(2);
  }

  @Override
  public void enquires() throws Exception {
    order("enquire");
    assertThat(next("enquired")).isEqualTo("0");
  }

  @Override
  public void unbinds() throws Exception {
    order("unbind");
    assertThat(next("unbound")).isEqualTo("0");
  }

  @Override
  public void close() {
    node.destroyForcibly();
    node.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
