/**
 * Modem profiles: what each modem model says and does, read from data files. Decides nothing about
 * dialogues; it only describes them.
 */
@NullMarked
package org.coapsms.modem.profile;

import org.jspecify.annotations.NullMarked;
