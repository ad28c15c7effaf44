package org.coapsms.engine.exchange;

import java.time.Instant;
import org.coapsms.engine.message.IncomingMessage;

/**
 * Decides whether a device's request is a copy of one that is known. Message IDs come round again
 * and a rebooted device starts anew, so that only equal octets within the device's own span are a
 * copy.
 */
public class DuplicateRule {
  protected boolean isCopy(Instant now, DeviceRequest before, IncomingMessage incoming) {
    return before.octets().equals(incoming.octets()) && before.forgetAt().isAfter(now);
  }
}
