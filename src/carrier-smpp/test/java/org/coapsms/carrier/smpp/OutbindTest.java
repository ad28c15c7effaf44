package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_RECEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.DELIVER_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.RESP;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.coapsms.carrier.smpp.ScriptedSmsc.Peer;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.junit.jupiter.api.Test;

/** An SMSC that connects by itself. SMPP 3.4 §2.2.1 and §4.1.7. */
class OutbindTest {
  private static final int OUTBIND = 0x0B;

  @Test
  void bindsAReceiverWhereTheSmscAsks() throws Exception {
    // Without a bind of our own: what arrives can come by the other alone.
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(BIND_TRANSCEIVER).ignore(BIND_RECEIVER);

    try (Fixture fixture = Fixture.started(smsc, outbind(Fixture.NEVER))) {
      Received unused = smsc.next(BIND_TRANSCEIVER);
      Peer peer = smsc.connectTo(fixture.carrier.outbindPort());
      peer.send(pdu(OUTBIND, 0, 1, join(text("SMSC"), text("theirs"))));

      Received bind = smsc.next(BIND_RECEIVER);
      assertThat(bind.peer).isSameAs(peer);
      assertThat(bind.latin()).startsWith("bridge\0secret\0");
      bind.answer(text("SMSC"));
      peer.send(deliverSm(9, 0, 4, ascii("hello")));
      assertThat(Heard.next(fixture.heard.messages).value().userData().octets().toUtf8())
          .isEqualTo("hello");
      assertThat(smsc.next(DELIVER_SM | RESP).status).isZero();
      // Nothing can be submitted over it.
      assertThat(fixture.carrier.status().available()).isFalse();
    }
  }

  @Test
  void givesNoPasswordToWhoeverDoesNotAsk() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc();

    try (Fixture fixture = Fixture.bound(smsc, outbind(Duration.ofMillis(200)))) {
      Peer silent = smsc.connectTo(fixture.carrier.outbindPort());

      smsc.awaitClosed();
      assertThat(smsc.waiting(BIND_RECEIVER)).isZero();
      assertThat(silent).isNotNull();
      assertThat(fixture.carrier.status().available()).isTrue();
    }
  }

  static UnaryOperator<SmppConfig> outbind(Duration bindTimeout) {
    return config ->
        config
            .withTimers(Fixture.timers(Fixture.NEVER, Fixture.NEVER, bindTimeout, Fixture.NEVER))
            .withBinds(
                new Binds(
                    1,
                    Binds.Mode.TRANSCEIVER,
                    Binds.SMPP_3_4,
                    Optional.empty(),
                    Optional.of(new Binds.Outbind("127.0.0.1", 0))));
  }
}
