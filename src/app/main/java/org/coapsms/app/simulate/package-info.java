/**
 * Runs the simulated mobile network from the command line. It decides what runs when nothing is
 * said; what the network does is the simulator's decision.
 */
@NullMarked
package org.coapsms.app.simulate;

import org.jspecify.annotations.NullMarked;
