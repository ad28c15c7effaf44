package org.coapsms.simulator.smsc;

/**
 * Says how much a customer may ask of the service centre.
 *
 * @param rate submissions a second, with one second's worth at once; what is beyond gets 0x58
 *     ESME_RTHROTTLED
 * @param window submissions that may be unanswered on one bind; what is beyond gets 0x58
 * @param queue messages that may be under way; what is beyond gets 0x14 ESME_RMSGQFUL
 * @param binds binds at the same time; one more gets 0x05 ESME_RALYBND
 */
public record Limits(double rate, int window, int queue, int binds) {
  public static final Limits NONE =
      new Limits(Double.POSITIVE_INFINITY, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Limits {
    if (!(rate > 0) || window < 1 || queue < 1 || binds < 1) {
      throw new IllegalArgumentException("a limit is more than 0");
    }
  }

  public Limits withRate(double rate) {
    return new Limits(rate, window, queue, binds);
  }

  public Limits withWindow(int window) {
    return new Limits(rate, window, queue, binds);
  }

  public Limits withQueue(int queue) {
    return new Limits(rate, window, queue, binds);
  }

  public Limits withBinds(int binds) {
    return new Limits(rate, window, queue, binds);
  }

  boolean hasQueue() {
    return queue != Integer.MAX_VALUE;
  }

  boolean hasRate() {
    return rate != Double.POSITIVE_INFINITY;
  }
}
