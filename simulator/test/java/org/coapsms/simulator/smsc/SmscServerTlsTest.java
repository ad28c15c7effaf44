package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that speaks TLS, seen by the JDK's own client, with certificates made by keytool. */
class SmscServerTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Bytes BIND =
      Bytes.fromHex("00000019 00000009 00000000 00000001 6100 6200 00 34 00 00 00");

  @TempDir static Path directory;

  private static Path server;
  private static Path client;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = makeCertificate("server");
    client = makeCertificate("client");
  }

  @Test
  void bindsOverTlsWithACheckedHostName() throws Exception {
    try (LoopbackCentre centre = tlsCentre(TlsIdentity.pkcs12(server, PASSWORD));
        SSLSocket socket = connect(centre.port(), Optional.empty())) {
      assertThat(bind(socket)).isEqualTo(Bytes.fromHex("80000009 00000000"));
      assertThat(centre.state().accounts().get(0).binds()).hasSize(1);
    }
  }

  @Test
  void takesItsCertificateFromPem() throws Exception {
    TlsIdentity pem = TlsIdentity.pem(certificatePem(server), keyPem(server));
    try (LoopbackCentre centre = tlsCentre(pem);
        SSLSocket socket = connect(centre.port(), Optional.empty())) {
      assertThat(bind(socket)).isEqualTo(Bytes.fromHex("80000009 00000000"));
    }
  }

  @Test
  void takesOnlyEsmesWithACertificateWhereItRequiresOne() throws Exception {
    TlsIdentity strict =
        TlsIdentity.pkcs12(server, PASSWORD).requiringClientsOf(certificatePem(client));
    try (LoopbackCentre centre = tlsCentre(strict)) {
      try (SSLSocket known = connect(centre.port(), Optional.of(client))) {
        assertThat(bind(known)).isEqualTo(Bytes.fromHex("80000009 00000000"));
      }
      try (SSLSocket unknown = connect(centre.port(), Optional.empty())) {
        assertThatThrownBy(() -> bind(unknown)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void doesNotStartWithoutItsCertificate() {
    Path missing = directory.resolve("missing.p12");
    assertThatThrownBy(() -> tlsCentre(TlsIdentity.pkcs12(missing, PASSWORD)).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.p12");
  }

  @Test
  void isNotTrustedByAnEsmeThatKnowsAnotherCertificate() throws Exception {
    try (LoopbackCentre centre = tlsCentre(TlsIdentity.pkcs12(client, PASSWORD))) {
      assertThatThrownBy(() -> connect(centre.port(), Optional.empty()).close())
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static LoopbackCentre tlsCentre(TlsIdentity identity) throws IOException {
    return new LoopbackCentre(SmscConfig.openToAll().withTls(identity));
  }

  private static Bytes bind(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(BIND.toArray());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] rest = new byte[in.readInt() - 4];
    in.readFully(rest);
    return Bytes.copyOf(rest).slice(0, 8);
  }

  private static SSLSocket connect(int port, Optional<Path> identity) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(load(server));
    KeyManager[] keys = new KeyManager[0];
    if (identity.isPresent()) {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(load(identity.get()), PASSWORD.toCharArray());
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static Path makeCertificate(String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "30",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
    return store;
  }

  private static Path certificatePem(Path store) throws Exception {
    String name = name(store);
    byte[] der = load(store).getCertificate(name).getEncoded();
    return pem(store, "CERTIFICATE", der, name + "-certificate.pem");
  }

  private static Path keyPem(Path store) throws Exception {
    String name = name(store);
    byte[] der = load(store).getKey(name, PASSWORD.toCharArray()).getEncoded();
    return pem(store, "PRIVATE KEY", der, name + "-key.pem");
  }

  private static Path pem(Path store, String what, byte[] der, String file) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        store.resolveSibling(file),
        "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }

  private static String name(Path store) {
    return store.getFileName().toString().replace(".p12", "");
  }

  private static KeyStore load(Path store) throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }
}
