package org.coapsms.simulator.phone;

import static org.coapsms.codec.coap.CoapCode.DELETE;
import static org.coapsms.codec.coap.CoapCode.GET;
import static org.coapsms.codec.coap.CoapCode.PUT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;

/**
 * Offers the observable resources of the ETSI CoAP plugtest (TD_COAP_OBS_01 to 09): they change by
 * themselves while somebody watches, and when they are changed. {@code /obs} notifies with CON,
 * {@code /obs-non} with NON.
 */
final class ObservableResources {
  private final Duration period;
  private final Schedule schedule;
  private final Observable confirmable;
  private final Observable nonConfirmable;

  ObservableResources(Duration period, Schedule schedule, Observers.Notifier notifier) {
    this.period = period;
    this.schedule = schedule;
    this.confirmable = new Observable(new Observers(CoapType.CON, notifier));
    this.nonConfirmable = new Observable(new Observers(CoapType.NON, notifier));
  }

  List<Resource> all() {
    return List.of(
        confirmable.at("/obs", ";title=\"Observable, tells with CON\";obs"),
        nonConfirmable.at("/obs-non", ";title=\"Observable, tells with NON\";obs"));
  }

  void reset(Peer peer, int messageId) {
    confirmable.observers.reset(peer, messageId);
    nonConfirmable.observers.reset(peer, messageId);
  }

  /** Forgets all observers, as a reboot does. */
  void clear() {
    confirmable.observers.clear();
    nonConfirmable.observers.clear();
  }

  int observers() {
    return confirmable.observers.size() + nonConfirmable.observers.size();
  }

  private final class Observable {
    private final Observers observers;
    private Bytes value = Bytes.ofUtf8("change 0");
    private long format = Reply.TEXT_PLAIN;
    private int changes;
    private boolean ticking;

    Observable(Observers observers) {
      this.observers = observers;
    }

    Resource at(String path, String attributes) {
      return Resource.at(path, attributes)
          .on(GET, this::get)
          .on(PUT, this::put)
          .on(DELETE, this::delete);
    }

    private Reply get(Call call) {
      Reply reply = observers.register(call, state());
      if (!observers.isEmpty() && !ticking) {
        ticking = true;
        tickLater(call.now());
      }
      return reply;
    }

    private Reply put(Call call) {
      long newFormat = call.uint(CoapOptionNumber.CONTENT_FORMAT).orElse(Reply.TEXT_PLAIN);
      boolean sameFormat = newFormat == format;
      format = newFormat;
      value = call.body();
      // An observation cannot change its format: TD_COAP_OBS_08, RFC 7641 4.2.
      observers.tell(
          call.now(), () -> sameFormat ? state() : Reply.of(CoapCode.INTERNAL_SERVER_ERROR));
      return Reply.of(CoapCode.CHANGED);
    }

    private Reply delete(Call call) {
      observers.tell(call.now(), Observers::deleted);
      return Reply.of(CoapCode.DELETED);
    }

    private void tickLater(Instant now) {
      schedule.at(now.plus(period), this::tick);
    }

    private void tick(Instant now) {
      if (observers.isEmpty()) {
        ticking = false;
        return;
      }
      value = Bytes.ofUtf8("change " + ++changes);
      format = Reply.TEXT_PLAIN;
      observers.tell(now, this::state);
      tickLater(now);
    }

    private Reply state() {
      return Reply.content((int) format, value)
          .with(CoapOption.uint(CoapOptionNumber.MAX_AGE, period.toSeconds()));
    }
  }
}
