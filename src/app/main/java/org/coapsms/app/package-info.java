/** The command line. Joins bridge and simulator; decides nothing that a library user would need. */
@NullMarked
package org.coapsms.app;

import org.jspecify.annotations.NullMarked;
