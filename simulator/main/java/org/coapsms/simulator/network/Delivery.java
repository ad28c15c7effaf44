package org.coapsms.simulator.network;

import java.time.Instant;

/**
 * Hands one copy of a short message to a terminal. Copies that the network made have the same id
 * and the same service centre time.
 *
 * @param id the network's id of the message
 * @param serviceCentreTime when the network took the message
 */
public record Delivery(long id, ShortMessage message, Instant serviceCentreTime) {}
