package org.coapsms.app.virtual;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.phone.PhoneBehaviour;

/**
 * Lives through one history in which clients reach devices by a relay without an engine: the same
 * phones and network, and requests at the same times, as in {@link VirtualRun} for the same seed.
 */
final class ComparedRun {
  private final long seed;
  private final VirtualConditions conditions;
  private final MobileNetwork network;
  private final StockClient stack;
  private final List<VirtualClient> clients = new ArrayList<>();
  private final Set<Integer> executed = new HashSet<>();
  private long shortMessages;
  private int extraExecutions;

  ComparedRun(long seed, VirtualConditions conditions, Transmission transmission) {
    this.seed = seed;
    this.conditions = conditions;
    RandomGenerator random = new SplittableRandom(seed);
    this.network = new MobileNetwork(conditions.radio(), VirtualRun.radio(seed), 0);
    DumbRelay relay = new DumbRelay(VirtualDirectory.BRIDGE, network);
    this.stack = new StockClient(transmission, new SplittableRandom(seed + 1), network, relay);
    relay.connect(stack::received);
    network.attach(relay);
    network.watch(
        (when, event, id, message) -> {
          if (event == NetworkListener.Event.SUBMITTED) {
            shortMessages++;
          }
        });
    List<Subscriber> devices =
        new VirtualDirectory(DeviceProfile.standard()).devices(conditions.phones());
    devices.forEach(device -> addPhone(device, random));
    scheduleRequests();
  }

  /** Lives until nothing is left to happen. */
  VirtualReport run() {
    long events = 0;
    Optional<Instant> next = network.nextTimeout();
    while (next.isPresent()) {
      network.handleTimeout(next.get());
      events++;
      next = network.nextTimeout();
    }
    return new VirtualReport(seed, events, clients, shortMessages, extraExecutions, List.of(), "");
  }

  List<VirtualClient> clients() {
    return clients;
  }

  private void addPhone(Subscriber device, RandomGenerator random) {
    VirtualPhone phone = new VirtualPhone(device, network, PhoneBehaviour.defaults(), random);
    phone
        .phone()
        .watch((when, request) -> Checks.number(request.uriQuery()).ifPresent(this::executed));
    network.attach(phone.phone());
  }

  private void executed(int request) {
    if (!executed.add(request)) {
      extraExecutions++;
    }
  }

  private void scheduleRequests() {
    VirtualRun ours = new VirtualRun(seed, conditions, new VirtualRun.Planted());
    ours.run(0);
    for (VirtualClient asked : ours.clients()) {
      VirtualClient client =
          new VirtualClient(asked.number(), asked.device(), asked.request(), asked.asked());
      clients.add(client);
      network.at(client.asked(), when -> stack.ask(when, client));
    }
  }
}
