package org.coapsms.simulator.smsc;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Says with which certificate an SMSC port speaks TLS.
 *
 * @param certificate a PKCS#12 store, or PEM with the certificate first and its chain behind it
 * @param key a PEM file with the private key in PKCS#8; without it, the certificate is in PKCS#12
 * @param password of the PKCS#12 store
 * @param clientAuthority PEM of whoever must have signed the ESME's certificate; without it, none
 *     is asked for
 */
public record TlsIdentity(
    Path certificate, Optional<Path> key, String password, Optional<Path> clientAuthority) {

  public static TlsIdentity pkcs12(Path store, String password) {
    return new TlsIdentity(store, Optional.empty(), password, Optional.empty());
  }

  public static TlsIdentity pem(Path certificate, Path key) {
    return new TlsIdentity(certificate, Optional.of(key), "", Optional.empty());
  }

  /** Takes only ESMEs with a certificate signed by one of these. */
  public TlsIdentity requiringClientsOf(Path authority) {
    return new TlsIdentity(certificate, key, password, Optional.of(authority));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TlsIdentity[" + certificate + "]";
  }
}
