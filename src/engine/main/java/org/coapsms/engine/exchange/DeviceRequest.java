package org.coapsms.engine.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Subscriber;

/**
 * Is a request of a device to the IP side, and afterwards the answer that a copy of it gets.
 *
 * @param carrier through which it came and its answer goes: devices key on the sender's number
 * @param octets the request as it came, by which a copy is known
 * @param serviceCentreTime of the first copy, where the carrier learns that
 */
public record DeviceRequest(
    DeviceRequestId id,
    Subscriber from,
    CarrierId carrier,
    int port,
    CoapMessage request,
    Bytes octets,
    Instant arrived,
    Optional<Instant> serviceCentreTime,
    Instant forgetAt,
    Progress progress)
    implements Entry {

  /**
   * How far the answering of a device's request has come.
   *
   * @param ackDue when an Empty ACK must go if no response has come by then
   * @param acknowledged whether an Empty ACK has gone, so that the response cannot ride on one
   * @param answer what was sent in response, once something was
   * @param separateId the Message ID of a separate response, where that is what was sent
   * @param settled whether the device has said that it has the separate response, or no use for it
   * @param lastSent when the answer or the ACK was last sent
   * @param resends how often a copy of the request has been given the answer again
   * @param repeatAt when a separate response must go again
   * @param messages what was sent for it, oldest first
   */
  public record Progress(
      Optional<Instant> ackDue,
      boolean acknowledged,
      Optional<Bytes> answer,
      Optional<Integer> separateId,
      boolean settled,
      Instant lastSent,
      int resends,
      Optional<Instant> repeatAt,
      List<Long> messages) {
    public Progress {
      messages = List.copyOf(messages);
    }

    static Progress begin(Instant now, Optional<Instant> ackDue) {
      return new Progress(
          ackDue,
          false,
          Optional.empty(),
          Optional.empty(),
          false,
          now,
          0,
          Optional.empty(),
          List.of());
    }

    Progress acknowledged(Instant now, long message) {
      return new Progress(
          Optional.empty(),
          true,
          answer,
          separateId,
          settled,
          now,
          resends,
          repeatAt,
          plus(message));
    }

    Progress answered(Instant now, Bytes octets, Optional<Integer> separate, long message) {
      return new Progress(
          Optional.empty(),
          acknowledged,
          Optional.of(octets),
          separate,
          settled,
          now,
          resends,
          Optional.empty(),
          plus(message));
    }

    Progress resent(Instant now, long message) {
      return new Progress(
          ackDue,
          acknowledged,
          answer,
          separateId,
          settled,
          now,
          resends + 1,
          repeatAt,
          plus(message));
    }

    Progress repeatAt(Optional<Instant> at) {
      return new Progress(
          ackDue, acknowledged, answer, separateId, settled, lastSent, resends, at, messages);
    }

    /** Whatever leaves from now on waits for no word of the device any more. */
    Progress nowSettled() {
      return new Progress(
          ackDue,
          acknowledged,
          answer,
          separateId,
          true,
          lastSent,
          resends,
          Optional.empty(),
          messages);
    }

    private List<Long> plus(long message) {
      List<Long> more = new ArrayList<>(messages);
      more.add(message);
      return more;
    }
  }

  static EntryKey key(DeviceRequestId id) {
    return new EntryKey(EntryKey.Kind.DEVICE_REQUEST, Long.toString(id.value()));
  }

  @Override
  public EntryKey key() {
    return key(id);
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.of(from);
  }

  @Override
  public Optional<Instant> due() {
    return progress
        .ackDue()
        .or(progress::repeatAt)
        .filter(at -> at.isBefore(forgetAt))
        .or(() -> Optional.of(forgetAt));
  }

  DeviceRequest with(Progress changed) {
    return new DeviceRequest(
        id, from, carrier, port, request, octets, arrived, serviceCentreTime, forgetAt, changed);
  }
}
