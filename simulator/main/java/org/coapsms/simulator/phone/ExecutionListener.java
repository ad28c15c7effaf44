package org.coapsms.simulator.phone;

import java.time.Instant;
import org.coapsms.codec.coap.CoapMessage;

/**
 * Sees every request that a phone executes; duplicates that it recognises are not executed. Called
 * on the network's thread.
 */
@FunctionalInterface
public interface ExecutionListener {
  void executed(Instant now, CoapMessage request);
}
