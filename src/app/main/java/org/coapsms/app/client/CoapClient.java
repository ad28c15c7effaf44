package org.coapsms.app.client;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;

/**
 * Asks one CoAP server, one request after the other. It waits as long as it is told for an answer
 * that comes after an Empty ACK, which over short messages takes seconds to minutes. Not
 * thread-safe.
 */
public final class CoapClient implements AutoCloseable {
  /** RFC 7252, 4.8. */
  static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);

  private static final double ACK_RANDOM_FACTOR = 1.5;
  private static final int MAX_RETRANSMIT = 4;
  private static final int TOKEN_OCTETS = 4;
  private static final int MAX_DATAGRAM = 65_536;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final RandomGenerator random;
  private final Consumer<String> trace;
  private final byte[] buffer = new byte[MAX_DATAGRAM];
  private int nextMessageId;
  private Optional<Integer> lastAcknowledged = Optional.empty();

  /**
   * Opens a socket to a server.
   *
   * @param random gives tokens, the first Message ID and the spread of repeats
   * @param trace gets a line for each message that leaves or arrives
   */
  public CoapClient(InetSocketAddress server, RandomGenerator random, Consumer<String> trace)
      throws IOException {
    this.server = server;
    this.random = random;
    this.trace = trace;
    this.socket = new DatagramSocket(null);
    this.nextMessageId = random.nextInt(0x10000);
    // Connected, so that the system reports a port where nobody listens.
    socket.connect(server);
  }

  /**
   * Sends a request, with a Message ID and a token of its own, and waits for its response.
   *
   * @param patience from now to the response
   * @throws NoAnswer if none came in time, or never will
   */
  public CoapMessage ask(CoapMessage template, Duration patience) throws IOException, NoAnswer {
    byte[] token = new byte[TOKEN_OCTETS];
    random.nextBytes(token);
    CoapMessage request = template.withMessageId(nextMessageId).withToken(Bytes.copyOf(token));
    nextMessageId = (nextMessageId + 1) & 0xFFFF;
    return new Attempt(request, System.nanoTime() + patience.toNanos(), patience).response();
  }

  @Override
  public void close() {
    socket.close();
  }

  /** Follows one request to its end. */
  private final class Attempt {
    private final CoapMessage request;
    private final long end;
    private final Duration patience;
    private long repeatAt;
    private long spacing;
    private int repeats;
    private boolean acknowledged;

    Attempt(CoapMessage request, long end, Duration patience) {
      this.request = request;
      this.end = end;
      this.patience = patience;
      this.spacing =
          (long) (ACK_TIMEOUT.toNanos() * (1 + random.nextDouble() * (ACK_RANDOM_FACTOR - 1)));
      this.acknowledged = request.type() != CoapType.CON;
    }

    CoapMessage response() throws IOException, NoAnswer {
      send(request);
      repeatAt = System.nanoTime() + spacing;
      while (true) {
        long until = acknowledged || end - repeatAt < 0 ? end : repeatAt;
        Optional<CoapMessage> arrived = receive(until);
        if (arrived.isEmpty()) {
          timeOut();
          continue;
        }
        Optional<CoapMessage> response = taken(arrived.get());
        if (response.isPresent()) {
          return response.get();
        }
      }
    }

    private void timeOut() throws IOException, NoAnswer {
      if (System.nanoTime() - end >= 0) {
        boolean received = acknowledged && request.type() == CoapType.CON;
        throw new NoAnswer(
            "no answer within "
                + written(patience)
                + (received ? "; the request was received" : ""));
      }
      if (repeats == MAX_RETRANSMIT) {
        throw new NoAnswer("no sign of life from " + name());
      }
      repeats++;
      spacing *= 2;
      repeatAt = System.nanoTime() + spacing;
      send(request);
    }

    /** The response, if this message is it; all else is answered as RFC 7252, 4.2 and 4.3 say. */
    private Optional<CoapMessage> taken(CoapMessage message) throws IOException, NoAnswer {
      boolean isReply = message.type() == CoapType.ACK || message.type() == CoapType.RST;
      if (isReply && message.messageId() != request.messageId()) {
        return Optional.empty();
      }
      if (message.type() == CoapType.RST) {
        throw new NoAnswer(name() + " rejected the request (RST)");
      }
      boolean ours = message.isResponse() && message.token().equals(request.token());
      if (message.type() == CoapType.ACK) {
        acknowledged = true;
        return ours ? Optional.of(message) : Optional.empty();
      }
      if (message.type() == CoapType.CON) {
        boolean again = lastAcknowledged.equals(Optional.of(message.messageId()));
        send(
            ours || again
                ? CoapMessage.emptyAck(message.messageId())
                : CoapMessage.reset(message.messageId()));
        lastAcknowledged = ours ? Optional.of(message.messageId()) : lastAcknowledged;
      }
      return ours ? Optional.of(message) : Optional.empty();
    }
  }

  private void send(CoapMessage message) throws IOException, NoAnswer {
    Bytes octets = message.encode();
    trace.accept(">> " + message);
    try {
      socket.send(new DatagramPacket(octets.toArray(), octets.size()));
    } catch (PortUnreachableException e) {
      throw nobodyThere();
    }
  }

  /** The next message, or nothing if the time comes first; what is no CoAP is dropped. */
  private Optional<CoapMessage> receive(long until) throws IOException, NoAnswer {
    while (true) {
      long wait = until - System.nanoTime();
      if (wait <= 0) {
        return Optional.empty();
      }
      // 0 would mean for ever.
      socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, wait / 1_000_000 + 1));
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        CoapMessage message = CoapMessage.decode(Bytes.copyOf(buffer, 0, packet.getLength()));
        trace.accept("<< " + message);
        return Optional.of(message);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      } catch (PortUnreachableException e) {
        throw nobodyThere();
      } catch (MalformedCoap e) {
        trace.accept("<< no CoAP: " + e.getMessage());
      }
    }
  }

  private NoAnswer nobodyThere() {
    return new NoAnswer("nobody listens at " + name() + "; is the bridge running?");
  }

  private static String written(Duration time) {
    return time.toSeconds() == 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  private String name() {
    return server.getHostString() + ":" + server.getPort();
  }
}
