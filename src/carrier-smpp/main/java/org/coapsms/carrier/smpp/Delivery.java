package org.coapsms.carrier.smpp;

import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;

/** What a deliver_sm or data_sm turned out to be. */
sealed interface Delivery {

  /** For the trace: whom and what it concerns. */
  String detail();

  /** The octets of a message, 0 where that says nothing. */
  int octets();

  record OfSms(IncomingSms sms, int octets) implements Delivery {
    @Override
    public String detail() {
      return WireTraces.shortened(sms.originator());
    }
  }

  record OfReceipt(Receipt receipt) implements Delivery {
    @Override
    public String detail() {
      return "receipt id=" + receipt.messageId() + " " + receipt.state();
    }

    @Override
    public int octets() {
      return 0;
    }
  }

  /** Nothing that could be understood, now or later. */
  record Junk(String why) implements Delivery {
    @Override
    public String detail() {
      return "rejected, " + why;
    }

    @Override
    public int octets() {
      return 0;
    }
  }
}
