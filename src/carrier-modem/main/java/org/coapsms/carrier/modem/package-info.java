/**
 * Carries segments over one GSM modem: opens its line, for ever, and pumps octets and time into the
 * {@link org.coapsms.carrier.modem.dialogue dialogue}, on one thread for each modem. Decides when a
 * line is given up and tried again; never what is said over it, and never about messages or
 * exchanges.
 */
@NullMarked
package org.coapsms.carrier.modem;

import org.jspecify.annotations.NullMarked;
