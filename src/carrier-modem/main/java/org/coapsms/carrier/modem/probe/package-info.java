/**
 * Looks at one modem for a person: pumps a {@link org.coapsms.carrier.modem.dialogue.Survey survey}
 * through its line, writes down what crossed, and compares what the modem said with a profile.
 * Decides what counts as a difference; never sends a message, and never chooses a profile for the
 * driver.
 */
@NullMarked
package org.coapsms.carrier.modem.probe;

import org.jspecify.annotations.NullMarked;
