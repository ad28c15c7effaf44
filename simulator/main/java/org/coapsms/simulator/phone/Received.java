package org.coapsms.simulator.phone;

import java.time.Instant;
import org.coapsms.simulator.network.ShortMessage;

/** Holds a short message that was not for the CoAP endpoint, as the phone's owner would read it. */
public record Received(Instant at, ShortMessage message) {}
