package org.coapsms.simulator.network;

/**
 * Names one thing that can go wrong on demand.
 *
 * @param name as in {@code PUT /faults/{name}}, camelCase; with a prefix and a dot if it is not the
 *     network's own
 * @param what a sentence for people: what happens each time it strikes
 */
public record Fault(String name, String what) {}
