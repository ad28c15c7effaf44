/**
 * Who may be reached, through which carriers, and what a class of devices understands. It answers
 * questions about configuration and changes nothing.
 */
@NullMarked
package org.coapsms.engine.route;

import org.jspecify.annotations.NullMarked;
