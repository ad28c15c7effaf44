/**
 * Reads the text of SMPP delivery receipts, which every vendor writes a little differently (SMPP
 * 3.4 appendix B gives only an example). It decides which words of a text are which field and which
 * state a word means; it never decides which message a receipt is about: ids are kept as they came.
 */
@NullMarked
package org.coapsms.codec.receipt;

import org.jspecify.annotations.NullMarked;
