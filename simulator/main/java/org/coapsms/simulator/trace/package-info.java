/**
 * Writes what happens in the simulated network as one aligned line each. It decides how a line
 * looks and never what becomes of it.
 */
@NullMarked
package org.coapsms.simulator.trace;

import org.jspecify.annotations.NullMarked;
