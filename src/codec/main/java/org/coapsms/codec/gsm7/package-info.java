/**
 * Knows the GSM 7-bit alphabet of 3GPP TS 23.038 §6: which character is which septet, and how
 * septets (units of seven bits) sit in octets. It never decides whether text should be sent that
 * way.
 */
@NullMarked
package org.coapsms.codec.gsm7;

import org.jspecify.annotations.NullMarked;
