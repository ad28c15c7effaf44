package org.coapsms.codec.decode;

/**
 * Holds a reading that consumes all octets.
 *
 * @param plausible whether nothing in it is against its specification although a parser takes it
 */
record Reading(Decoded decoded, boolean plausible) {}
