/** Stories about a whole bridge and about what holds its parts apart. */
@NullMarked
package org.coapsms.bridge;

import org.jspecify.annotations.NullMarked;
