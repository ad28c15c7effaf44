/** Measures the bridge. Never published. */
@NullMarked
package org.coapsms.bench;

import org.jspecify.annotations.NullMarked;
