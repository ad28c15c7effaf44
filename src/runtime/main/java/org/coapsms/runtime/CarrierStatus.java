package org.coapsms.runtime;

/**
 * Whether a carrier can take submissions now, and what a person should know of it.
 *
 * @param detail a few words such as {@code bound, 3 of 10 in flight}
 */
public record CarrierStatus(boolean available, String detail) {}
