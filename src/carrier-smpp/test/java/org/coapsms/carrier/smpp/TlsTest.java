package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.deliverSm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.coapsms.carrier.smpp.SmppConfig.Problem;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are made by Java's own keytool, one authority for each. */
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    makeCertificate("smsc", "san=dns:localhost,ip:127.0.0.1");
    makeCertificate("other", "san=dns:smsc.example.net");
    makeCertificate("client", "san=dns:bridge.example.net");
  }

  @Test
  void bindsAndCarriesOverTls() throws Exception {
    try (Fixture fixture = Fixture.started(smsc("smsc", false), over(trusting("smsc")))) {
      Heard.Availability bound = Heard.next(fixture.heard.availability);

      assertThat(bound.detail()).contains("over TLS");
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
      fixture.smsc.nextPeer().send(deliverSm(7, 0, 4, ascii("up")));
      assertThat(Heard.next(fixture.heard.messages).value().userData().octets().toUtf8())
          .isEqualTo("up");
    }
  }

  @Test
  void sendsNothingToAnSmscOfAnUnknownAuthority() throws Exception {
    assertRefused("smsc", trusting("other"), "path");
  }

  // jsmpp 3.0.2 by itself takes any certificate of a known authority, whoever shows it.
  @Test
  void sendsNothingToAnSmscWithTheCertificateOfAnother() throws Exception {
    assertRefused("other", trusting("other"), "127.0.0.1");
  }

  @Test
  void showsItsCertificateFromPem() throws Exception {
    Tls tls = trusting("smsc").withCertificate(pem("client"), Optional.of(key("client")), "");

    try (Fixture fixture = Fixture.bound(smsc("smsc", true), over(tls))) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void showsItsCertificateFromAKeyStoreAndTrustsFromOne() throws Exception {
    Tls tls =
        new Tls(
            Optional.of(store("smsc")),
            PASSWORD,
            Optional.of(store("client")),
            Optional.empty(),
            PASSWORD);

    try (Fixture fixture = Fixture.bound(smsc("smsc", true), over(tls))) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void doesNotBindWithoutTheCertificateThatTheSmscWants() throws Exception {
    try (Fixture fixture = Fixture.started(smsc("smsc", true), over(trusting("smsc")))) {
      assertThat(fixture.heard.awaitUnavailable()).isNotEmpty();
      assertThat(fixture.smsc.waiting(BIND_TRANSCEIVER)).isZero();
    }
  }

  @Test
  void givesUpAPeerThatDoesNotFinishTheHandshake() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Fixture fixture =
            Fixture.started(
                new ScriptedSmsc(),
                config ->
                    over(trusting("smsc"))
                        .apply(
                            SmppConfig.of(
                                    config.id(),
                                    new SmppConfig.Endpoint("127.0.0.1", silent.getLocalPort()),
                                    config.account())
                                .withTimers(handshakeWithin(Duration.ofMillis(200)))))) {
      try (Socket peer = silent.accept()) {
        assertThat(fixture.heard.awaitUnavailable()).contains("TLS handshake");
        // It said hello, and nothing else.
        assertThat(peer.getInputStream().read()).isEqualTo(22);
      }
    }
  }

  @Test
  void saysWhichFileCannotBeUsed() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
    Path old =
        Files.writeString(
            folder.resolve("old.pem"),
            Files.readString(pem("client"))
                + "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    Tls wrong = Tls.trusting(folder.resolve("gone.pem"));
    Tls closed =
        new Tls(Optional.of(empty), "", Optional.of(store("client")), Optional.empty(), "wrong");

    assertThat(problems(wrong)).singleElement().asString().startsWith("tls.trust: is ");
    assertThat(problems(closed)).extracting(Problem::key).contains("tls.trust", "tls.certificate");
    assertThat(problems(closed)).noneMatch(problem -> problem.problem().contains("wrong"));
    assertThat(problems(trusting("smsc").withCertificate(old, Optional.empty(), "")))
        .singleElement()
        .asString()
        .contains("openssl pkcs8 -topk8");
    assertThat(closed.toString()).doesNotContain("wrong");
  }

  private static void assertRefused(String shown, Tls tls, String why) throws Exception {
    try (Fixture fixture = Fixture.started(smsc(shown, false), over(tls))) {
      String detail = fixture.heard.awaitUnavailable();

      assertThat(detail).contains("TLS: ").contains(why);
      assertThat(fixture.smsc.waiting(BIND_TRANSCEIVER)).isZero();
    }
  }

  private static List<Problem> problems(Tls tls) {
    return over(tls).apply(Fixture.config(2775)).problems();
  }

  private static java.util.function.UnaryOperator<SmppConfig> over(Tls tls) {
    return config -> config.withSecurity(Security.of(tls));
  }

  private static Tls trusting(String name) {
    return Tls.trusting(pem(name));
  }

  private static SmppConfig.Timers handshakeWithin(Duration brief) {
    return new SmppConfig.Timers(
        Fixture.NEVER, Fixture.NEVER, Fixture.NEVER, brief, Duration.ofSeconds(1));
  }

  private static ScriptedSmsc smsc(String name, boolean wantsCertificate) throws Exception {
    KeyStore own = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(store("client").toFile(), PASSWORD.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket server =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    server.setNeedClientAuth(wantsCertificate);
    return new ScriptedSmsc(server);
  }

  private static void makeCertificate(String name, String extension) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair -keyalg EC -validity 2 -storetype PKCS12",
                        "-alias " + name + " -dname CN=" + name + " -ext " + extension,
                        "-keystore " + store(name) + " -storepass " + PASSWORD)
                    .flatMap(part -> Stream.of(part.split(" ")))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore made = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    write(pem(name), "CERTIFICATE", made.getCertificate(name).getEncoded());
    write(key(name), "PRIVATE KEY", made.getKey(name, PASSWORD.toCharArray()).getEncoded());
    // As a store to trust from it needs the certificate as an entry of its own.
    made.setCertificateEntry("trusted", made.getCertificate(name));
    try (var out = Files.newOutputStream(store(name))) {
      made.store(out, PASSWORD.toCharArray());
    }
  }

  private static void write(Path file, String label, byte[] octets) throws IOException {
    String base64 = Base64.getMimeEncoder(64, ascii("\n")).encodeToString(octets);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }

  private static Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private static Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  private static Path key(String name) {
    return folder.resolve(name + ".key");
  }
}
