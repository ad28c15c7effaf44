/**
 * Shows what octets mean, on the command line. It decides only how the result is printed; what the
 * octets are is the codec's decision.
 */
@NullMarked
package org.coapsms.app.decode;

import org.jspecify.annotations.NullMarked;
