/**
 * Plays the mobile network: SMSC, modems, radio and phones. Never imports the bridge, so that it
 * can prove it wrong.
 */
@NullMarked
package org.coapsms.simulator;

import org.jspecify.annotations.NullMarked;
