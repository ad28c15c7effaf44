package org.coapsms.bridge.coap;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.engine.CarrierId;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.WireTrace;

/** Tells watchers of CoAP messages on the IP side, in the form of carriers' wire traffic. */
final class CoapTrace {
  private final CarrierId name;
  private final EngineWatcher watcher;
  private final InstantSource clock;

  CoapTrace(String name, EngineWatcher watcher, InstantSource clock) {
    this.name = new CarrierId(name);
    this.watcher = watcher;
    this.clock = clock;
  }

  void received(InetSocketAddress from, CoapMessage message) {
    line(false, from, message);
  }

  void sent(InetSocketAddress to, CoapMessage message) {
    line(true, to, message);
  }

  private void line(boolean outbound, InetSocketAddress peer, CoapMessage message) {
    String code = message.isRequest() ? message.code().description() : message.code().toString();
    String what = message.type() + " " + (message.isEmpty() ? "Empty" : code);
    String detail = address(peer) + " mid=" + message.messageId() + target(message);
    watcher.trace(
        clock.instant(), new WireTrace(name, outbound, what, detail, message.payload().size()));
  }

  private static String target(CoapMessage message) {
    if (!message.isRequest()) {
      return "";
    }
    Optional<CoapOption> proxyUri = message.option(CoapOptionNumber.PROXY_URI);
    return " "
        + proxyUri.map(CoapOption::asString).orElse("/" + String.join("/", message.uriPath()));
  }

  private static String address(InetSocketAddress peer) {
    return peer.getAddress().getHostAddress() + ":" + peer.getPort();
  }
}
