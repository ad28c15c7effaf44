/**
 * A short message service centre that speaks SMPP 3.4 and 5.0 over real TCP connections. It decides
 * who may bind, what a submit_sm means to the mobile network, which bind gets which deliver_sm, and
 * how it misbehaves when a fault is switched on. It never decides what the radio does with a
 * message: that is {@code org.coapsms.simulator.network}. All state belongs to the thread of the
 * network loop; the two threads of a connection only read, decode, encode and write.
 */
@NullMarked
package org.coapsms.simulator.smsc;

import org.jspecify.annotations.NullMarked;
