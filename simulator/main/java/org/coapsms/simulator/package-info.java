/**
 * Plays the mobile network: joins SMSC, modems, radio, phones and control into one that runs in
 * real time. Never imports the bridge, so that it can prove it wrong.
 */
@NullMarked
package org.coapsms.simulator;

import org.jspecify.annotations.NullMarked;
