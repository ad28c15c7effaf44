package org.coapsms.bridge.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.bridge.config.CarrierConfig.Access;
import org.coapsms.carrier.smpp.Binds;
import org.coapsms.carrier.smpp.Security;
import org.coapsms.carrier.smpp.SmppConfig;
import org.coapsms.carrier.smpp.SmppConfig.BackOff;
import org.coapsms.carrier.smpp.SmppConfig.Commands;
import org.coapsms.carrier.smpp.SmppConfig.Numbering;
import org.coapsms.carrier.smpp.SmppConfig.Segments;
import org.coapsms.carrier.smpp.SmppConfig.Sending;
import org.coapsms.carrier.smpp.SmppConfig.Timers;
import org.coapsms.carrier.smpp.Tls;
import org.coapsms.engine.CarrierId;

/** Reads what is particular to a carrier over SMPP. */
final class SmppReader {
  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_PORT = 2775;
  private static final int MAX_OCTET = 255;

  private static final Map<String, Binds.Mode> MODES =
      Map.of(
          "transceiver", Binds.Mode.TRANSCEIVER,
          "transmitterReceiver", Binds.Mode.TRANSMITTER_RECEIVER);
  private static final Map<String, Segments> SEGMENTS =
      Map.of("udh", Segments.UDH, "sar", Segments.SAR, "payload", Segments.PAYLOAD);
  private static final Map<String, Integer> VERSIONS =
      Map.of("3.4", Binds.SMPP_3_4, "5.0", Binds.SMPP_5_0);

  private SmppReader() {}

  static Optional<Access> read(CarrierId id, Section section) {
    Timers timers = Timers.DEFAULT;
    SmppConfig config =
        new SmppConfig(
            id,
            new SmppConfig.Endpoint(
                section.text("host", ""), section.integer("port", DEFAULT_PORT, 1, MAX_PORT)),
            new SmppConfig.Account(
                section.text("systemId", ""),
                section.secret("password").orElse(""),
                section.text("systemType", ""),
                section.text("number", "")),
            section.integer("window", SmppConfig.DEFAULT_WINDOW, 1, SmppConfig.MAX_WINDOW),
            new Timers(
                section.span("enquireLink", timers.enquireLink()),
                section.span("responseTimeout", timers.response()),
                section.span("bindTimeout", timers.bind()),
                section.span("connectTimeout", timers.connect()),
                section.span("writeTimeout", timers.write())),
            reconnect(section),
            new Sending(
                section.integer("dataCoding", Sending.DEFAULT.dataCoding(), 0, MAX_OCTET),
                section.integer(
                    "registeredDelivery", Sending.DEFAULT.registeredDelivery(), 0, MAX_OCTET),
                section.choice("segments", SEGMENTS).orElse(Sending.DEFAULT.segments()),
                numbering(section, "source"),
                numbering(section, "destination"),
                new Commands(
                    section.flag("dataSm", false),
                    section.flag("submitMulti", false),
                    section.flag("querySm", false))),
            new Security(
                section.section("tls").map(SmppReader::tls), section.flag("allowPlaintext", false)),
            new Binds(
                section.integer("binds", Binds.DEFAULT.count(), 1, Binds.MAX_COUNT),
                section.choice("mode", MODES).orElse(Binds.DEFAULT.mode()),
                section
                    .choice("interfaceVersion", VERSIONS)
                    .orElse(Binds.DEFAULT.interfaceVersion()),
                section.positive("ratePerBind"),
                section.section("outbind").map(SmppReader::outbind)));
    section.close();
    List<SmppConfig.Problem> problems = config.problems();
    problems.forEach(problem -> CarrierReader.place(section, problem.key(), problem.problem()));
    return problems.isEmpty() ? Optional.of(new CarrierConfig.Smpp(config)) : Optional.empty();
  }

  private static BackOff reconnect(Section smpp) {
    return smpp.section("reconnect")
        .map(
            section -> {
              Duration min = section.span("min", BackOff.DEFAULT.min());
              Duration max = section.span("max", BackOff.DEFAULT.max());
              section.close();
              return new BackOff(min, max);
            })
        .orElse(BackOff.DEFAULT);
  }

  private static Optional<Numbering> numbering(Section smpp, String key) {
    return smpp.section(key)
        .map(
            section -> {
              int ton = section.integer("ton", 0, 0, MAX_OCTET);
              int npi = section.integer("npi", 0, 0, MAX_OCTET);
              section.close();
              return new Numbering(ton, npi);
            });
  }

  private static Binds.Outbind outbind(Section section) {
    Binds.Outbind outbind =
        new Binds.Outbind(
            section.text("address", "127.0.0.1"), section.integer("port", 0, 0, MAX_PORT));
    section.close();
    return outbind;
  }

  private static Tls tls(Section section) {
    Tls tls =
        new Tls(
            section.path("trust"),
            section.secret("trustPassword").orElse(""),
            section.path("certificate"),
            section.path("key"),
            section.secret("keyPassword").orElse(""));
    section.close();
    return tls;
  }
}
