package org.coapsms.carrier.smpp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.carrier.smpp.SmppConfig.Numbering;
import org.coapsms.carrier.smpp.SmppConfig.Problem;

/** Finds every mistake in a configuration. Limits of texts are those of SMPP 3.4 §4.1 and §5.2. */
final class SmppConfigCheck {
  private static final int MAX_SYSTEM_ID = 15;
  private static final int MAX_PASSWORD = 8;
  private static final int MAX_SYSTEM_TYPE = 12;
  private static final int MAX_ADDRESS = 20;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_OCTET = 255;
  private static final int MAX_RATE = 100_000;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final List<Problem> problems = new ArrayList<>();

  private SmppConfigCheck() {}

  static List<Problem> of(SmppConfig config) {
    SmppConfigCheck check = new SmppConfigCheck();
    check.endpoint(config.endpoint());
    check.problems.addAll(config.security().problems(config.endpoint()));
    check.account(config.account());
    check.range("window", config.window(), 1, SmppConfig.MAX_WINDOW);
    check.binds(config.binds());
    check.outbind(config);
    check.timers(config.timers());
    check.backOff(config.reconnect());
    check.sending(config.sending());
    return List.copyOf(check.problems);
  }

  private void endpoint(SmppConfig.Endpoint endpoint) {
    if (endpoint.host().isBlank()) {
      add("host", "is missing");
    }
    range("port", endpoint.port(), 1, MAX_PORT);
  }

  private void account(SmppConfig.Account account) {
    if (account.systemId().isEmpty()) {
      add("systemId", "is missing");
    }
    text("systemId", account.systemId(), MAX_SYSTEM_ID);
    text("password", account.password(), MAX_PASSWORD);
    text("systemType", account.systemType(), MAX_SYSTEM_TYPE);
    if (account.number().isBlank()) {
      add("number", "is missing; without it devices could not answer");
    }
    text("number", account.number(), MAX_ADDRESS);
  }

  private void binds(Binds binds) {
    range("binds", binds.count(), 1, Binds.MAX_COUNT);
    int version = binds.interfaceVersion();
    if (version != Binds.SMPP_3_4 && version != Binds.SMPP_5_0) {
      add("interfaceVersion", String.format("is 0x%02x; must be 0x34 or 0x50", version));
    }
    if (binds.rate().filter(rate -> !(rate > 0 && rate <= MAX_RATE)).isPresent()) {
      add("ratePerBind", "is " + binds.rate().get() + "; must be more than 0, at most " + MAX_RATE);
    }
  }

  private void outbind(SmppConfig config) {
    config.binds().outbind().ifPresent(door -> range("outbind.port", door.port(), 0, MAX_PORT));
    if (config.binds().outbind().isPresent() && config.security().tls().isPresent()) {
      add("outbind", "does not go with tls: an SMSC that connects by itself speaks in clear text");
    }
  }

  private void timers(SmppConfig.Timers timers) {
    duration("enquireLink", timers.enquireLink());
    duration("responseTimeout", timers.response());
    duration("bindTimeout", timers.bind());
    duration("connectTimeout", timers.connect());
    duration("writeTimeout", timers.write());
  }

  private void backOff(SmppConfig.BackOff backOff) {
    duration("reconnect.min", backOff.min());
    duration("reconnect.max", backOff.max());
    if (backOff.max().compareTo(backOff.min()) < 0) {
      add("reconnect.max", "is shorter than reconnect.min");
    }
  }

  private void sending(SmppConfig.Sending sending) {
    range("dataCoding", sending.dataCoding(), 0, MAX_OCTET);
    range("registeredDelivery", sending.registeredDelivery(), 0, MAX_OCTET);
    numbering("source", sending.source());
    numbering("destination", sending.destination());
    if (sending.commands().dataSm() && sending.commands().submitMulti()) {
      add("submitMulti", "does not go with dataSm: no command of SMPP does both");
    }
  }

  private void numbering(String key, Optional<Numbering> numbering) {
    numbering.ifPresent(
        given -> {
          range(key + ".ton", given.ton(), 0, MAX_OCTET);
          range(key + ".npi", given.npi(), 0, MAX_OCTET);
        });
  }

  private void text(String key, String value, int max) {
    if (value.length() > max) {
      add(key, "has " + value.length() + " characters; SMPP carries at most " + max);
    }
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      add(key, "has characters other than printable ASCII");
    }
  }

  private void range(String key, int value, int min, int max) {
    if (value < min || value > max) {
      add(key, "is " + value + "; must be " + min + " to " + max);
    }
  }

  private void duration(String key, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      add(key, "is " + value + "; must be " + SHORTEST + " to " + LONGEST);
    }
  }

  private void add(String key, String problem) {
    problems.add(new Problem(key, problem));
  }
}
