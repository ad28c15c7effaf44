package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.DeliverSmResp;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.SubmitSm;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/** A service centre, a network and a phone in a time that the test owns; no sockets, no threads. */
final class VirtualCentre {
  static final Address PHONE = Address.international("491700000001");
  static final Address NOBODY = Address.international("491709999999");
  static final Address NUMBER = Address.parse("10000");
  static final Instant START = Instant.parse("2024-02-29T12:34:56Z");

  private final MobileNetwork network;
  private final Smsc smsc;
  private final List<ShortMessage> atPhone = new ArrayList<>();
  private Instant now = START;

  VirtualCentre(SmscConfig config) {
    this(config, RadioConditions.ideal());
  }

  VirtualCentre(SmscConfig config, RadioConditions conditions) {
    network = new MobileNetwork(conditions, new Random(1));
    smsc = new Smsc(network, config, SmscListener.NOBODY);
    smsc.open(now);
    network.attach(
        new Terminal() {
          @Override
          public Address number() {
            return PHONE;
          }

          @Override
          public void arrived(Instant at, Delivery delivery) {
            atPhone.add(delivery.message());
          }
        });
  }

  /** A connection that has not bound yet. */
  Esme connects() {
    Esme esme = new Esme();
    smsc.connected(now, esme);
    return esme;
  }

  Esme binds(Bind.Direction direction) {
    Esme esme = connects();
    esme.says(esme.bind(direction, "bridge", "secret", 0x34));
    esme.heard.remove(0);
    esme.writes.clear();
    return esme;
  }

  /** A transceiver. */
  Esme binds() {
    return binds(Bind.Direction.TRANSCEIVER);
  }

  void passes(Duration time) {
    Instant end = now.plus(time);
    for (Optional<Instant> next = network.nextTimeout();
        next.isPresent() && !next.get().isAfter(end);
        next = network.nextTimeout()) {
      now = next.get().isAfter(now) ? next.get() : now;
      network.handleTimeout(now);
    }
    now = end;
  }

  void switchesOff(Address number) {
    network.switchOff(number);
  }

  void phoneSends(String ascii) {
    network.submit(
        now,
        ShortMessage.ofOctets(
            PHONE, NUMBER, UserData.ofOctets(UserDataHeader.EMPTY, Bytes.ofAscii(ascii))),
        MobileNetwork.DEFAULT_VALIDITY,
        Optional.empty());
    passes(Duration.ZERO);
  }

  void strikesNext(SmscFault fault) {
    strikes(fault, FaultSetting.next(1));
  }

  void strikes(SmscFault fault, FaultSetting setting) {
    network.faults().switchOn(now, fault.key(), setting);
  }

  List<ShortMessage> atPhone() {
    return atPhone;
  }

  SmscState.AccountState account() {
    return smsc.state(0).accounts().get(0);
  }

  /** The far end of one connection. */
  final class Esme implements PduSink {
    private final List<Pdu> heard = new ArrayList<>();
    private final List<Bytes> writes = new ArrayList<>();
    private boolean reading = true;
    private boolean closed;
    private int sequence;

    Bind bind(Bind.Direction direction, String systemId, String password, int version) {
      return new Bind(direction, ++sequence, systemId, password, "", version, 0, 0, "");
    }

    void says(Pdu pdu) {
      smsc.received(now, this, List.of(new Inbound.Understood(pdu, pdu.encode().size())));
      passes(Duration.ZERO);
    }

    /** Submits, and gives the sequence number. */
    int submits(ShortMessageBody body) {
      says(new SubmitSm(++sequence, body));
      return sequence;
    }

    int submits(Address to, int registeredDelivery) {
      return submits(body(NUMBER, to, 0, registeredDelivery, 4, "", Bytes.fromHex("40010001")));
    }

    void answers(DeliverSm pdu, int status) {
      says(
          status == 0
              ? DeliverSmResp.accepted(pdu.sequenceNumber(), "")
              : DeliverSmResp.refused(pdu.sequenceNumber(), status));
    }

    void disconnects() {
      closed = true;
      smsc.lost(now, this);
      passes(Duration.ZERO);
    }

    /** What has come since the last time, in order. */
    List<Pdu> heard() {
      List<Pdu> all = List.copyOf(heard);
      heard.clear();
      return all;
    }

    /** As {@link #heard}, where nothing but deliver_sm must have come. */
    List<DeliverSm> delivered() {
      return heard().stream().map(DeliverSm.class::cast).toList();
    }

    /** The octets of each write since the last time, of good PDUs and others. */
    List<Bytes> writes() {
      List<Bytes> all = List.copyOf(writes);
      writes.clear();
      return all;
    }

    /** Whether the centre reads what this end sends. */
    boolean isRead() {
      return reading;
    }

    boolean isClosed() {
      return closed;
    }

    @Override
    public void send(Pdu pdu) {
      heard.add(pdu);
      writes.add(pdu.encode());
    }

    @Override
    public void sendOctets(Bytes octets) {
      writes.add(octets);
    }

    @Override
    public void pauseReading() {
      reading = false;
    }

    @Override
    public void resumeReading() {
      reading = true;
    }

    @Override
    public void closeAfterwards() {
      closed = true;
    }

    @Override
    public void closeNow() {
      closed = true;
    }

    @Override
    public int remotePort() {
      return 40_000;
    }
  }

  static ShortMessageBody body(
      Address from,
      Address to,
      int esmClass,
      int registeredDelivery,
      int dataCoding,
      String validity,
      Bytes content,
      Tlv... tlvs) {
    return new ShortMessageBody(
        "",
        from,
        to,
        esmClass,
        0,
        0,
        "",
        validity,
        registeredDelivery,
        0,
        dataCoding,
        0,
        content,
        Tlvs.of(tlvs));
  }
}
