package org.coapsms.carrier.smpp.interop;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppProcessingException;
import com.cloudhopper.smpp.util.DeliveryReceipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.jspecify.annotations.Nullable;

/** An SMSC on ch-smpp's server. */
final class ChSmppSmsc implements OtherSmsc {
  private static final long PATIENCE = 10_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DefaultSmppServer server;
  private final CompletableFuture<String> bound = new CompletableFuture<>();
  private final CompletableFuture<SmppServerSession> session = new CompletableFuture<>();
  private final BlockingQueue<Submitted> submissions = new LinkedBlockingQueue<>();
  private final CountDownLatch unbound = new CountDownLatch(1);
  private volatile String nextId = "1";

  ChSmppSmsc() throws Exception {
    SmppServerConfiguration configuration = new SmppServerConfiguration();
    configuration.setHost("127.0.0.1");
    configuration.setPort(freePort());
    configuration.setSystemId("ch-smpp");
    server = new DefaultSmppServer(configuration, new Accounts(), threads);
    server.start();
  }

  /** It does not tell which port it was given for 0; nobody else is likely to take this one. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private final class Accounts implements SmppServerHandler {
    @Override
    @SuppressWarnings("rawtypes") // so it is declared over there
    public void sessionBindRequested(Long id, SmppSessionConfiguration asked, BaseBind bind)
        throws SmppProcessingException {
      if (asked.getType() != SmppBindType.TRANSCEIVER) {
        throw new SmppProcessingException(SmppConstants.STATUS_BINDFAIL);
      }
      bound.complete(asked.getSystemId() + " " + asked.getPassword());
    }

    @Override
    public void sessionCreated(Long id, SmppServerSession created, BaseBindResp response) {
      created.serverReady(new Requests());
      session.complete(created);
    }

    @Override
    public void sessionDestroyed(Long id, SmppServerSession ended) {
      ended.destroy();
    }
  }

  private final class Requests extends DefaultSmppSessionHandler {
    @Override
    @SuppressWarnings("rawtypes") // so it is declared over there
    public @Nullable PduResponse firePduRequestReceived(PduRequest request) {
      PduResponse response = request.createResponse();
      if (request instanceof SubmitSm pdu) {
        submissions.add(
            new Submitted(
                pdu.getSourceAddress().getAddress(),
                pdu.getDestAddress().getAddress(),
                pdu.getEsmClass(),
                pdu.getDataCoding(),
                pdu.getRegisteredDelivery(),
                Bytes.copyOf(pdu.getShortMessage())));
        ((SubmitSmResp) response).setMessageId(nextId);
      } else if (request instanceof Unbind) {
        unbound.countDown();
      }
      return response;
    }
  }

  @Override
  public int port() {
    return server.getConfiguration().getPort();
  }

  @Override
  public String bound() throws Exception {
    return bound.get(PATIENCE, TimeUnit.MILLISECONDS);
  }

  @Override
  public Submitted submitted() throws InterruptedException {
    return BoundCarrier.next(submissions);
  }

  @Override
  public void givesId(String messageId) {
    nextId = messageId;
  }

  @Override
  public int deliversReceipt(String messageId) throws Exception {
    DateTime then = new DateTime(0, DateTimeZone.UTC);
    DeliveryReceipt receipt =
        new DeliveryReceipt(messageId, 1, 1, then, then, SmppConstants.STATE_DELIVERED, "000", "-");
    byte[] text = receipt.toShortMessage().getBytes(StandardCharsets.US_ASCII);
    return delivers(SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT, Bytes.copyOf(text));
  }

  @Override
  public int delivers(int esmClass, Bytes shortMessage) throws Exception {
    DeliverSm pdu = new DeliverSm();
    pdu.setSourceAddress(
        new Address(SmppConstants.TON_INTERNATIONAL, SmppConstants.NPI_E164, PHONE));
    pdu.setDestAddress(new Address(SmppConstants.TON_UNKNOWN, SmppConstants.NPI_E164, "10000"));
    pdu.setEsmClass((byte) esmClass);
    pdu.setDataCoding(SmppConstants.DATA_CODING_8BIT);
    pdu.setShortMessage(shortMessage.toArray());
    var answer = session().sendRequestPdu(pdu, PATIENCE, true);
    if (!answer.await(PATIENCE)) {
      throw new AssertionError("no deliver_sm_resp");
    }
    return answer.getResponse().getCommandStatus();
  }

  @Override
  public void enquires() throws Exception {
    session().enquireLink(new EnquireLink(), PATIENCE);
  }

  @Override
  public void awaitUnbind() throws Exception {
    if (!unbound.await(PATIENCE, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("no unbind");
    }
  }

  private SmppServerSession session() throws Exception {
    return session.get(PATIENCE, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    server.destroy();
    threads.shutdownNow();
  }
}
