package org.coapsms.engine;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.exchange.DeviceRequestId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;

/** Is something that happened and that the engine must know. */
public sealed interface Input {

  void tell(Handler handler);

  /**
   * An IP client asks a device.
   *
   * @param origin what tells a repeated request from a new one, such as client endpoint and Message
   *     ID; two requests of one origin within its lifetime are one
   * @param request type, code, options and payload for the device; its Message ID and token are
   *     replaced
   * @param patience how long the client waits, if it said so
   */
  record ClientRequest(
      RequestId id, String origin, Subscriber to, CoapMessage request, Optional<Duration> patience)
      implements Input {
    @Override
    public void tell(Handler handler) {
      handler.clientRequest(this);
    }
  }

  /** A client no longer wants the answer; the device's exchange goes on. */
  record ClientGone(RequestId id) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.clientGone(this);
    }
  }

  record SubmissionEnded(SubmissionId id, SubmissionOutcome outcome) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.submissionEnded(this);
    }
  }

  record ReceiptArrived(Receipt receipt) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.receiptArrived(this);
    }
  }

  record SmsArrived(IncomingSms sms) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.smsArrived(this);
    }
  }

  /** An upstream answered what a device had asked. */
  record UpstreamAnswered(DeviceRequestId id, Answer answer) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.upstreamAnswered(this);
    }
  }

  record AvailabilityChanged(CarrierId carrier, boolean available) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.availabilityChanged(this);
    }
  }

  /**
   * A carrier's network says how busy it is.
   *
   * @param level 0 idle to 100 congested, as SMPP 5.0's congestion_state
   */
  record CongestionReported(CarrierId carrier, int level) implements Input {
    @Override
    public void tell(Handler handler) {
      handler.congestionReported(this);
    }
  }

  /** One method a kind of input, so that none is forgotten. */
  interface Handler {
    void clientRequest(ClientRequest input);

    void clientGone(ClientGone input);

    void submissionEnded(SubmissionEnded input);

    void receiptArrived(ReceiptArrived input);

    void smsArrived(SmsArrived input);

    void upstreamAnswered(UpstreamAnswered input);

    void availabilityChanged(AvailabilityChanged input);

    void congestionReported(CongestionReported input);
  }
}
