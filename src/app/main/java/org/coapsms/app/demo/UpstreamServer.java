package org.coapsms.app.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the smallest CoAP server that devices could report to: it keeps what it is sent and says so.
 * Thread-safe.
 */
final class UpstreamServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UpstreamServer.class);
  private static final int MAX_DATAGRAM = 65_536;

  private final DatagramSocket socket;
  private final List<String> kept = new ArrayList<>();
  private int nextMessageId;

  private UpstreamServer(DatagramSocket socket) {
    this.socket = socket;
  }

  static UpstreamServer start() throws IOException {
    UpstreamServer server =
        new UpstreamServer(
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    Thread thread = new Thread(server::serve, "coapsms-demo-upstream");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The payloads that devices have sent, as text, in order. */
  synchronized List<String> kept() {
    return List.copyOf(kept);
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[MAX_DATAGRAM];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        CoapMessage request = CoapMessage.decode(Bytes.copyOf(buffer, 0, packet.getLength()));
        if (request.isRequest()) {
          byte[] answer = answer(request).encode().toArray();
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (MalformedCoap e) {
        log.debug("dropped what is no CoAP", e);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          log.warn("the server for devices' requests", e);
        }
      }
    }
  }

  private synchronized CoapMessage answer(CoapMessage request) {
    boolean confirmable = request.type() == CoapType.CON;
    CoapMessage answer;
    if (request.code().equals(CoapCode.GET)) {
      answer = response(confirmable, CoapCode.CONTENT, request, kept.size() + " kept");
    } else {
      kept.add(request.payload().toUtf8());
      answer = response(confirmable, CoapCode.CHANGED, request, "kept");
    }
    nextMessageId = (nextMessageId + 1) & 0xFFFF;
    return answer.withMessageId(confirmable ? request.messageId() : nextMessageId);
  }

  private static CoapMessage response(
      boolean confirmable, CoapCode code, CoapMessage request, String text) {
    return CoapMessage.response(confirmable ? CoapType.ACK : CoapType.NON, code, request.token())
        .withPayload(Bytes.ofUtf8(text));
  }
}
