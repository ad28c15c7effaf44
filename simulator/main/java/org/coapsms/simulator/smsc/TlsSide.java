package org.coapsms.simulator.smsc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Speaks TLS over accepted connections. Thread-safe. */
final class TlsSide {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private final SSLContext context;
  private final boolean requiresClients;

  private TlsSide(SSLContext context, boolean requiresClients) {
    this.context = context;
    this.requiresClients = requiresClients;
  }

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be read or does not hold what it should
   */
  static TlsSide of(TlsIdentity identity) throws IOException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(identity), identity.password().toCharArray());
      TrustManager[] trust =
          identity.clientAuthority().isPresent()
              ? trusting(identity.clientAuthority().get())
              : new TrustManager[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust, null);
      return new TlsSide(context, identity.clientAuthority().isPresent());
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificate for TLS in " + identity.certificate() + ": " + e, e);
    }
  }

  /** The same connection in TLS; the handshake takes place with the first read or write. */
  Socket over(Socket socket) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(socket, (InputStream) null, /* autoClose= */ true);
    tls.setUseClientMode(false);
    tls.setNeedClientAuth(requiresClients);
    return tls;
  }

  private static KeyStore keyStore(TlsIdentity identity)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (identity.key().isEmpty()) {
      try (InputStream in = Files.newInputStream(identity.certificate())) {
        store.load(in, identity.password().toCharArray());
      }
      return store;
    }
    store.load(null, null);
    store.setKeyEntry(
        "smsc",
        privateKey(identity.key().get()),
        identity.password().toCharArray(),
        certificates(identity.certificate()));
    return store;
  }

  private static TrustManager[] trusting(Path authority)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] authorities = certificates(authority);
    for (int i = 0; i < authorities.length; i++) {
      store.setCertificateEntry("authority" + i, authorities[i]);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static Certificate[] certificates(Path pem) throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pem)))
        .toArray(Certificate[]::new);
  }

  private static PrivateKey privateKey(Path pem) throws IOException, GeneralSecurityException {
    Matcher key = PRIVATE_KEY.matcher(Files.readString(pem));
    if (!key.find()) {
      throw new InvalidKeySpecException("no \"BEGIN PRIVATE KEY\" in " + pem);
    }
    PKCS8EncodedKeySpec octets =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(octets);
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(octets);
    }
  }
}
