package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.coapsms.carrier.smpp.LinkState.Phase;
import org.coapsms.carrier.smpp.Request.Submitted;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.runtime.CarrierListener;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be bound, from connecting to the end; the next attempt is another link.
 *
 * <p>Two threads are its own: the writer, which connects first, and the reader, which runs all
 * handlers below. Deadlines are watched by a tick on the shared scheduler. Whoever finds the end
 * calls {@link #end}, and the first call settles every open submission. No lock is held during I/O.
 */
final class Link implements PduStream.Handler {
  private static final Duration SLOWEST_TICK = Duration.ofMillis(100);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  /** Hears of the two turns in a link's life; called from any thread, each at most once. */
  interface Owner {
    void bound(Link link, String detail);

    /** Comes before the outcomes of what was open. */
    void ended(Link link, LinkEnd end, Duration bound);
  }

  /** Where the connection comes from. */
  @FunctionalInterface
  interface Door {
    LinkConnection open() throws IOException;
  }

  private final SmppConfig config;
  private final BindRole role;
  private final String name;
  private final CarrierListener listener;
  private final Dispatch dispatch;
  private final Owner owner;
  private final ScheduledExecutorService scheduler;
  private final WireTraces traces;
  private final Outbox outbox;
  private final Window window;
  private final PduStream stream;
  private final Inbox inbox;
  private final Answers answers;
  private final KeepAlive keepAlive;
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  private final LinkState state = new LinkState();

  @GuardedBy("this")
  private @Nullable ScheduledFuture<?> ticks;

  private final Door door;

  /** The reader's own, once there is one. */
  private boolean waitsForOutbind;

  private volatile @Nullable LinkConnection connection;

  /** Makes a link that connects to the SMSC and binds. */
  Link(LinkSetting setting, BindRole role, String name, Owner owner) {
    this(
        setting,
        role,
        name,
        owner,
        () -> LinkConnection.open(setting.config().endpoint(), setting.config().timers().connect()),
        false);
  }

  /**
   * Makes a link over whatever connection comes from where given.
   *
   * @param asked whether it binds only when the SMSC has asked for it with outbind
   */
  Link(LinkSetting setting, BindRole role, String name, Owner owner, Door door, boolean asked) {
    this.door = door;
    this.waitsForOutbind = asked;
    this.config = setting.config();
    this.listener = setting.listener();
    this.dispatch = setting.dispatch();
    this.scheduler = setting.scheduler();
    this.role = role;
    this.name = name;
    this.owner = owner;
    this.traces = new WireTraces(config.id(), listener);
    this.outbox = new Outbox(traces);
    this.stream = new PduStream("smpp-" + name + "-reader", this);
    this.window =
        new Window(
            config.window(),
            Math.max(Dispatch.MAX_WAITING, config.totalWindow()),
            config.timers().response(),
            new RateLimit(config.binds().rate(), System.nanoTime()),
            outbox::nextSequence,
            this::send);
    this.answers = new Answers(setting, traces, window);
    this.inbox = new Inbox(setting, traces, outbox::answer);
    this.keepAlive = new KeepAlive(config.timers().enquireLink(), System.nanoTime());
  }

  /** Starts connecting, and returns. */
  void start() {
    Thread writer = new Thread(this::connectAndWrite, "smpp-" + name + "-writer");
    writer.setDaemon(true);
    writer.start();
    long period = tickPeriod().toNanos();
    synchronized (this) {
      if (!state.in(Phase.ENDED)) {
        ticks = scheduler.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** Where requests go once this is bound. */
  Window window() {
    return window;
  }

  /** Lets what is in flight finish, unbinds and ends; waits at most for the timers. */
  void drain() {
    if (state.enter(Phase.BOUND, Phase.DRAINING)) {
      refuse(window.stopIntake(), "closing");
      try {
        window.awaitEmpty(config.timers().response());
        outbox.request(CommandId.UNBIND);
        released.get(config.timers().bind().toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        // An SMSC that does not answer unbind is left without its answer.
        released.complete(null);
      }
    }
    end(new LinkEnd(LinkEnd.Kind.CLOSED, "closed"));
  }

  // The writer.

  private void connectAndWrite() {
    LinkEnd end = LinkEnd.network("link stopped");
    try {
      LinkConnection open = door.open();
      boolean bindsNow = !waitsForOutbind;
      connection = open;
      outbox.connectTo(open);
      if (config.security().tls().isPresent()) {
        open.secure(config.security().tls().get(), config.endpoint(), config.timers().connect());
      }
      if (!state.enter(Phase.CONNECTING, Phase.BINDING)) {
        open.close();
        return;
      }
      Sessions.read(open, stream, config);
      if (bindsNow) {
        outbox.bind(role, config);
      }
      end = write(open);
    } catch (IOException e) {
      end = LinkEnd.failed(config.endpoint(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(end);
    }
  }

  private static LinkEnd write(LinkConnection open) throws InterruptedException {
    try {
      open.writeUntilClosed();
      return LinkEnd.network("link stopped");
    } catch (IOException e) {
      return LinkEnd.lost(e);
    }
  }

  private void send(Window.Entry entry) {
    outbox.request(entry, window);
  }

  // The reader.

  @Override
  public void received(CommandHeader header, Bytes pdu) {
    if (CommandId.isResponse(header.commandId())) {
      keepAlive.answered(System.nanoTime());
    }
    switch (header.commandId()) {
      case CommandId.BIND_TRANSCEIVER | CommandId.RESPONSE,
          // osmo-msc answers with the name of another bind.
          CommandId.BIND_TRANSMITTER | CommandId.RESPONSE,
          CommandId.BIND_RECEIVER | CommandId.RESPONSE ->
          bindAnswered(header, WireTraces.text(pdu.from(CommandHeader.SIZE)));
      case CommandId.SUBMIT_SM | CommandId.RESPONSE, CommandId.DATA_SM | CommandId.RESPONSE ->
          answers.submitAnswered(header, pdu.from(CommandHeader.SIZE));
      case CommandId.SUBMIT_MULTI | CommandId.RESPONSE -> answers.groupAnswered(header, pdu);
      case CommandId.QUERY_SM | CommandId.RESPONSE -> answers.queryAnswered(header, pdu);
      case CommandId.GENERIC_NACK -> nacked(header);
      case CommandId.UNBIND | CommandId.RESPONSE -> {
        traces.received(header);
        released.complete(null);
      }
      case CommandId.ENQUIRE_LINK -> {
        traces.received(header);
        outbox.answer(header, CommandStatus.ESME_ROK);
      }
      case CommandId.UNBIND -> unbound(header);
      case CommandId.OUTBIND -> outbound(header);
      case CommandId.DELIVER_SM, CommandId.DATA_SM -> deliver(header, pdu);
      case CommandId.ALERT_NOTIFICATION -> traces.received(header);
      default -> {
        traces.received(header);
        if (!CommandId.isResponse(header.commandId())) {
          outbox.nack(CommandStatus.ESME_RINVCMDID, header.sequenceNumber());
        }
      }
    }
  }

  @Override
  public void notCuttable(String reason) {
    outbox.nack(CommandStatus.ESME_RINVCMDLEN, 0);
    end(LinkEnd.network("SMSC sent no PDU: " + reason), true);
  }

  @Override
  public void streamEnded(String reason) {
    end(LinkEnd.network(reason));
  }

  private void bindAnswered(CommandHeader header, String smsc) {
    traces.received(header, CommandStatusTable.words(header.commandStatus()) + " " + smsc, 0);
    if (header.commandStatus() != CommandStatus.ESME_ROK) {
      end(LinkEnd.bindRefused(header.commandStatus()));
    } else if (state.enter(Phase.BINDING, Phase.BOUND)) {
      String how = config.security().words(config.endpoint());
      owner.bound(
          this, "bound to " + config.endpoint() + how + " as " + config.account().systemId());
    }
  }

  private void nacked(CommandHeader header) {
    traces.received(header);
    if (state.in(Phase.BINDING)) {
      end(LinkEnd.bindRefused(header.commandStatus()));
    } else if (header.sequenceNumber() == 0) {
      // It cannot tell which PDU it did not understand: from here on nothing is certain.
      end(
          LinkEnd.network(
              "SMSC lost track of the PDUs, generic_nack "
                  + CommandStatusTable.words(header.commandStatus())));
    } else {
      answers.nacked(header);
    }
  }

  private void unbound(CommandHeader header) {
    traces.received(header);
    outbox.answer(header, CommandStatus.ESME_ROK);
    end(LinkEnd.network("SMSC unbound us"), true);
  }

  /** Has no answer but the bind; where we have bound by ourselves, it is out of place. */
  private void outbound(CommandHeader header) {
    traces.received(header);
    if (waitsForOutbind) {
      waitsForOutbind = false;
      outbox.bind(role, config);
    } else {
      outbox.nack(CommandStatus.ESME_RINVBNDSTS, header.sequenceNumber());
    }
  }

  private void deliver(CommandHeader header, Bytes pdu) {
    if (state.in(Phase.BOUND) || state.in(Phase.DRAINING)) {
      inbox.arrived(header, pdu);
    } else {
      traces.received(header);
      outbox.answer(header, CommandStatus.ESME_RINVBNDSTS);
    }
  }

  // The tick.

  private Duration tickPeriod() {
    SmppConfig.Timers timers = config.timers();
    Duration shortest =
        List.of(timers.enquireLink(), timers.response(), timers.bind(), timers.write()).stream()
            .min(Duration::compareTo)
            .orElse(SLOWEST_TICK)
            .dividedBy(20);
    return shortest.compareTo(SLOWEST_TICK) < 0 ? shortest : SLOWEST_TICK;
  }

  private void tick() {
    long now = System.nanoTime();
    LinkConnection open = connection;
    if (open == null) {
      return;
    }
    open.stuck(now, config.timers().write())
        .or(() -> stream.stuck(now, config.timers().enquireLink()))
        .or(() -> state.overdueBind(now, config.timers().bind()))
        .ifPresent(why -> end(LinkEnd.network(why)));
    if (!state.in(Phase.BOUND) && !state.in(Phase.DRAINING)) {
      return;
    }
    String late = "no answer within " + config.timers().response();
    for (Request overdue : window.expire(now)) {
      ended(overdue, new Unknown(late));
      dispatch.settled(window, overdue);
    }
    switch (keepAlive.step(now)) {
      case ENQUIRE -> outbox.request(CommandId.ENQUIRE_LINK);
      case GIVE_UP -> end(LinkEnd.network("SMSC does not answer enquire_link"));
      case NOTHING -> {}
    }
  }

  // The end.

  void end(LinkEnd end) {
    end(end, false);
  }

  /**
   * Settles everything. Later calls do nothing.
   *
   * @param polite whether what is queued shall still be written
   */
  private void end(LinkEnd end, boolean polite) {
    Optional<Duration> bound = state.end();
    if (bound.isEmpty()) {
      return;
    }
    synchronized (this) {
      if (ticks != null) {
        ticks.cancel(false);
      }
    }
    Window.Leftover leftover = window.end();
    closeConnection(polite);
    owner.ended(this, end, bound.get());
    refuse(leftover.unwritten(), end.reason());
    Unknown lost = new Unknown("link lost: " + end.reason());
    leftover.written().forEach(request -> ended(request, lost));
    released.complete(null);
  }

  private void closeConnection(boolean polite) {
    LinkConnection open = connection;
    if (open == null) {
      return;
    }
    if (polite) {
      open.closeAfterWriting();
      ScheduledFuture<?> unused =
          scheduler.schedule(open::abort, GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      open.close();
    }
  }

  private void refuse(List<Request> requests, String reason) {
    Refused local = new Refused(Cause.LOCAL, reason);
    requests.forEach(request -> ended(request, local));
  }

  private void ended(Request request, SubmissionOutcome outcome) {
    if (request instanceof Submitted submitted) {
      submitted.segments().forEach(segment -> listener.submissionEnded(segment.id(), outcome));
    }
  }
}
