package org.coapsms.carrier.smpp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.coapsms.codec.Bytes;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys, as PEM (RFC 7468) or as key stores. */
final class TlsFiles {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private TlsFiles() {}

  /** A file does not hold what it should. */
  static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    Unusable(String reason) {
      super(reason);
    }
  }

  private record Block(String label, Bytes octets) {}

  static SSLContext context(Tls tls) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity(tls), trust(tls), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used: " + e.getMessage(), e);
    }
  }

  static List<SmppConfig.Problem> problems(Tls tls) {
    List<SmppConfig.Problem> problems = new ArrayList<>();
    try {
      TrustManager @Nullable [] unused = trust(tls);
    } catch (IOException | GeneralSecurityException e) {
      problems.add(new SmppConfig.Problem("tls.trust", reason(e)));
    }
    try {
      KeyManager @Nullable [] unused = identity(tls);
    } catch (IOException | GeneralSecurityException e) {
      problems.add(new SmppConfig.Problem("tls.certificate", reason(e)));
    }
    if (tls.certificate().isEmpty() && tls.key().isPresent()) {
      problems.add(new SmppConfig.Problem("tls.key", "needs tls.certificate beside it"));
    }
    return problems;
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return "is " + missing.getFile() + ", which is not there";
    }
    return e instanceof Unusable ? String.valueOf(e.getMessage()) : "cannot be used: " + e;
  }

  private static TrustManager @Nullable [] trust(Tls tls)
      throws IOException, GeneralSecurityException {
    if (tls.trust().isEmpty()) {
      return null;
    }
    Path file = tls.trust().get();
    byte[] content = Files.readAllBytes(file);
    KeyStore store;
    if (isPem(content)) {
      store = emptyStore();
      int count = 0;
      for (Certificate authority : certificates(blocks(content))) {
        store.setCertificateEntry("authority" + count++, authority);
      }
    } else {
      store = keyStore(file, tls.trustPassword());
    }
    if (Collections.list(store.aliases()).isEmpty()) {
      throw new Unusable("is " + file + ", which holds no certificate");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] identity(Tls tls)
      throws IOException, GeneralSecurityException {
    if (tls.certificate().isEmpty()) {
      return null;
    }
    Path file = tls.certificate().get();
    byte[] content = Files.readAllBytes(file);
    char[] password = tls.keyPassword().toCharArray();
    KeyStore store;
    if (isPem(content)) {
      Certificate[] chain = certificates(blocks(content)).toArray(new Certificate[0]);
      if (chain.length == 0) {
        throw new Unusable("is " + file + ", which holds no certificate");
      }
      byte[] keyFile = tls.key().isPresent() ? Files.readAllBytes(tls.key().get()) : content;
      store = emptyStore();
      store.setKeyEntry("own", key(blocks(keyFile)), password, chain);
    } else {
      store = keyStore(file, tls.keyPassword());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore keyStore(Path file, String password) throws Unusable {
    try {
      return KeyStore.getInstance(file.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      // The reason of the provider may be a sentence about passwords, but never holds one.
      throw new Unusable("is " + file + ", no PEM and no key store that opens: " + e.getMessage());
    }
  }

  private static List<Certificate> certificates(List<Block> blocks)
      throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        found.add(factory.generateCertificate(new ByteArrayInputStream(block.octets().toArray())));
      }
    }
    return found;
  }

  private static PrivateKey key(List<Block> blocks) throws IOException, GeneralSecurityException {
    Optional<Block> found =
        blocks.stream().filter(block -> block.label().equals("PRIVATE KEY")).findFirst();
    if (found.isEmpty()) {
      throw new Unusable(
          "has no key in PKCS #8 without a password; make one with openssl pkcs8 -topk8 -nocrypt,"
              + " or use a PKCS #12 file");
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(found.get().octets().toArray());
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // A key of another kind: the next factory may take it.
      }
    }
    throw new Unusable("has a key that is neither RSA nor of an elliptic curve");
  }

  private static boolean isPem(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
  }

  private static List<Block> blocks(byte[] content) throws Unusable {
    List<Block> blocks = new ArrayList<>();
    Matcher block = PEM.matcher(new String(content, StandardCharsets.ISO_8859_1));
    while (block.find()) {
      try {
        byte[] octets = Base64.getMimeDecoder().decode(block.group(2).strip());
        blocks.add(new Block(block.group(1), Bytes.copyOf(octets)));
      } catch (IllegalArgumentException e) {
        throw new Unusable("holds a " + block.group(1) + " that is not Base64");
      }
    }
    return blocks;
  }
}
