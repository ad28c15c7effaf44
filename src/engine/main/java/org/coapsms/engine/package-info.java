/**
 * Decides what happens next in each conversation. Never does I/O and reads no clock: time,
 * randomness and identifiers come in from outside.
 */
@NullMarked
package org.coapsms.engine;

import org.jspecify.annotations.NullMarked;
