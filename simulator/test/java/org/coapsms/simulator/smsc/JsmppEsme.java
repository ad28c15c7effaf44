package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.socket.SocketConnection;

/** An ESME built on jsmpp: somebody else's reading of SMPP. */
final class JsmppEsme implements AutoCloseable {
  private final SMPPSession session = new SMPPSession(JsmppEsme::connect);
  private final LinkedBlockingQueue<DeliverSm> delivered = new LinkedBlockingQueue<>();

  JsmppEsme() {
    session.setTransactionTimer(10_000);
    session.setMessageReceiverListener(
        new MessageReceiverListener() {
          @Override
          public void onAcceptDeliverSm(DeliverSm pdu) {
            delivered.add(pdu);
          }

          @Override
          public void onAcceptAlertNotification(AlertNotification pdu) {
            throw new AssertionError("nobody sends alert_notification");
          }

          @Override
          public DataSmResult onAcceptDataSm(DataSm pdu, Session source) {
            throw new AssertionError("nobody sends data_sm");
          }
        });
  }

  private static SocketConnection connect(String host, int port) throws IOException {
    Socket socket = new Socket(InetAddress.getByName(host), port);
    socket.setTcpNoDelay(true);
    return new SocketConnection(socket);
  }

  JsmppEsme bind(int port, BindType type, String systemId, String password) throws IOException {
    session.connectAndBind(
        "127.0.0.1",
        port,
        new BindParameter(
            type,
            systemId,
            password,
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null,
            InterfaceVersion.IF_34),
        10_000);
    return this;
  }

  JsmppEsme bind(int port) throws IOException {
    return bind(port, BindType.BIND_TRX, "bridge", "secret");
  }

  SMPPSession session() {
    return session;
  }

  /** Submits 8-bit data to the phone and gives the message id. */
  String submit(int esmClass, int registeredDelivery, Bytes data, OptionalParameter... tlvs)
      throws Exception {
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.ISDN,
            "10000",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            LoopbackCentre.PHONE.value(),
            new ESMClass(esmClass),
            (byte) 0,
            (byte) 0,
            null,
            "000000001000000R",
            new RegisteredDelivery(registeredDelivery),
            (byte) 0,
            new RawDataCoding((byte) 4),
            (byte) 0,
            data.toArray(),
            tlvs)
        .getMessageId();
  }

  DeliverSm delivered() throws InterruptedException {
    DeliverSm pdu = delivered.poll(10, TimeUnit.SECONDS);
    assertThat(pdu).as("a deliver_sm").isNotNull();
    return pdu;
  }

  @Override
  public void close() {
    session.unbindAndClose();
  }
}
