package org.coapsms.engine;

import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.exchange.DeviceRequestId;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;

/** Is something the runtime must do, once everything decided with it has been committed. */
public sealed interface Action {

  void tell(Handler handler);

  /** Hand a segment to its carrier. */
  record Submit(Submission submission) implements Action {
    @Override
    public void tell(Handler handler) {
      handler.submit(this);
    }
  }

  /** Ask a carrier what became of a segment. */
  record Ask(Query query) implements Action {
    @Override
    public void tell(Handler handler) {
      handler.ask(this);
    }
  }

  /** Give a client its answer. */
  record AnswerClient(RequestId id, Answer answer) implements Action {
    @Override
    public void tell(Handler handler) {
      handler.answerClient(this);
    }
  }

  /** Ask the upstream what a device wants to know. */
  record AskUpstream(DeviceRequestId id, Subscriber from, CoapMessage request) implements Action {
    @Override
    public void tell(Handler handler) {
      handler.askUpstream(this);
    }
  }

  /** One method a kind of action, so that none is forgotten. */
  interface Handler {
    void submit(Submit action);

    void ask(Ask action);

    void answerClient(AnswerClient action);

    void askUpstream(AskUpstream action);
  }
}
