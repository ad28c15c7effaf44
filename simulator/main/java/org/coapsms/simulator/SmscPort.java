package org.coapsms.simulator;

import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Address;

/**
 * Describes one SMPP account at a port of the simulated SMSC.
 *
 * @param port TCP on loopback; 0 takes a free one
 * @param login who may bind; without it, anybody
 * @param number where phones reach the account
 * @param settings all that is unusual about it
 */
public record SmscPort(int port, Optional<Login> login, Address number, SmscSettings settings) {
  /** The number of an account that names none. */
  public static final String DEFAULT_NUMBER = "10000";

  public SmscPort {
    Numbers.requirePort(port);
  }

  /** An account without any peculiarity. */
  public SmscPort(int port, Optional<Login> login, Address number) {
    this(port, login, number, SmscSettings.USUAL);
  }

  /** What a bind has to say. */
  public record Login(String systemId, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return systemId;
    }
  }

  /**
   * Reads {@code PORT[,SYSTEM_ID:PASSWORD][,NUMBER]}.
   *
   * @throws IllegalArgumentException for anything else, naming what is wrong
   */
  public static SmscPort parse(String text) {
    List<String> parts = List.of(text.split(",", -1));
    if (parts.size() > 3) {
      throw new IllegalArgumentException("PORT[,SYSTEM_ID:PASSWORD,NUMBER], not " + text);
    }
    int port = Numbers.port(parts.get(0));
    Optional<Login> login = Optional.empty();
    String number = DEFAULT_NUMBER;
    for (int i = 1; i < parts.size(); i++) {
      int colon = parts.get(i).indexOf(':');
      if (i == 1 && colon >= 0) {
        String systemId = parts.get(i).substring(0, colon);
        login = Optional.of(new Login(systemId, parts.get(i).substring(colon + 1)));
      } else if (i == 1 && parts.size() == 3) {
        throw new IllegalArgumentException("SYSTEM_ID:PASSWORD needs its colon");
      } else {
        number = parts.get(i);
      }
    }
    return new SmscPort(port, login, Numbers.address(number));
  }
}
