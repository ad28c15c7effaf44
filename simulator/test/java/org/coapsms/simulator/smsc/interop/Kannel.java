package org.coapsms.simulator.smsc.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.codec.Bytes;

/**
 * Kannel's bearerbox and smsbox as Debian packs them, and the application behind them: it sends
 * through sendsms and is called back on a port of its own.
 */
public final class Kannel implements AutoCloseable {
  private static final Path BEARERBOX = Path.of("/usr/sbin/bearerbox");
  private static final Path SMSBOX = Path.of("/usr/sbin/smsbox");

  /** Any life sign resets the timer of the other side too, so only one bind of ours asks. */
  private static final int SELDOM = 600;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Queries of the requests that Kannel made, by what it tells. */
  final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer application;
  private final Path folder;
  private final int adminPort = freePort();
  private final int boxPort = freePort();
  private final int sendPort = freePort();
  private final List<Process> processes = new ArrayList<>();

  private Kannel(Path folder) throws IOException {
    this.folder = folder;
    this.application = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    application.createContext("/report", exchange -> heard(exchange, reports));
    application.createContext("/message", exchange -> heard(exchange, messages));
    application.start();
  }

  /**
   * Starts both and waits until all binds are online; skips where Kannel is not installed.
   *
   * @param idTypes the msg-id-type of each bind; the bind's id and system id are "k" and this
   */
  static Kannel started(Path folder, int smscPort, List<Integer> idTypes) throws Exception {
    return started(folder, binds(smscPort, idTypes), idTypes.size());
  }

  /**
   * As above, for any connections.
   *
   * @param groups of the configuration, each of which ends with an empty line
   * @param online how many connections are awaited
   */
  public static Kannel started(Path folder, String groups, int online) throws Exception {
    boolean isRequired = System.getProperty("interop", "optional").equals("required");
    assumeTrue(isRequired || Files.isExecutable(BEARERBOX), BEARERBOX + " is not installed");
    Kannel kannel = new Kannel(folder);
    try {
      kannel.start(groups, online);
      return kannel;
    } catch (Exception | AssertionError e) {
      kannel.close();
      throw e;
    }
  }

  private void start(String groups, int online) throws Exception {
    Path configuration = folder.resolve("kannel.conf");
    Files.writeString(configuration, configuration(groups));
    processes.add(start(BEARERBOX, configuration));
    // The smsbox gives up where it finds no bearerbox.
    awaitStatus("SMSC connections:", 1);
    processes.add(start(SMSBOX, configuration));
    awaitStatus("(online", online);
    awaitListening(sendPort);
    awaitStatus("smsbox:", 1);
  }

  private static String binds(int smscPort, List<Integer> idTypes) {
    StringBuilder text = new StringBuilder();
    for (int idType : idTypes) {
      text.append(
          """
          group = smsc
          smsc = smpp
          smsc-id = k%1$d
          allowed-smsc-id = k%1$d
          host = 127.0.0.1
          port = %2$d
          transceiver-mode = true
          smsc-username = k%1$d
          smsc-password = secret
          system-type = ""
          interface-version = 34
          enquire-link-interval = %3$d
          reconnect-delay = 1
          msg-id-type = %1$d

          """
              .formatted(idType, smscPort, idType == 0 ? 1 : SELDOM));
    }
    return text.toString();
  }

  private String configuration(String groups) {
    String core =
        """
        group = core
        admin-port = %d
        admin-interface = 127.0.0.1
        admin-password = admin
        status-password = status
        smsbox-port = %d
        smsbox-interface = 127.0.0.1
        box-allow-ip = 127.0.0.1
        dlr-storage = internal
        sms-combine-concatenated-mo = false

        """
            .formatted(adminPort, boxPort);
    String smsbox =
        """
        group = smsbox
        bearerbox-host = 127.0.0.1
        bearerbox-port = %d
        sendsms-port = %d
        sendsms-interface = 127.0.0.1

        group = sendsms-user
        username = tester
        password = secret

        group = sms-service
        keyword = default
        catch-all = true
        max-messages = 0
        get-url = "%s/message?smsc=%%i&from=%%p&to=%%P&header=%%u&text=%%b&coding=%%c"
        """
            .formatted(boxPort, sendPort, applicationUri());
    return core + groups + smsbox;
  }

  private String applicationUri() {
    return "http://127.0.0.1:" + application.getAddress().getPort();
  }

  private Process start(Path program, Path configuration) throws IOException {
    return new ProcessBuilder(program.toString(), "-v", "1", configuration.toString())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(program.getFileName() + ".log").toFile())
        .start();
  }

  /**
   * Sends 8-bit data and asks for every report, to be told as {@code id=ID&type=TYPE}.
   *
   * @param smsc the bind that it shall take
   */
  public String send(String smsc, String to, Bytes header, Bytes text, String id) throws Exception {
    String reportUri = applicationUri() + "/report?id=" + id + "&type=%d";
    String query =
        "username=tester&password=secret&from=10000&coding=1&dlr-mask=31"
            + ("&smsc=" + smsc)
            + ("&to=" + URLEncoder.encode(to, StandardCharsets.US_ASCII))
            + ("&udh=" + percents(header))
            + ("&text=" + percents(text))
            + ("&dlr-url=" + URLEncoder.encode(reportUri, StandardCharsets.US_ASCII));
    return get("http://127.0.0.1:" + sendPort + "/cgi-bin/sendsms?" + query);
  }

  private static String percents(Bytes octets) {
    return octets.toHex().replaceAll("..", "%$0");
  }

  /** The query of the next request about a message of ours. */
  public String nextReport() throws InterruptedException {
    return next(reports);
  }

  /** The query of the next request about a message that came. */
  public String nextMessage() throws InterruptedException {
    return next(messages);
  }

  private static String next(BlockingQueue<String> queries) throws InterruptedException {
    String query = queries.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (query == null) {
      throw new AssertionError("nothing was told in " + PATIENCE);
    }
    return query;
  }

  /** Has the bearerbox end as an operator would. */
  void shutDown() throws InterruptedException {
    Process bearerbox = processes.get(0);
    bearerbox.destroy();
    if (!bearerbox.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("bearerbox does not end");
    }
  }

  private String get(String uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Waits until the status page has some words so many times. */
  private void awaitStatus(String words, int times) throws Exception {
    String page = "nothing yet";
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        page = get("http://127.0.0.1:" + adminPort + "/status.txt?password=status");
        if (page.split(java.util.regex.Pattern.quote(words), -1).length > times) {
          return;
        }
      } catch (IOException e) {
        page = String.valueOf(e.getMessage());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("not " + times + " times \"" + words + "\" in:\n" + page);
  }

  private static void awaitListening(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        new Socket(loopback(), port).close();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private static void heard(HttpExchange exchange, BlockingQueue<String> queue) throws IOException {
    queue.add(exchange.getRequestURI().getRawQuery());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Kannel takes no port 0; nobody else is likely to be given this one in between. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public void close() {
    processes.forEach(Kannel::end);
    application.stop(0);
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
