/** Reads the vectors under {@code golden/}: octets that other people's programs or texts made. */
@NullMarked
package org.coapsms.codec.golden;

import org.jspecify.annotations.NullMarked;
