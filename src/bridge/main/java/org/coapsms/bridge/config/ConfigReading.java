package org.coapsms.bridge.config;

import java.util.List;
import java.util.Optional;

/**
 * Holds what came of reading a configuration.
 *
 * @param config present exactly if no problem is an error
 * @param problems errors and warnings in the order of their lines
 */
public record ConfigReading(Optional<BridgeConfig> config, List<Problem> problems) {
  public ConfigReading {
    problems = List.copyOf(problems);
  }

  /** The configuration, or all that is wrong with it. */
  public BridgeConfig orReject() throws ConfigRejected {
    if (config.isEmpty()) {
      throw new ConfigRejected(problems);
    }
    return config.get();
  }
}
