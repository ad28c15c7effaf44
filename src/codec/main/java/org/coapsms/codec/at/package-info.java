/**
 * Reads the lines that a modem says, 3GPP TS 27.005 and TS 27.007, in the spellings that real
 * modems use. It takes a line apart and never decides what was asked, or what is to be done next;
 * the prompt {@code >} is not a line and belongs to the dialogue.
 */
@NullMarked
package org.coapsms.codec.at;

import org.jspecify.annotations.NullMarked;
