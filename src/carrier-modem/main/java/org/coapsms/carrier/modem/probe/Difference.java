package org.coapsms.carrier.modem.probe;

/**
 * Is a point in which a modem does not do what its profile says.
 *
 * @param key of the profile
 * @param profile what the profile says
 * @param modem what the modem said, as it would stand in a profile
 * @param settled whether the driver asks the modem anyway, so that the profile's value is not used
 */
public record Difference(String key, String profile, String modem, boolean settled) {}
