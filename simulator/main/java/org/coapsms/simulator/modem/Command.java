package org.coapsms.simulator.modem;

import java.time.Instant;

/** Does what one AT command asks for. */
interface Command {
  Answer run(Instant now, AtCommand command);
}
