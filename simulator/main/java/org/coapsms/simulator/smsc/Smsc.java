package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.BindResp;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.Outbind;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.simulator.network.MobileNetwork;

/**
 * The service centre without its sockets: accounts, sessions and messages. Not thread-safe; owned
 * by the network's thread.
 */
final class Smsc {
  /** How often each session looks at its timers. */
  private static final Duration TICK = Duration.ofMillis(500);

  static final int VERSION_3_4 = 0x34;
  static final int VERSION_5_0 = 0x50;

  private final MobileNetwork network;
  private final SmscConfig config;
  private final Dialer dialer;
  private final Tracing tracing;
  private final Misbehaviour misbehaviour;
  private final Submissions submissions;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<PduSink, Session> sessions = new LinkedHashMap<>();
  private final List<Account> attached = new ArrayList<>();
  private boolean closed;

  Smsc(MobileNetwork network, SmscConfig config, SmscListener listener) {
    this(network, config, listener, Dialer.NONE);
  }

  Smsc(MobileNetwork network, SmscConfig config, SmscListener listener, Dialer dialer) {
    this.dialer = dialer;
    this.network = network;
    this.config = config;
    this.tracing = new Tracing(listener);
    this.misbehaviour = new Misbehaviour(network.faults());
    this.submissions = new Submissions(network, config, misbehaviour);
    SplittableRandom random = new SplittableRandom(config.seed());
    for (SmscAccount account : config.accounts()) {
      Deliveries deliveries = new Deliveries(network, config.timers().retry());
      ReceiptDesk receipts = new ReceiptDesk(network, account.receiptHabits(), random.split());
      accounts.put(account.systemId(), new Account(account, misbehaviour, deliveries, receipts));
    }
  }

  /**
   * Takes the accounts' numbers into service.
   *
   * @throws IllegalArgumentException if another terminal has one of them; then none is
   */
  void open(Instant now) {
    misbehaviour.declare();
    try {
      for (Account account : accounts.values()) {
        network.attach(account);
        attached.add(account);
      }
    } catch (IllegalArgumentException e) {
      close();
      throw e;
    }
    network.watch(submissions);
    tick(now);
  }

  void close() {
    closed = true;
    network.unwatch(submissions);
    attached.forEach(account -> network.detach(account.number()));
    attached.clear();
    List.copyOf(sessions.keySet()).forEach(PduSink::closeNow);
  }

  void connected(Instant now, PduSink sink) {
    if (!sessions.containsKey(sink)) {
      Session session = new Session(now, this, sink);
      sessions.put(sink, session);
      session.connected(now);
    }
  }

  /** The centre itself has connected, to ask for a bind. */
  void dialled(Instant now, PduSink sink, SmscAccount account) {
    connected(now, sink);
    Session session = sessions.get(sink);
    if (session != null) {
      session.sendRequest(
          now, sequence -> new Outbind(sequence, config.systemId(), account.password()));
    }
  }

  void received(Instant now, PduSink sink, List<Inbound> batch) {
    Session session = sessions.get(sink);
    if (session != null) {
      batch.forEach(inbound -> session.handle(now, inbound));
    }
  }

  void lost(Instant now, PduSink sink) {
    Session session = sessions.remove(sink);
    if (session != null) {
      session.lost(now);
    }
  }

  /** Whose bind this is, if it may. */
  Account admit(Bind bind) throws Refused {
    Account exact = accounts.get(bind.systemId());
    Account account = exact != null ? exact : accounts.get(SmscAccount.ANYONE);
    if (account == null) {
      throw new Refused(CommandStatus.ESME_RINVSYSID, "nobody of that name");
    }
    if (!account.accepts(bind.password())) {
      throw new Refused(CommandStatus.ESME_RINVPASWD, "another password");
    }
    long binds = sessions.values().stream().filter(session -> session.isBoundTo(account)).count();
    if (binds >= account.description().limits().binds()) {
      throw new Refused(CommandStatus.ESME_RALYBND, binds + " binds already");
    }
    return account;
  }

  /** Answers a bind that is admitted, with another version than the usual if that is not 0. */
  BindResp bindResp(Bind bind, int claimedVersion) {
    // SMPP 3.4 §5.2.4: an ESME below 3.4 knows no optional parameters.
    boolean tlvs = bind.interfaceVersion() >= VERSION_3_4;
    int usual = bind.interfaceVersion() >= VERSION_5_0 ? VERSION_5_0 : VERSION_3_4;
    int version = claimedVersion == 0 ? usual : claimedVersion;
    return new BindResp(
        bind.direction(),
        CommandStatus.ESME_ROK,
        bind.sequenceNumber(),
        config.systemId(),
        tlvs ? Tlvs.of(Tlv.u8(TlvTag.SC_INTERFACE_VERSION, version)) : Tlvs.EMPTY);
  }

  SmscConfig config() {
    return config;
  }

  MobileNetwork network() {
    return network;
  }

  Misbehaviour misbehaviour() {
    return misbehaviour;
  }

  Submissions submissions() {
    return submissions;
  }

  Tracing tracing() {
    return tracing;
  }

  SmscState state(int port) {
    int unbound = (int) sessions.values().stream().filter(Session::isOpen).count();
    return new SmscState(port, unbound, accounts.values().stream().map(this::state).toList());
  }

  private SmscState.AccountState state(Account account) {
    return new SmscState.AccountState(
        account.description().systemId(),
        account.number().toString(),
        account.deliveries().queued(),
        account.deliveries().rejected(),
        sessions.values().stream()
            .filter(session -> session.isBoundTo(account))
            .map(Session::view)
            .toList());
  }

  private void tick(Instant now) {
    if (!closed) {
      List.copyOf(sessions.values()).forEach(session -> session.tick(now));
      accounts.values().stream()
          .filter(account -> account.description().outbindPort() != 0)
          .filter(account -> account.deliveries().wantsReceiver())
          .filter(account -> sessions.values().stream().noneMatch(Session::isOpen))
          .forEach(account -> dialer.dial(account.description()));
      network.at(now.plus(TICK), this::tick);
    }
  }
}
