package org.coapsms.bridge.coap;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.eclipse.californium.elements.util.ProtocolScheduledExecutorService;

/** Owns the few threads that all CoAP endpoints of a bridge share. */
public final class CoapThreads implements AutoCloseable {
  /** One for timers, the others for messages; none of them ever waits for anything. */
  private static final int THREADS = 3;

  private static final long LAST_WORDS_MILLIS = 1000;

  private final ProtocolScheduledExecutorService executor;

  public CoapThreads() {
    AtomicInteger count = new AtomicInteger();
    this.executor =
        ExecutorsUtil.newProtocolScheduledThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "coapsms-coap-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  ProtocolScheduledExecutorService executor() {
    return executor;
  }

  @Override
  public void close() {
    ExecutorsUtil.shutdownExecutorGracefully(LAST_WORDS_MILLIS, executor);
  }
}
