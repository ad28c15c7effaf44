/**
 * Carries segments to and from a GSM modem over AT commands. Decides about the dialogue; never
 * about messages or exchanges.
 */
@NullMarked
package org.coapsms.carrier.modem;

import org.jspecify.annotations.NullMarked;
