package org.coapsms.carrier.smpp;

import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.coapsms.codec.smpp.CommandStatus;

/** Says why a link ended, and with that how soon another attempt makes sense. */
record LinkEnd(Kind kind, String reason) {

  static final String CLOSED_BY_SMSC = "SMSC closed the connection";

  enum Kind {
    /** No connection, a lost one, a silent or broken peer: worth another attempt soon. */
    NETWORK,
    /** The SMSC refused the bind for a reason that usually passes. */
    BIND_REFUSED,
    /** The SMSC still holds an earlier link of ours for alive, until its own time-out. */
    ALREADY_BOUND,
    /** The SMSC does not know us: trying often locks accounts, so rarely and loudly. */
    CREDENTIALS,
    /** The peer is not the one it should be, by its certificate: somebody must look at it. */
    UNTRUSTED,
    /** We ended it. */
    CLOSED
  }

  static LinkEnd network(String reason) {
    return new LinkEnd(Kind.NETWORK, reason);
  }

  /** Why there is no connection, by what the connecting or writing threw. */
  static LinkEnd failed(SmppConfig.Endpoint endpoint, IOException e) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    boolean untrusted = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      untrusted |= cause instanceof CertificateException;
    }
    String layer = e instanceof SSLException ? ": TLS: " : ": ";
    return new LinkEnd(untrusted ? Kind.UNTRUSTED : Kind.NETWORK, endpoint + layer + message);
  }

  /** Why a connection that there was is gone, by what reading or writing threw. */
  static LinkEnd lost(IOException e) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    // "Connection reset" and "Broken pipe": only chance decides which of them, or none, it is.
    return network(e instanceof SocketException ? CLOSED_BY_SMSC + ": " + message : message);
  }

  /** Whether only a person can help: rarely again, and loudly. */
  boolean needsAttention() {
    return kind == Kind.CREDENTIALS || kind == Kind.UNTRUSTED;
  }

  static LinkEnd bindRefused(int commandStatus) {
    Kind kind =
        switch (commandStatus) {
          case CommandStatus.ESME_RBINDFAIL,
              CommandStatus.ESME_RINVPASWD,
              CommandStatus.ESME_RINVSYSID,
              CommandStatus.ESME_RINVSYSTYP ->
              Kind.CREDENTIALS;
          case CommandStatus.ESME_RALYBND -> Kind.ALREADY_BOUND;
          default -> Kind.BIND_REFUSED;
        };
    return new LinkEnd(kind, "bind refused: " + CommandStatusTable.words(commandStatus));
  }
}
