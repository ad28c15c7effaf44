/** Other people's programs, unmodified, at simulated modems on real pseudo-terminals. */
@NullMarked
package org.coapsms.simulator.modem.interop;

import org.jspecify.annotations.NullMarked;
