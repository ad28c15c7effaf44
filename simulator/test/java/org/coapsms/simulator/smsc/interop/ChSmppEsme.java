package org.coapsms.simulator.smsc.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.util.DeliveryReceipt;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.coapsms.codec.Bytes;
import org.joda.time.DateTimeZone;
import org.jspecify.annotations.Nullable;

/** An ESME on ch-smpp's client. */
final class ChSmppEsme implements OtherEsme {
  private static final long PATIENCE = 20_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DefaultSmppClient client = new DefaultSmppClient(threads, 1);
  private final BlockingQueue<Delivered> deliveries = new LinkedBlockingQueue<>();
  private final SmppSession session;

  ChSmppEsme(int port) throws Exception {
    SmppSessionConfiguration configuration =
        new SmppSessionConfiguration(SmppBindType.TRANSCEIVER, "other", "secret");
    configuration.setHost("127.0.0.1");
    configuration.setPort(port);
    session = client.bind(configuration, new Requests());
  }

  private final class Requests extends DefaultSmppSessionHandler {
    @Override
    @SuppressWarnings("rawtypes") // so it is declared over there
    public @Nullable PduResponse firePduRequestReceived(PduRequest request) {
      if (request instanceof DeliverSm pdu) {
        deliveries.add(
            new Delivered(
                pdu.getSourceAddress().getAddress(),
                pdu.getDestAddress().getAddress(),
                pdu.getEsmClass(),
                pdu.getDataCoding(),
                Bytes.copyOf(pdu.getShortMessage())));
      }
      return request.createResponse();
    }
  }

  @Override
  public String submits(String to, int esmClass, Bytes shortMessage) throws Exception {
    SubmitSm pdu = new SubmitSm();
    pdu.setDestAddress(new Address(SmppConstants.TON_INTERNATIONAL, SmppConstants.NPI_E164, to));
    pdu.setEsmClass((byte) esmClass);
    pdu.setDataCoding(SmppConstants.DATA_CODING_8BIT);
    pdu.setRegisteredDelivery(SmppConstants.REGISTERED_DELIVERY_SMSC_RECEIPT_REQUESTED);
    pdu.setShortMessage(shortMessage.toArray());
    SubmitSmResp answer = session.submit(pdu, PATIENCE);
    assertThat(answer.getCommandStatus()).isZero();
    return answer.getMessageId();
  }

  @Override
  public Delivered delivered() throws InterruptedException {
    return Centre.next(deliveries);
  }

  @Override
  public String read(Delivered receipt) throws Exception {
    String text = new String(receipt.shortMessage().toArray(), StandardCharsets.US_ASCII);
    DeliveryReceipt read = DeliveryReceipt.parseShortMessage(text, DateTimeZone.UTC, true);
    return read.getMessageId() + " " + DeliveryReceipt.toStateText(read.getState());
  }

  @Override
  public void enquires() throws Exception {
    assertThat(session.enquireLink(new EnquireLink(), PATIENCE).getCommandStatus()).isZero();
  }

  @Override
  public void unbinds() throws Exception {
    var answer = session.sendRequestPdu(new Unbind(), PATIENCE, true);
    assertThat(answer.await(PATIENCE)).isTrue();
    assertThat(answer.getResponse().getCommandStatus()).isZero();
  }

  @Override
  public void close() {
    session.destroy();
    client.destroy();
    threads.shutdownNow();
  }
}
