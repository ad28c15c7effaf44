/**
 * Knows how messages sit in short messages on the air: what the first octet tells of a payload,
 * which header goes in front of a segment, and how much a segment holds. It neither cuts nor joins
 * messages, and it does not choose the framing of a subscriber.
 */
@NullMarked
package org.coapsms.codec.framing;

import org.jspecify.annotations.NullMarked;
