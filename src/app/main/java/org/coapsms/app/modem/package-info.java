/**
 * Looks at modems from the command line: which ports there are, who a modem is, and a console to
 * talk to it. It decides what a person is shown and advised; what modems say and do is decided in
 * {@code carrier-modem} and in the profiles.
 */
@NullMarked
package org.coapsms.app.modem;

import org.jspecify.annotations.NullMarked;
