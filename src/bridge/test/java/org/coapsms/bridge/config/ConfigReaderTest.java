package org.coapsms.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.bridge.config.CarrierConfig.Modem;
import org.coapsms.bridge.config.CarrierConfig.Smpp;
import org.coapsms.carrier.smpp.Binds;
import org.coapsms.carrier.smpp.Security;
import org.coapsms.carrier.smpp.SmppConfig;
import org.coapsms.carrier.smpp.Tls;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.DeviceProfile.OnUnknown;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Quota;
import org.coapsms.engine.route.Sleep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String SMALLEST =
      """
      carriers:
        - id: a
          smpp: {host: smsc.example, tls: {}, systemId: me, password: secret, number: 10000}
      routes:
        - {prefix: "+4917", carriers: [a]}
      """;

  /** An environment with one variable and one file. */
  private static final Surroundings SURROUNDINGS =
      new Surroundings() {
        @Override
        public Optional<String> environment(String name) {
          return name.equals("SMSC_PASSWORD") ? Optional.of("hush") : Optional.empty();
        }

        @Override
        public String file(String path) throws IOException {
          if (path.equals("pin.txt")) {
            return "1234\n";
          }
          throw new IOException("no such file");
        }
      };

  @Test
  void recognisesAModemThatNamesNoProfile(@TempDir Path folder) throws Exception {
    Path modems = Files.createDirectory(folder.resolve("modems"));
    Files.writeString(
        modems.resolve("ours.yaml"),
        "id: ours\nextends: quectel-ec25\ntitle: Ours\nstatus: verified\nevidence: {}\n");
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            modemProfiles: modems
            carriers:
              - id: a
                modem: {port: /dev/ttyUSB0}
              - id: b
                modem: {port: /dev/ttyUSB1, profile: ours}
              - id: c
                modem: {port: /dev/ttyUSB2, profile: ./modems/ours.yaml}
            routes:
              - {prefix: "+4917", carriers: [a, b, c]}
            """);

    List<Modem> carriers =
        ConfigReader.read(file).orReject().carriers().stream()
            .map(carrier -> (Modem) carrier.access())
            .toList();

    assertThat(carriers.get(0).profile().id()).isEqualTo("generic-27005");
    assertThat(carriers.get(0).recognition().orElseThrow().names()).contains("ours");
    assertThat(carriers.get(1).profile().title()).isEqualTo("Ours");
    assertThat(carriers.get(1).recognition()).isEmpty();
    assertThat(carriers.get(2).profile().title()).isEqualTo("Ours");
  }

  @Test
  void tellsMistakesInModemProfilesWithTheirFileAndKey(@TempDir Path folder) throws Exception {
    Path modems = Files.createDirectory(folder.resolve("modems"));
    Files.writeString(modems.resolve("ours.yaml"), "id: ours\nextends: quectel-ec25\nspeed: 1\n");
    Path file =
        Files.writeString(folder.resolve("bridge.yaml"), SMALLEST + "modemProfiles: modems\n");

    assertThat(text(ConfigReader.read(file)))
        .contains("modemProfiles")
        .contains("ours.yaml: speed: unknown key");
  }

  @Test
  void fillsInEverythingThatAShortFileLeavesOut() throws ConfigRejected {
    BridgeConfig config = read(SMALLEST).orReject();

    assertThat(config.coap()).isEqualTo(new HostPort("127.0.0.1", 5683));
    assertThat(config.upstream()).isEmpty();
    assertThat(config.defaultProfile()).isEqualTo(DeviceProfile.standard());
    Smpp smpp = (Smpp) config.carriers().get(0).access();
    assertThat(smpp.config().endpoint()).hasToString("smsc.example:2775");
    assertThat(smpp.config().window()).isEqualTo(10);
    assertThat(smpp.config().security()).isEqualTo(Security.of(Tls.DEFAULT));
    assertThat(config.directory().route(Subscriber.of("+491701234567"))).isPresent();
    assertThat(config.directory().route(Subscriber.of("+447700900123"))).isEmpty();
  }

  @Test
  void readsEveryKeyThereIs() throws ConfigRejected {
    BridgeConfig config =
        read("""
            listen: {coap: "127.0.0.1:0"}
            upstream: coap://[::1]:5700/base
            deadline: 10m
            carriers:
              - id: smsc
                rate: 12.5
                quota: {hour: 100, day: 1000, month: 20000}
                smpp:
                  host: 10.0.0.1
                  port: 3700
                  systemId: me
                  password: ${env:SMSC_PASSWORD}
                  systemType: IOT
                  number: +4915550000
                  window: 50
                  enquireLink: 20s
                  responseTimeout: 1m
                  bindTimeout: 5s
                  connectTimeout: 2500ms
                  writeTimeout: 4s
                  reconnect: {min: 2s, max: 1m30s}
                  dataCoding: 245
                  registeredDelivery: 17
                  source: {ton: 3, npi: 0}
                  destination: {ton: 1, npi: 1}
                  allowPlaintext: true
                  binds: 3
                  mode: transmitterReceiver
                  interfaceVersion: 5.0
                  segments: sar
                  ratePerBind: 4
                  dataSm: true
                  querySm: true
              - id: stick
                modem:
                  port: tcp://127.0.0.1:7000
                  baud: 9600
                  profile: generic-27005
                  number: "+4915559999"
                  pin: ${file:pin.txt}
                  smsc: "+491710760000"
                  imsi: "262021234567890"
                  lock: off
            routes:
              - {prefix: 4917, carriers: [smsc, stick], deadline: PT5M}
              - {prefix: "+45", carriers: [both]}
              - {prefix: "+44", carriers: [stick]}
            pools:
              both: {carriers: [stick, smsc], weights: {smsc: 3}, choose: leastLoaded}
            devices:
              - {number: "+491701234567", profile: meter}
              - {prefix: "4916", profile: lwm2m}
            profiles:
              meter:
                basedOn: lwm2m
                framing: marked
                maxSegments: 3
                ackTimeout: 2m
                maxRetransmit: 1
                deadline: 1h30m
                deviceAckTimeout: 1m
                ackHold: 20s
                reassemblyTime: 2h
                dedupLifetime: 300s
                onUnknown: resend
                nstart: 2
                maxWaiting: 5
                minimumGap: 10s
                acknowledgesDevice: true
                typeOnAir: con
                sleep:
                  windows: ["22:00-06:00", "12:30-13:00"]
                  zone: Europe/Berlin
                  listening: 90s
            numbers:
              countryCode: +49
              aliases: {"10001": "+491701111111", ACME: "491702222222"}
            """)
            .orReject();

    assertThat(config.coap().port()).isZero();
    assertThat(config.upstream()).hasToString("Optional[coap://[::1]:5700/base]");
    CarrierConfig smsc = config.carriers().get(0);
    assertThat(smsc.rate()).contains(12.5);
    var smpp = ((Smpp) smsc.access()).config();
    assertThat(smpp.account().password()).isEqualTo("hush");
    assertThat(smpp.account().number()).isEqualTo("+4915550000");
    assertThat(smpp.timers().connect()).isEqualTo(Duration.ofMillis(2500));
    assertThat(smpp.reconnect().max()).isEqualTo(Duration.ofSeconds(90));
    assertThat(smpp.sending().dataCoding()).isEqualTo(245);
    assertThat(smpp.sending().segments()).isEqualTo(SmppConfig.Segments.SAR);
    assertThat(smpp.binds())
        .isEqualTo(new Binds(3, Binds.Mode.TRANSMITTER_RECEIVER, 0x50, Optional.of(4.0)));
    assertThat(smpp.sending().commands()).isEqualTo(new SmppConfig.Commands(true, false, true));
    // Three binds of four a second are less than the 12.5 of the carrier.
    assertThat(smsc.terms().rate()).contains(12.0);
    assertThat(smsc.terms().answersQueries()).isTrue();
    // Each bind has a window of its own.
    assertThat(smsc.terms().window()).isEqualTo(150);
    var modem = ((Modem) config.carriers().get(1).access()).config();
    assertThat(modem.pin()).contains("1234");
    assertThat(modem.ownNumber()).contains(Address.international("4915559999"));
    assertThat(modem.serviceCentre()).contains(Address.international("491710760000"));
    assertThat(modem.baud()).contains(9600);
    assertThat(modem.imsi()).contains("262021234567890");
    assertThat(modem.lockDirectory()).isEmpty();
    assertThat(config.routes().get(0).prefix()).isEqualTo("4917");
    assertThat(config.routes().get(0).deadline()).contains(Duration.ofMinutes(5));
    assertThat(config.routes().get(0).carriers())
        .containsExactly(new CarrierId("smsc"), new CarrierId("stick"));
    assertThat(smsc.terms().quota())
        .isEqualTo(new Quota(Optional.of(100), Optional.of(1000), Optional.of(20000)));
    Pool both = config.routes().get(1).pools().get(0);
    assertThat(both.members())
        .containsExactly(
            new Pool.Member(new CarrierId("stick"), 1), new Pool.Member(new CarrierId("smsc"), 3));
    assertThat(both.choice()).isEqualTo(Pool.Choice.LEAST_LOADED);
    DeviceProfile meter = config.directory().profile(Subscriber.of("491701234567"));
    assertThat(meter.framing()).isEqualTo(Framing.MARKED);
    assertThat(meter.maxSegments()).isEqualTo(3);
    assertThat(meter.timing().ackTimeout()).contains(Duration.ofMinutes(2));
    assertThat(meter.timing().deadline()).isEqualTo(Duration.ofMinutes(90));
    assertThat(meter.timing().ackHold()).contains(Duration.ofSeconds(20));
    assertThat(meter.deduplication().lifetime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(meter.deduplication().onUnknown()).isEqualTo(OnUnknown.RESEND);
    assertThat(meter.minimumGap()).isEqualTo(Duration.ofSeconds(10));
    assertThat(meter.typeOnAir()).contains(CoapType.CON);
    Sleep sleep = meter.sleep().orElseThrow();
    assertThat(sleep.windows())
        .containsExactly(
            new Sleep.Window(LocalTime.of(22, 0), LocalTime.of(6, 0)),
            new Sleep.Window(LocalTime.of(12, 30), LocalTime.of(13, 0)));
    assertThat(sleep.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(sleep.listening()).isEqualTo(Duration.ofSeconds(90));
    DeviceProfile lwm2m = config.directory().profile(Subscriber.of("4916000"));
    assertThat(lwm2m.framing()).isEqualTo(Framing.BARE);
    assertThat(lwm2m.timing().deadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.numbers().subscriber(Address.unknown("10001")))
        .contains(Subscriber.of("491701111111"));
    assertThat(config.numbers().subscriber(Address.unknown("01701234567")))
        .contains(Subscriber.of("491701234567"));
  }

  @Test
  void reportsAllMistakesOfAFileAtOnceWithKeyAndLine() {
    ConfigReading reading =
        read(
            """
            listen: {coap: "nowhere:99999"}
            upstreams: coap://127.0.0.1
            deadline: 20
            carriers:
              - id: a
                smpp:
                  host: smsc.example
                  systemId: me
                  tls: {trust: gone.pem}
                  window: 0
                  password: "123456789"
                  number: 10000
                  reconnect:
                    min: 1m
                    max: 1s
              - id: a
                modem: {port: /dev/ttyUSB0, profile: unheard-of, pin: "12x4"}
              - smpp: {}
                modem: {}
            routes:
              - prefix: +49x
                carriers: [b]
              - {prefix: "+49", carriers: []}
              - {prefix: "+45", carriers: [all, a]}
            devices:
              - {number: "+491701234567", profile: pump}
              - {prefix: "+49", number: "+49"}
            profiles:
              slow: {ackTimeout: 2h, deadline: 1h, framing: striped}
              night: {sleep: {windows: ["22-6", "10:00-10:00"], zone: Mars}}
              dead: {sleep: {windows: ["00:00-12:00", "12:00-00:00"]}}
            numbers:
              countryCode: abc
            pools:
              a: {carriers: [a]}
              all: {carriers: [a, a, c], weights: {a: 0, b: 2}, choose: best}
            """);

    assertThat(reading.config()).isEmpty();
    assertThat(
            reading.problems().stream().filter(Problem::isError).map(p -> p.line() + " " + p.key()))
        .containsExactly(
            "1 listen.coap",
            "2 upstreams",
            "3 deadline",
            "9 carriers[0].smpp.tls.trust",
            "10 carriers[0].smpp.window",
            "11 carriers[0].smpp.password",
            "15 carriers[0].smpp.reconnect.max",
            "16 carriers[1].id",
            "17 carriers[1].modem.profile",
            "17 carriers[1].modem.pin",
            "18 carriers[2].id",
            "19 carriers[2].modem",
            "21 routes[0].prefix",
            "22 routes[0].carriers",
            "23 routes[1].carriers",
            "24 routes[2].carriers",
            "26 devices[0].profile",
            "27 devices[1].prefix",
            "27 devices[1].profile",
            "29 profiles.slow.ackTimeout",
            "29 profiles.slow.framing",
            "30 profiles.night.sleep.windows",
            "30 profiles.night.sleep.windows",
            "30 profiles.night.sleep.zone",
            "31 profiles.dead.sleep",
            "33 numbers.countryCode",
            "35 pools.a",
            "36 pools.all.carriers",
            "36 pools.all.carriers",
            "36 pools.all.weights.a",
            "36 pools.all.weights.b",
            "36 pools.all.choose");
    assertThat(text(reading))
        .contains("deadline: \"20\" is no time; write 500ms, 20s, 5m, 1h30m, 2d or PT30M")
        .contains("window: is \"0\"; must be a whole number from 1 to 1000")
        .contains("there is no carrier \"b\"; there are: a")
        .contains("framing: is \"striped\"; must be one of bare, marked")
        .contains("upstreams: is no key here; the keys are carriers, deadline, devices, listen");
  }

  @Test
  void keepsClearTextToAnotherMachineForThoseWhoAskForIt() {
    ConfigReading reading = read(SMALLEST.replace("tls: {}, ", ""));

    assertThat(reading.config()).isEmpty();
    assertThat(text(reading))
        .contains("carriers[0].smpp.tls: is missing: the password and all messages would go to")
        .contains("allowPlaintext: true");
    assertThat(read(SMALLEST.replace("tls: {}", "allowPlaintext: true")).config()).isPresent();
  }

  @Test
  void neverShowsWhatCameOutOfTheEnvironmentOrAFile() {
    ConfigReading reading =
        read(SMALLEST.replace("number: 10000", "number: 10000, window: \"${env:SMSC_PASSWORD}\""));

    assertThat(text(reading))
        .contains("window: is a value from outside the file; must be")
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "${env:MISSING}, the environment variable MISSING",
    "${file:missing.txt}, the file missing.txt",
    "${vault:x}, must be ${env:NAME} or ${file:PATH}"
  })
  void tellsWhichSecretIsMissing(String reference, String said) {
    assertThat(text(read(SMALLEST.replace("secret", "\"" + reference + "\""))))
        .contains("line 3: carriers[0].smpp.password: refers to")
        .contains(said);
  }

  @Test
  void warnsOfWhatIsAllowedButDangerous() {
    ConfigReading reading =
        read(SMALLEST.replace("\"+4917\"", "\"\"") + "listen: {coap: \"0.0.0.0:5683\"}\n");

    assertThat(reading.config()).isPresent();
    assertThat(reading.problems().stream().map(Problem::key))
        .containsExactly("routes[0].prefix", "listen.coap");
  }

  @Test
  void warnsOfACarrierThatNoRouteUsesAndOfNoRoutesAtAll() {
    String unused = SMALLEST + "  - {prefix: \"+49\", carriers: [a]}\n";
    assertThat(read(unused).problems()).isEmpty();

    String two = SMALLEST.replace("routes:", "  - {id: b, modem: {port: /dev/ttyUSB0}}\nroutes:");
    assertThat(text(read(two))).contains("carriers[1].id: no route names \"b\"");

    String none = SMALLEST.substring(0, SMALLEST.indexOf("routes"));
    assertThat(text(read(none))).contains("routes: there is none, so nothing may be reached");
  }

  @Test
  void saysWhereAFileIsNoYaml() {
    assertThat(text(read("carriers: [\nroutes: }\n"))).contains("line 2: this is not YAML");
    assertThat(text(read("a: 1\na: 2\n"))).contains("line 2").contains("twice");
    assertThat(text(read("- 1\n"))).contains("line 1: is a list, not keys and values");
    assertThat(text(read(""))).contains("carriers: is missing");
    assertThat(text(read("x: &y 1\nz: *y\n"))).contains("YAML aliases are not supported");
  }

  @Test
  void readsAFileWithSecretsBesideIt(@TempDir Path folder) throws IOException, ConfigRejected {
    Files.writeString(folder.resolve("password"), "hush\n");
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"), SMALLEST.replace("secret", "\"${file:password}\""));

    BridgeConfig config = ConfigReader.read(file).orReject();

    assertThat(((Smpp) config.carriers().get(0).access()).config().account().password())
        .isEqualTo("hush");
  }

  @Test
  void warnsOfSecretsInAFileThatEverybodyMayRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), SMALLEST);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(text(ConfigReader.read(file)))
        .startsWith("line 3: warning: carriers[0].smpp.password: is a secret in a file")
        .doesNotContain("\n");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(ConfigReader.read(file).problems()).isEmpty();
  }

  @Test
  void rejectsWithEveryProblemInTheMessage() {
    assertThatThrownBy(() -> read("deadline: 0s\n").orReject())
        .isInstanceOf(ConfigRejected.class)
        .hasMessageContaining("line 1: deadline: is 0; must be longer")
        .hasMessageContaining("carriers: is missing");
  }

  // RFC 7252 §4.8.2 with ACK_TIMEOUT 30 s, MAX_RETRANSMIT 2, MAX_LATENCY 32 min, factor 1:
  // span 30·3 s, wait 30·7 s, lifetime span + 2·32 min + 30 s.
  @Test
  void explainsWhatFollows() throws ConfigRejected {
    String yaml =
        SMALLEST
            + """
            profiles:
              default:
                ackTimeout: 30s
                sleep: {windows: ["22:00-06:00"], listening: 0s}
            """;

    List<String> lines = read(yaml).orReject().explain();

    assertThat(lines)
        .contains(
            "upstream: none; devices get 5.03",
            "carrier a: sends from 10000",
            "route +4917: through a",
            "profile default: asleep 22:00 to 06:00 UTC: requests wait, or get 5.03 if their"
                + " deadline is before its end; listens 0s after it has sent something",
            "profile default: ACK_TIMEOUT 30s",
            "profile default: MAX_TRANSMIT_SPAN 1m30s",
            "profile default: MAX_TRANSMIT_WAIT 3m30s",
            "profile default: MAX_LATENCY 32m",
            "profile default: EXCHANGE_LIFETIME 1h6m, so at most 59578 requests an hour for one device",
            "profile default: CoAP messages up to 133 octets in one short message, up to 1270 in 10");
  }

  @ParameterizedTest
  @CsvSource({"20s,PT20S", "5m,PT5M", "1h30m,PT1H30M", "2d,PT48H", "250ms,PT0.25S", "PT30M,PT30M"})
  void readsTimes(String text, Duration duration) {
    assertThat(Quantity.duration(text)).contains(duration);
    assertThat(Quantity.duration(Quantity.written(duration))).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({"20", "5 m", "m5", "-5s", "1.5h", "soon", "PT-5S"})
  void refusesWhatIsNoTime(String text) {
    assertThat(Quantity.duration(text)).isEmpty();
  }

  @Test
  void knowsLoopbackWithoutAskingAnybody() {
    Map.of("127.0.0.1:1", true, "[::1]:1", true, "localhost", true, "0.0.0.0:1", false)
        .forEach(
            (text, loopback) ->
                assertThat(HostPort.parse(text, 5683).orElseThrow().isLoopback())
                    .isEqualTo(loopback));
  }

  private static ConfigReading read(String yaml) {
    return ConfigReader.read(yaml, SURROUNDINGS);
  }

  private static String text(ConfigReading reading) {
    return String.join("\n", reading.problems().stream().map(Problem::toString).toList());
  }
}
