package org.coapsms.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.coapsms.bridge.coap.CoapProxyFace;
import org.coapsms.bridge.coap.CoapThreads;
import org.coapsms.bridge.coap.CoapUpstream;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Engine;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;
import org.coapsms.runtime.EngineLoop;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.MemoryStore;

/** Sets up a face, an engine and a phone that the story plays; +4917 may be reached. */
final class Scene implements AutoCloseable {
  static final String NUMBER = "+491701234567";
  static final Duration LONG = Duration.ofMinutes(5);

  final ScriptedPhone phone = new ScriptedPhone(NUMBER);
  final CoapProxyFace face;
  final EngineLoop loop;

  private final CoapThreads threads = new CoapThreads();
  private final Optional<CoapUpstream> upstream;

  /** Answers ride on the ACK, however slow this machine is. */
  Scene() {
    this(LONG, LONG, Optional.empty());
  }

  /** Devices may ask this server. */
  Scene(InetSocketAddress server) {
    this(LONG, LONG, Optional.of(server));
  }

  /** Empty ACKs wait for nothing, so that every answer of a device comes separately. */
  static Scene withEmptyAcksAtOnce() {
    return new Scene(LONG, Duration.ZERO, Optional.empty());
  }

  static Scene withDeadline(Duration deadline) {
    return new Scene(deadline, LONG, Optional.empty());
  }

  private Scene(Duration deadline, Duration ackHold, Optional<InetSocketAddress> server) {
    InstantSource clock = InstantSource.system();
    Random random = new Random(1);
    upstream =
        server.map(
            address ->
                new CoapUpstream(
                    address, List.of("base"), LONG, threads, EngineWatcher.NONE, clock));
    face =
        new CoapProxyFace(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ackHold,
            threads,
            EngineWatcher.NONE,
            clock,
            random);
    Directory directory =
        new Directory(
            NumberPlan.international(),
            List.of(Route.inOrder("4917", List.of(ScriptedPhone.ID), Optional.of(deadline))),
            List.of(),
            DeviceProfile.standard(),
            List.of(
                new CarrierTerms(ScriptedPhone.ID, Optional.of("10000"), 10, Optional.empty())));
    IpFaces ipSide = new IpFaces(face, upstream);
    loop =
        new EngineLoop(
            () -> new Engine(directory, random),
            new MemoryStore(),
            ipSide,
            List.of(phone),
            EngineWatcher.NONE,
            clock);
    ipSide.answersGoTo(loop);
    try {
      if (upstream.isPresent()) {
        upstream.get().start();
      }
      loop.start();
      face.start(loop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UdpClient client() {
    return new UdpClient(face.address());
  }

  /** A request of a client for {@code /test} of the phone through the forward proxy. */
  static CoapMessage forward(CoapType type, CoapCode method) {
    return request(type, method)
        .withOption(
            CoapOption.string(CoapOptionNumber.PROXY_URI, "coap+sms://" + NUMBER + "/test"));
  }

  /** The same through the reverse proxy. */
  static CoapMessage reverse(CoapType type, CoapCode method) {
    return request(type, method)
        .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, NUMBER))
        .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "test"));
  }

  private static CoapMessage request(CoapType type, CoapCode method) {
    return CoapMessage.request(type, method).withMessageId(0x7d34).withToken(Bytes.of(0x71, 0x33));
  }

  /** The device's answer on its ACK. */
  static CoapMessage onAck(CoapMessage request, CoapCode code, String payload) {
    return CoapMessage.response(CoapType.ACK, code, request.token())
        .withMessageId(request.messageId())
        .withPayload(Bytes.ofUtf8(payload));
  }

  @Override
  public void close() {
    face.close();
    loop.close();
    upstream.ifPresent(CoapUpstream::close);
    threads.close();
  }
}
