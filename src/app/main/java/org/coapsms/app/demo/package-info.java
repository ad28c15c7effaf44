/**
 * Shows what CoapSMS does to somebody who has just met it: a simulated network, a real bridge, a
 * tour of requests and what each leg of their way looks like. It decides what is shown and checks
 * that it went so; everything that happens on the way is the same code as in production.
 */
@NullMarked
package org.coapsms.app.demo;

import org.jspecify.annotations.NullMarked;
