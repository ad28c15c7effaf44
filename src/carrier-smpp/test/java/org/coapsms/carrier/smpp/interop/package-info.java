/**
 * Holds the carrier against other people's SMSCs, as they are. What one of them cannot be made to
 * show is left to the SMSCs of our own.
 */
@NullMarked
package org.coapsms.carrier.smpp.interop;

import org.jspecify.annotations.NullMarked;
