package org.coapsms.engine.route;

/**
 * Lists devices by number or prefix and gives them their profile. Only listed devices may send
 * without a port header.
 */
public record Listing(String prefix, DeviceProfile profile) {}
