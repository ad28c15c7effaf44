package org.coapsms.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.coapsms.bridge.coap.CoapProxyFace;
import org.coapsms.bridge.coap.CoapThreads;
import org.coapsms.bridge.coap.CoapUpstream;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.CarrierConfig;
import org.coapsms.bridge.config.HostPort;
import org.coapsms.carrier.modem.ModemCarrier;
import org.coapsms.carrier.smpp.BindAttempts;
import org.coapsms.carrier.smpp.SmppCarrier;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Engine;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.runtime.EngineLoop;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.MemoryStore;
import org.coapsms.runtime.SmsCarrier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is a running bridge: faces, engine and carriers as a configuration says. Thread-safe.
 *
 * <p>Carriers connect in the background, so that a bridge runs although an SMSC does not.
 */
public final class Bridge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);
  private static final int CARRIER_THREADS = 2;

  private final CoapProxyFace face;
  private final EngineLoop loop;
  private final Map<CarrierId, SmsCarrier> carriers;

  /** What must be closed, the last one made first. */
  private final Deque<AutoCloseable> open;

  private Bridge(
      CoapProxyFace face,
      EngineLoop loop,
      Map<CarrierId, SmsCarrier> carriers,
      Deque<AutoCloseable> open) {
    this.face = face;
    this.loop = loop;
    this.carriers = carriers;
    this.open = open;
  }

  /**
   * Starts a bridge.
   *
   * @param watcher sees what goes on, on many threads
   * @throws IOException if a socket cannot be opened or a name is not known; nothing is left
   *     running then
   */
  public static Bridge start(BridgeConfig config, EngineWatcher watcher) throws IOException {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      return start(config, watcher, open);
    } catch (IOException | RuntimeException e) {
      closeAll(open);
      throw e;
    }
  }

  private static Bridge start(BridgeConfig config, EngineWatcher watcher, Deque<AutoCloseable> open)
      throws IOException {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    CoapThreads threads = new CoapThreads();
    open.push(threads);
    Optional<CoapUpstream> upstream = upstream(config, threads, watcher, clock);
    if (upstream.isPresent()) {
      open.push(upstream.get());
      upstream.get().start();
    }
    CoapProxyFace face =
        new CoapProxyFace(
            resolved("listen.coap", config.coap()),
            CoapProxyFace.ACK_HOLD,
            threads,
            watcher,
            clock,
            random);
    Map<CarrierId, SmsCarrier> carriers = carriers(config, random, open);
    IpFaces ipSide = new IpFaces(face, upstream);
    EngineLoop loop =
        new EngineLoop(
            () -> new Engine(config.directory(), random),
            new MemoryStore(),
            ipSide,
            List.copyOf(carriers.values()),
            watcher,
            clock);
    ipSide.answersGoTo(loop);
    open.push(loop);
    loop.start();
    // On top, so that the first thing that ends is the way in.
    open.push(face);
    try {
      face.start(loop);
    } catch (IOException e) {
      throw new IOException("cannot listen at " + config.coap() + ": " + e.getMessage(), e);
    }
    return new Bridge(face, loop, carriers, open);
  }

  /** Where CoAP clients reach the proxy. */
  public InetSocketAddress coapAddress() {
    return face.address();
  }

  /** How each carrier is at present, in the order of the configuration. */
  public Map<CarrierId, CarrierStatus> carriers() {
    Map<CarrierId, CarrierStatus> now = new LinkedHashMap<>();
    carriers.forEach((id, carrier) -> now.put(id, carrier.status()));
    return now;
  }

  /** How many clients wait for an answer at present. */
  public int openRequests() {
    return face.openRequests();
  }

  /** The loop that runs the engine, for those who inspect it. */
  public EngineLoop loop() {
    return loop;
  }

  /** Takes no more requests, tells those who wait, and ends the carriers' connections. */
  @Override
  public synchronized void close() {
    closeAll(open);
  }

  private static Optional<CoapUpstream> upstream(
      BridgeConfig config, CoapThreads threads, EngineWatcher watcher, InstantSource clock)
      throws IOException {
    if (config.upstream().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CoapUpstream(
            resolved("upstream", config.upstream().get().server()),
            config.upstream().get().basePath(),
            config.defaultProfile().timing().deadline(),
            threads,
            watcher,
            clock));
  }

  private static Map<CarrierId, SmsCarrier> carriers(
      BridgeConfig config, SecureRandom random, Deque<AutoCloseable> open) {
    AtomicInteger count = new AtomicInteger();
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            CARRIER_THREADS,
            work -> {
              Thread thread = new Thread(work, "coapsms-carriers-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    open.push(scheduler::shutdownNow);
    BindAttempts attempts = new BindAttempts();
    Map<CarrierId, SmsCarrier> carriers = new LinkedHashMap<>();
    for (CarrierConfig carrier : config.carriers()) {
      carriers.put(
          carrier.id(),
          carrier.access() instanceof CarrierConfig.Smpp smpp
              ? new SmppCarrier(smpp.config(), random, scheduler, attempts)
              : modem((CarrierConfig.Modem) carrier.access(), scheduler));
    }
    return carriers;
  }

  private static SmsCarrier modem(
      CarrierConfig.Modem modem, ScheduledThreadPoolExecutor scheduler) {
    return new ModemCarrier(modem.config(), modem.profile(), modem.recognition(), scheduler);
  }

  /** Looks the host up once, here; no request ever waits for a name. */
  private static InetSocketAddress resolved(String key, HostPort address) throws IOException {
    try {
      return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    } catch (UnknownHostException e) {
      throw new IOException(key + ": the host " + address.host() + " is not known", e);
    }
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The others must still be closed.
        log.warn("a part of the bridge did not close", e);
      }
    }
  }
}
