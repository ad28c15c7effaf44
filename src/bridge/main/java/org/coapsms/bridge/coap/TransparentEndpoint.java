package org.coapsms.bridge.coap;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Outbox;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.network.stack.BaseCoapStack;
import org.eclipse.californium.core.network.stack.ExchangeCleanupLayer;
import org.eclipse.californium.core.network.stack.Layer;
import org.eclipse.californium.core.network.stack.ReliabilityLayer;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.elements.util.DatagramReader;

/**
 * Makes Californium endpoints that carry messages of our own codec and look at nothing but the
 * message layer: type, Message ID, token, retransmission, duplicates. Options are not parsed, so
 * that none is changed, lost or acted upon on its way through a proxy.
 */
final class TransparentEndpoint {
  /** As much as a datagram can hold, so that what is too large is told so instead of lost. */
  private static final int MAX_DATAGRAM = 65_507;

  /** Bursts of clients wait here; the system may give less. */
  private static final int RECEIVE_BUFFER = 4 << 20;

  /** Of one client endpoint; what has been forgotten here the engine still knows. */
  private static final int REMEMBERED_OF_A_PEER = 256;

  private TransparentEndpoint() {}

  static CoapEndpoint at(InetSocketAddress address) {
    Configuration config = configuration();
    return CoapEndpoint.builder()
        .setConfiguration(config)
        .setInetSocketAddress(address)
        .setDataSerializerAndParser(new Serializer(), new Parser())
        .setCoapStackFactory((protocol, tag, cfg, matching, out, extra) -> new Stack(cfg, out))
        .build();
  }

  /** What arrived, as our codec reads it. */
  static CoapMessage read(Message message) throws MalformedCoap {
    return CoapMessage.decode(Bytes.copyOf(message.getBytes()));
  }

  // Not Californium's standard configuration: that one reads and writes a file where we run.
  private static Configuration configuration() {
    Configuration config = new Configuration();
    CoapConfig.DEFINITIONS.applyDefinitions(config);
    UdpConfig.DEFINITIONS.applyDefinitions(config);
    config.set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP);
    config.set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, REMEMBERED_OF_A_PEER);
    config.set(CoapConfig.EXCHANGE_LIFETIME, 247, TimeUnit.SECONDS);
    config.set(UdpConfig.UDP_DATAGRAM_SIZE, MAX_DATAGRAM);
    config.set(UdpConfig.UDP_RECEIVE_BUFFER_SIZE, RECEIVE_BUFFER);
    return config;
  }

  /** Nothing above the message layer: no blocks, no observations. */
  private static final class Stack extends BaseCoapStack {
    Stack(Configuration config, Outbox outbox) {
      super(outbox);
      setLayers(new Layer[] {new ExchangeCleanupLayer(config), new ReliabilityLayer(config)});
    }
  }

  private static final class Parser extends UdpDataParser {
    Parser() {
      super(true, null);
    }

    /** Leaves everything behind the token to our codec, which also finds what is malformed. */
    @Override
    public void parseOptionsAndPayload(DatagramReader in, Message message) {
      in.skip(in.bitsLeft());
    }
  }

  private static final class Serializer extends UdpDataSerializer {
    @Override
    protected byte[] serializeMessage(Message message) {
      if (message instanceof Carrying carrying) {
        return carrying
            .content()
            .withType(CoapType.of(message.getType().value))
            .withMessageId(message.getMID())
            .withToken(Bytes.copyOf(message.getTokenBytes()))
            .encode()
            .toArray();
      }
      return super.serializeMessage(message);
    }
  }

  /** Is a Californium message whose code, options and payload are those of one of ours. */
  interface Carrying {
    CoapMessage content();
  }
}
