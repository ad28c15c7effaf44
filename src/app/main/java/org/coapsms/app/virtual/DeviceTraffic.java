package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.DeviceRequestId;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.phone.PhoneRequest;

/**
 * Has phones make requests of their own, and says when one is lost, doubled or answered wrongly.
 */
final class DeviceTraffic {
  private record Wish(String device, int number) {}

  private final Checks checks;
  private final Map<Wish, DeviceRequestId> asked = new HashMap<>();
  private final Set<Wish> committed = new HashSet<>();

  DeviceTraffic(Checks checks) {
    this.checks = checks;
  }

  void schedule(
      MobileNetwork network,
      RandomGenerator random,
      List<VirtualPhone> phones,
      List<Address> bridges,
      int count,
      Instant begin,
      Duration span) {
    for (int i = 0; i < count; i++) {
      int number = i;
      VirtualPhone phone = phones.get(random.nextInt(phones.size()));
      Address bridge = bridges.get(random.nextInt(bridges.size()));
      boolean confirmable = random.nextInt(4) > 0;
      PhoneRequest wish = PhoneRequest.of(bridge, CoapCode.POST, "/report?" + mark(number));
      network.at(
          begin.plusMillis(random.nextLong(span.toMillis())),
          when ->
              phone
                  .phone()
                  .request(
                      when,
                      confirmable ? wish : wish.nonConfirmable(),
                      (then, outcome, response) -> answered(number, response)));
    }
  }

  /** The bridge told the network that it has this message. */
  void messageCommitted(ShortMessage message) {
    CoapMessage request;
    try {
      request = CoapMessage.decode(message.userData().octets());
    } catch (MalformedCoap e) {
      return;
    }
    if (request.isRequest()) {
      Checks.number(request.uriQuery())
          .ifPresent(number -> committed.add(new Wish(message.from().value(), number)));
    }
  }

  /** The upstream is asked what a device wants; after a crash the same question may come again. */
  void asked(DeviceRequestId id, Subscriber from, CoapMessage request) {
    Checks.number(request.uriQuery())
        .ifPresent(
            number -> {
              DeviceRequestId before = asked.put(new Wish(from.digits(), number), id);
              if (before != null && !before.equals(id)) {
                checks.broken("I2", from + "'s request " + number + " was executed twice");
              }
            });
  }

  void ended() {
    committed.stream()
        .filter(wish -> !asked.containsKey(wish))
        .findFirst()
        .ifPresent(wish -> checks.broken("I1", wish + " was accepted and is lost"));
  }

  private void answered(int number, Optional<CoapMessage> response) {
    response
        .filter(answer -> answer.code().codeClass() == 2)
        .map(answer -> answer.payload().toUtf8())
        .filter(payload -> !payload.equals(mark(number)))
        .ifPresent(
            payload -> checks.broken("I2", "a device got the answer of another: " + payload));
  }

  private static String mark(int number) {
    return VirtualClient.MARK + number;
  }
}
