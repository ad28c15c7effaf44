package org.coapsms.bench;

import com.cloudhopper.smpp.PduAsyncResponse;
import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.Address;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.netty.bootstrap.ClientBootstrap;

/** Submits through ch-smpp, asynchronously: its own window lets the submitting thread wait. */
final class ChSmppLoad implements SmppBench.Load {
  private static final long PATIENCE_MILLIS = 30_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DefaultSmppClient client = new DefaultSmppClient(threads, 1);
  private final LongAdder accepted = new LongAdder();
  private final Semaphore answers = new Semaphore(0);
  private final byte[] octets = SmppBench.SEGMENT.headerAndPayload().toArray();
  private final SmppSession session;

  ChSmppLoad(int port, int window) throws Exception {
    SmppSessionConfiguration configuration =
        new SmppSessionConfiguration(
            SmppBindType.TRANSCEIVER, SmppBench.SYSTEM_ID, SmppBench.PASSWORD);
    configuration.setHost("127.0.0.1");
    configuration.setPort(port);
    configuration.setWindowSize(window);
    configuration.getLoggingOptions().setLogPdu(false);
    configuration.getLoggingOptions().setLogBytes(false);
    sendWithoutDelay();
    session = client.bind(configuration, new Answers());
  }

  /** ch-smpp has no setting for TCP_NODELAY; without it the comparison would flatter ours. */
  private void sendWithoutDelay() throws ReflectiveOperationException {
    Field field = DefaultSmppClient.class.getDeclaredField("clientBootstrap");
    field.setAccessible(true);
    ((ClientBootstrap) field.get(client)).setOption("tcpNoDelay", true);
  }

  @Override
  public long run(Duration time) throws Exception {
    accepted.reset();
    int submitted = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      SubmitSm pdu = new SubmitSm();
      pdu.setSourceAddress(
          new Address(SmppConstants.TON_UNKNOWN, SmppConstants.NPI_E164, SmppBench.NUMBER));
      pdu.setDestAddress(
          new Address(
              SmppConstants.TON_INTERNATIONAL, SmppConstants.NPI_E164, SmppBench.PHONE.value()));
      pdu.setEsmClass(SmppConstants.ESM_CLASS_UDHI_MASK);
      pdu.setDataCoding(SmppConstants.DATA_CODING_8BIT);
      pdu.setValidityPeriod("000000000500000R");
      pdu.setShortMessage(octets);
      var unused = session.sendRequestPdu(pdu, PATIENCE_MILLIS, false);
      submitted++;
    }
    answers.acquire(submitted);
    return accepted.sum();
  }

  @Override
  public void close() {
    session.destroy();
    client.destroy();
    threads.shutdownNow();
  }

  private final class Answers extends DefaultSmppSessionHandler {
    @Override
    public void fireExpectedPduResponseReceived(PduAsyncResponse response) {
      if (response.getResponse().getCommandStatus() == SmppConstants.STATUS_OK) {
        accepted.increment();
      }
      answers.release();
    }
  }
}
