/**
 * Runs the engine: one loop thread that owns it, commits what it wants remembered and only then
 * does what it wants done. It decides nothing about messages. The ports to the world are {@link
 * org.coapsms.runtime.SmsCarrier} and {@link org.coapsms.runtime.Store}.
 */
@NullMarked
package org.coapsms.runtime;

import org.jspecify.annotations.NullMarked;
