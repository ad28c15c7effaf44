package org.coapsms.carrier.smpp;

import org.coapsms.codec.smpp.CommandStatus;

/** Says why a link ended, and with that how soon another attempt makes sense. */
record LinkEnd(Kind kind, String reason) {

  enum Kind {
    /** No connection, a lost one, a silent or broken peer: worth another attempt soon. */
    NETWORK,
    /** The SMSC refused the bind for a reason that usually passes, such as "already bound". */
    BIND_REFUSED,
    /** The SMSC does not know us: trying often locks accounts, so rarely and loudly. */
    CREDENTIALS,
    /** We ended it. */
    CLOSED
  }

  static LinkEnd network(String reason) {
    return new LinkEnd(Kind.NETWORK, reason);
  }

  static LinkEnd bindRefused(int commandStatus) {
    Kind kind =
        switch (commandStatus) {
          case CommandStatus.ESME_RBINDFAIL,
              CommandStatus.ESME_RINVPASWD,
              CommandStatus.ESME_RINVSYSID,
              CommandStatus.ESME_RINVSYSTYP ->
              Kind.CREDENTIALS;
          default -> Kind.BIND_REFUSED;
        };
    return new LinkEnd(kind, "bind refused: " + CommandStatusTable.words(commandStatus));
  }
}
