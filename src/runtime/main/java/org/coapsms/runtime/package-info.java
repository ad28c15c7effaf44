/**
 * Runs the engine: feeds it inputs, commits its changes, then performs its actions. Decides no
 * protocol question.
 */
@NullMarked
package org.coapsms.runtime;

import org.jspecify.annotations.NullMarked;
