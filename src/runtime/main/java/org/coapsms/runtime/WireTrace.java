package org.coapsms.runtime;

import org.coapsms.engine.CarrierId;

/**
 * One unit of a carrier's wire traffic, as a line that people read.
 *
 * @param outbound whether it left the bridge
 * @param what the PDU or command, such as {@code submit_sm seq=7}
 * @param detail whom and what it concerns
 * @param octets its payload in octets, 0 where that says nothing
 */
public record WireTrace(
    CarrierId carrier, boolean outbound, String what, String detail, int octets) {}
