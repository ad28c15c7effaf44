/** Proves that octets are taken for what they are, by all vectors of all other packages. */
@NullMarked
package org.coapsms.codec.decode;

import org.jspecify.annotations.NullMarked;
