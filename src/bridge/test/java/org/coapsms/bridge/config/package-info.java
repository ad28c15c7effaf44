/** Stories about configuration files, good and bad. */
@NullMarked
package org.coapsms.bridge.config;

import org.jspecify.annotations.NullMarked;
