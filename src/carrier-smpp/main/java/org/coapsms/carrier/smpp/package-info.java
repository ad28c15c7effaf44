/**
 * Carries segments to and from an SMSC over SMPP. Decides about sessions and windows; never about
 * messages or exchanges.
 */
@NullMarked
package org.coapsms.carrier.smpp;

import org.jspecify.annotations.NullMarked;
