/** Proves the receipt parser against texts that SMSCs were seen to send. */
@NullMarked
package org.coapsms.codec.receipt;

import org.jspecify.annotations.NullMarked;
