package org.coapsms.engine;

/**
 * Names a way into the mobile network: one SMPP account with its binds, or one modem with its SIM.
 */
public record CarrierId(String name) {
  public CarrierId {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a carrier needs a name");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
