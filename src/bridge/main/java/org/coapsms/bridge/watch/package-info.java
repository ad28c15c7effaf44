/**
 * Shows people what a bridge does: lines of wire traffic, log events, counters. It only looks on;
 * nothing in the bridge depends on it, and phone numbers are shortened unless someone asks for them
 * whole.
 */
@NullMarked
package org.coapsms.bridge.watch;

import org.jspecify.annotations.NullMarked;
