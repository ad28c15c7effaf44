/** Holds the simulated SMSC against other people's ESMEs, as they are. */
@NullMarked
package org.coapsms.simulator.smsc.interop;

import org.jspecify.annotations.NullMarked;
