/**
 * Is the CoAP client of the command line: one request, and as much patience as short messages need.
 * It decides how a request is sent and its answer shown; it knows nothing of the bridge but its
 * address.
 */
@NullMarked
package org.coapsms.app.client;

import org.jspecify.annotations.NullMarked;
