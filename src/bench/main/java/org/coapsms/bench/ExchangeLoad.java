package org.coapsms.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;

/**
 * Asks many devices through a bridge, one request open with each, as fast as answers come. It
 * speaks CoAP with nothing but the codec, so that the load costs little beside what is loaded.
 */
final class ExchangeLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DatagramChannel channel;
  private final List<String> devices;
  private final long[] askedAt;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
  private final List<Long> latencies = new ArrayList<>();
  private int messageId;
  private long failures;

  ExchangeLoad(InetSocketAddress bridge, List<String> devices) throws IOException {
    this.devices = devices;
    this.askedAt = new long[devices.size()];
    this.channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
    channel.connect(bridge);
    channel.socket().setSoTimeout((int) PATIENCE.toMillis());
  }

  /** How long answers took, in nanoseconds, since the last run began. */
  List<Long> latencies() {
    return latencies;
  }

  /** How many answers were no 2.05. */
  long failures() {
    return failures;
  }

  /** Keeps asking for so long; answers how many exchanges were completed. */
  long run(Duration time) throws IOException {
    latencies.clear();
    failures = 0;
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < devices.size(); i++) {
      ask(i);
    }
    long completed = 0;
    int open = devices.size();
    while (open > 0) {
      int device = answered();
      if (device >= 0) {
        completed++;
        latencies.add(System.nanoTime() - askedAt[device]);
        if (System.nanoTime() < end) {
          ask(device);
        } else {
          open--;
        }
      }
    }
    return completed;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void ask(int device) throws IOException {
    messageId = (messageId + 1) & 0xFFFF;
    CoapMessage request =
        CoapMessage.request(CoapType.CON, CoapCode.GET)
            .withMessageId(messageId)
            .withToken(Bytes.of(device >>> 8, device))
            .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, devices.get(device)))
            .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "test"));
    askedAt[device] = System.nanoTime();
    send(request);
  }

  /** The device whose answer has come, or -1 if what came was none. */
  private int answered() throws IOException {
    buffer.clear();
    channel.receive(buffer);
    buffer.flip();
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    try {
      CoapMessage message = CoapMessage.decode(Bytes.copyOf(octets));
      if (!message.isResponse()) {
        return -1;
      }
      if (message.type() == CoapType.CON) {
        send(CoapMessage.emptyAck(message.messageId()));
      }
      if (!message.code().equals(CoapCode.CONTENT)) {
        failures++;
      }
      return message.token().at(0) << 8 | message.token().at(1);
    } catch (MalformedCoap e) {
      throw new IOException("the bridge sent what is no CoAP", e);
    }
  }

  private void send(CoapMessage message) throws IOException {
    channel.write(ByteBuffer.wrap(message.encode().toArray()));
  }
}
