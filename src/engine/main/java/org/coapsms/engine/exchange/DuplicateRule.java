package org.coapsms.engine.exchange;

import java.time.Instant;
import org.coapsms.engine.message.IncomingMessage;

/**
 * Decides whether a device's request is a copy of one that is known with the very same octets. As
 * Message IDs come round again and a rebooted device starts anew, it is one only within the
 * device's own span.
 */
public class DuplicateRule {
  protected boolean isCopy(Instant now, DeviceRequest before, IncomingMessage incoming) {
    return before.forgetAt().isAfter(now);
  }
}
