package org.coapsms.carrier.smpp.interop;

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
import org.coapsms.codec.Bytes;

/**
 * An SMSC in Node.js, see smsc.js: a process that takes orders on its standard input and tells what
 * it sees on its standard output, a line each, words separated by spaces.
 */
final class NodeSmppSmsc implements OtherSmsc {
  private final Process node;
  private final Writer orders;
  private final Map<String, BlockingQueue<String>> told = new ConcurrentHashMap<>();
  private final int port;

  private NodeSmppSmsc(Process node) throws InterruptedException {
    this.node = node;
    this.orders = node.outputWriter(StandardCharsets.US_ASCII);
    Thread reader = new Thread(this::read, "node-smsc");
    reader.setDaemon(true);
    reader.start();
    this.port = Integer.parseInt(next("listening"));
  }

  /** Starts it where Node.js finds the module {@code smpp} through NODE_PATH; else skips. */
  static NodeSmppSmsc start() throws IOException, InterruptedException {
    boolean isRequired = System.getProperty("interop", "optional").equals("required");
    Path modules = Path.of(Objects.requireNonNullElse(System.getenv("NODE_PATH"), "node_modules"));
    assumeTrue(
        isRequired || Files.isDirectory(modules.resolve("smpp")),
        "NODE_PATH leads to no module smpp, as \"npm install smpp@0.6.0-rc.4\" makes it");
    return new NodeSmppSmsc(
        new ProcessBuilder("node", "-e", script())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static String script() throws IOException {
    try (InputStream file = NodeSmppSmsc.class.getResourceAsStream("smsc.js")) {
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
    return BoundCarrier.next(queue(event));
  }

  private void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String bound() throws InterruptedException {
    return next("bound");
  }

  @Override
  public Submitted submitted() throws InterruptedException {
    String[] words = next("submitted").split(" ", -1);
    return new Submitted(
        words[0],
        words[1],
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Bytes.fromHex(words[5]));
  }

  @Override
  public void givesId(String messageId) throws Exception {
    order("id " + messageId);
    assertThat(next("id")).isEqualTo(messageId);
  }

  @Override
  public int deliversReceipt(String messageId) throws Exception {
    order("receipt " + messageId);
    return Integer.parseInt(next("delivered"));
  }

  @Override
  public int delivers(int esmClass, Bytes shortMessage) throws Exception {
    order("deliver " + esmClass + " " + shortMessage.toHex());
    return Integer.parseInt(next("delivered"));
  }

  @Override
  public void enquires() throws Exception {
    order("enquire");
    assertThat(next("enquired")).isEqualTo("0");
  }

  @Override
  public void awaitUnbind() throws InterruptedException {
    assertThat(next("unbound")).isEmpty();
  }

  @Override
  public void close() {
    node.destroyForcibly();
    node.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
