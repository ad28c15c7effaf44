/**
 * Plays phones: handset-like reassembly, a small CoAP endpoint and the resources behind it. It
 * decides what a device does with what arrives; it knows nothing of bridges or carriers and has
 * CoAP rules of its own, so that a mistake in the bridge is not repeated here. No I/O, no clock:
 * time comes from the network that carries its messages.
 */
@NullMarked
package org.coapsms.simulator.phone;

import org.jspecify.annotations.NullMarked;
