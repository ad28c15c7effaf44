/**
 * What an operator wrote, as values that cannot be wrong: reads the YAML file, expands secrets, and
 * reports every mistake of a file at once with its key and line. It opens no connection and decides
 * nothing at run time.
 */
@NullMarked
package org.coapsms.bridge.config;

import org.jspecify.annotations.NullMarked;
