package org.coapsms.app.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Says how much the log tells; logback.xml says the rest. */
public final class Logging {
  private Logging() {}

  /** Lets our own log tell what a server's operator wants to know; libraries stay quiet. */
  public static void showInformation() {
    ((Logger) LoggerFactory.getLogger("org.coapsms")).setLevel(Level.INFO);
  }
}
