/**
 * Shows and steers a simulated network over HTTP and JSON on loopback. It decides how things are
 * asked for and shown, and never how the network behaves.
 */
@NullMarked
package org.coapsms.simulator.control;

import org.jspecify.annotations.NullMarked;
