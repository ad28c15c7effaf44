package org.coapsms.carrier.modem.discovery;

import java.nio.file.Path;
import java.util.List;

/** Lists the serial devices behind which a modem may be. */
@FunctionalInterface
public interface PortLister {

  /**
   * The devices that are there now, in the order of their names; looked up anew on each call, since
   * they come and go. Never touches one. Empty where the machine cannot tell.
   */
  List<Path> candidates();
}
