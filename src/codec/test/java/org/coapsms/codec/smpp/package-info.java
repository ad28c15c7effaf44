/** Proves the SMPP codec against PDUs that other implementations hold for right. */
@NullMarked
package org.coapsms.codec.smpp;

import org.jspecify.annotations.NullMarked;
