package org.coapsms.carrier.smpp.interop;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.ServerResponseDeliveryListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** An SMSC on jsmpp's server session. */
final class JsmppSmsc implements OtherSmsc {
  private static final int PROCESSORS = 3;
  private static final int QUEUE = 100;
  private static final int BIND_PATIENCE = 10_000;

  private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<SMPPServerSession> session = new CompletableFuture<>();
  private final CompletableFuture<String> bound = new CompletableFuture<>();
  private final BlockingQueue<Submitted> submissions = new LinkedBlockingQueue<>();
  private final CountDownLatch unbound = new CountDownLatch(1);
  private volatile String nextId = "1";

  JsmppSmsc() throws IOException {
    Thread acceptor = new Thread(this::accept, "jsmpp-smsc");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private void accept() {
    try {
      Socket socket = listening.accept();
      socket.setTcpNoDelay(true);
      SMPPServerSession accepted =
          new SMPPServerSession(
              new SocketConnection(socket),
              (state, before, source) -> {
                if (state == SessionState.UNBOUND) {
                  unbound.countDown();
                }
              },
              messages(),
              nobody(),
              PROCESSORS,
              QUEUE);
      BindRequest bind = accepted.waitForBind(BIND_PATIENCE);
      bind.accept("jsmpp", InterfaceVersion.IF_34);
      bound.complete(bind.getSystemId() + " " + bind.getPassword());
      session.complete(accepted);
    } catch (Exception e) {
      bound.completeExceptionally(e);
      session.completeExceptionally(e);
    }
  }

  /** Takes submit_sm; nothing else of what jsmpp could ask is asked here. */
  private ServerMessageReceiverListener messages() {
    return listener(
        ServerMessageReceiverListener.class,
        (method, arguments) ->
            method.equals("onAcceptSubmitSm") ? submitted((SubmitSm) arguments[0]) : null);
  }

  private static ServerResponseDeliveryListener nobody() {
    return listener(ServerResponseDeliveryListener.class, (method, arguments) -> null);
  }

  private interface Call {
    @Nullable Object made(String method, Object[] arguments);
  }

  private static <T> T listener(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.made(method.getName(), arguments)));
  }

  private SubmitSmResult submitted(SubmitSm pdu) {
    submissions.add(
        new Submitted(
            pdu.getSourceAddr(),
            pdu.getDestAddress(),
            pdu.getEsmClass(),
            pdu.getDataCoding(),
            pdu.getRegisteredDelivery(),
            Bytes.copyOf(pdu.getShortMessage())));
    try {
      return new SubmitSmResult(new MessageId(nextId), new OptionalParameter[0]);
    } catch (org.jsmpp.PDUStringException e) {
      throw new IllegalArgumentException(nextId, e);
    }
  }

  @Override
  public int port() {
    return listening.getLocalPort();
  }

  @Override
  public String bound() throws Exception {
    return bound.get(BIND_PATIENCE, TimeUnit.MILLISECONDS);
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
  @SuppressWarnings("JavaUtilDate") // so it is declared over there
  public int deliversReceipt(String messageId) throws Exception {
    DeliveryReceipt receipt =
        new DeliveryReceipt(
            messageId, 1, 1, new Date(0), new Date(0), DeliveryReceiptState.DELIVRD, "000", "-");
    return delivers(0x04, Bytes.copyOf(receipt.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public int delivers(int esmClass, Bytes shortMessage) throws Exception {
    try {
      session()
          .deliverShortMessage(
              "",
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              PHONE,
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.ISDN,
              "10000",
              new ESMClass(esmClass),
              (byte) 0,
              (byte) 0,
              new RegisteredDelivery(0),
              new RawDataCoding((byte) 4),
              shortMessage.toArray());
      return 0;
    } catch (NegativeResponseException e) {
      return e.getCommandStatus();
    }
  }

  @Override
  public void enquires() throws Exception {
    // It asks whenever the link has been silent for so many milliseconds.
    session().setEnquireLinkTimer(100);
  }

  @Override
  public void awaitUnbind() throws Exception {
    if (!unbound.await(BIND_PATIENCE, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("no unbind");
    }
  }

  private SMPPServerSession session() throws Exception {
    return session.get(BIND_PATIENCE, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      // The port is released all the same.
    }
    session.thenAccept(SMPPServerSession::close).exceptionally(neverBound -> null).join();
  }
}
