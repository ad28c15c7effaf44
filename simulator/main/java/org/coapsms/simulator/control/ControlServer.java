package org.coapsms.simulator.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link ControlInterface} over HTTP on loopback. Answers are JSON; a mistake is answered
 * with a 4xx status and {@code {"error": "what"}}. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MAX_BODY = 64 * 1024;

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final HttpServer server;
  private final ExecutorService thread;
  private final ControlInterface control;

  /**
   * Listens at once.
   *
   * @param port 0 takes a free one
   * @throws IOException if the port is taken
   */
  public ControlServer(Controlled network, int port) throws IOException {
    control = new ControlInterface(network);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread worker = new Thread(work, "simulator-control");
              worker.setDaemon(true);
              return worker;
            });
    server.setExecutor(thread);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The TCP port on which it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, 200, outcome(exchange));
    } catch (Refusal e) {
      if (e.status() == 405) {
        exchange.getResponseHeaders().set("Allow", "GET, POST, PUT, DELETE");
      }
      answer(exchange, e.status(), Map.of("error", String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      answer(exchange, 500, Map.of("error", e.toString()));
    } finally {
      exchange.close();
    }
  }

  private Object outcome(HttpExchange exchange) throws IOException {
    List<String> path = new ArrayList<>();
    for (String segment : exchange.getRequestURI().getRawPath().split("/", -1)) {
      if (!segment.isEmpty()) {
        // Not as in a form: there a '+' would be a space, here it begins a number.
        path.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    JsonNode body = body(exchange);
    try {
      return control.request(exchange.getRequestMethod(), path, body).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "the simulator is closing");
    }
  }

  private JsonNode body(HttpExchange exchange) throws IOException {
    byte[] octets = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (octets.length > MAX_BODY) {
      throw new Refusal(413, "more than " + MAX_BODY + " octets");
    }
    if (octets.length == 0) {
      return json.createObjectNode();
    }
    try {
      return json.readTree(octets);
    } catch (JacksonException e) {
      throw Refusal.badRequest("no JSON: " + e.getOriginalMessage());
    }
  }

  private void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] octets = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, octets.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(octets);
    }
  }
}
