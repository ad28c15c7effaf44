/**
 * The messages layer: cuts opaque octets into short messages and joins them again, follows every
 * submission to its outcome and its receipts, and paces what leaves. It never looks into CoAP.
 */
@NullMarked
package org.coapsms.engine.message;

import org.jspecify.annotations.NullMarked;
