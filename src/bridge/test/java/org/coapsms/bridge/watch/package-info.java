/** What people get to see. */
@NullMarked
package org.coapsms.bridge.watch;

import org.jspecify.annotations.NullMarked;
