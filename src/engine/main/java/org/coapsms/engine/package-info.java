/**
 * Decides what the bridge does: which segments leave when, what an answer belongs to, when to
 * repeat and when to give up. It never does I/O and never reads a clock: it is told what happened
 * and when, and says what to remember and what to do.
 */
@NullMarked
package org.coapsms.engine;

import org.jspecify.annotations.NullMarked;
