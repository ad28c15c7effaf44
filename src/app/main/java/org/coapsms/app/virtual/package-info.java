/**
 * Runs engine and network together in virtual time: years of traffic in minutes, every history
 * repeatable by its seed, every promise checked as it goes. It opens nothing and reads no clock.
 */
@NullMarked
package org.coapsms.app.virtual;

import org.jspecify.annotations.NullMarked;
