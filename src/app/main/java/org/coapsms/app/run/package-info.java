/**
 * Runs a bridge from a configuration file, and checks such a file. It decides what an operator
 * sees; what a configuration means is the bridge's decision.
 */
@NullMarked
package org.coapsms.app.run;

import org.jspecify.annotations.NullMarked;
