package org.coapsms.carrier.smpp;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says whom an encrypted link trusts and who we are on it. The SMSC's certificate and the name in
 * it are always checked. The files are read anew at each attempt to bind, so that renewed
 * certificates need no restart.
 *
 * @param trust the authorities to trust, as PEM, PKCS #12 or JKS; absent: those that Java comes
 *     with
 * @param trustPassword opens a trust store; PEM needs none
 * @param certificate our certificate and its chain, as PEM, or with the key as PKCS #12; absent: we
 *     show none
 * @param key the private key of a PEM certificate, as PKCS #8; absent: it stands in the same file
 * @param keyPassword opens a PKCS #12 file
 */
public record Tls(
    Optional<Path> trust,
    String trustPassword,
    Optional<Path> certificate,
    Optional<Path> key,
    String keyPassword) {

  /** Trusts what Java trusts, and shows no certificate. */
  public static final Tls DEFAULT =
      new Tls(Optional.empty(), "", Optional.empty(), Optional.empty(), "");

  /** Trusts the authorities in one PEM file. */
  public static Tls trusting(Path authorities) {
    return new Tls(Optional.of(authorities), "", Optional.empty(), Optional.empty(), "");
  }

  public Tls withCertificate(Path file, Optional<Path> keyFile, String password) {
    return new Tls(trust, trustPassword, Optional.of(file), keyFile, password);
  }

  /** Every file that cannot be used as it should. */
  List<SmppConfig.Problem> problems() {
    return TlsFiles.problems(this);
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "Tls[trust=" + trust + ", certificate=" + certificate + ", key=" + key + "]";
  }
}
