/**
 * Carries short messages between terminals: it decides what is lost, late, doubled, held or
 * reported, by seed and in whatever time its driver keeps. It never looks into a message to decide
 * that, reads no clock and does no I/O; only {@link org.coapsms.simulator.network.NetworkLoop}
 * knows real time and threads.
 */
@NullMarked
package org.coapsms.simulator.network;

import org.jspecify.annotations.NullMarked;
