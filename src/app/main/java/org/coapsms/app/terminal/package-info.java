/**
 * Holds what all commands share: where they read and write, how they fail, how times are written on
 * the command line. It decides nothing about what a command does.
 */
@NullMarked
package org.coapsms.app.terminal;

import org.jspecify.annotations.NullMarked;
