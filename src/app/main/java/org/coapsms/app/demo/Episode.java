package org.coapsms.app.demo;

import java.util.function.Predicate;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;

/**
 * Is one thing that the tour shows, and what must come of it.
 *
 * @param story what the viewer should look for, a sentence or two
 * @param action has it happen and waits for the answer
 * @param code of the answer
 * @param answers whether the rest of the answer is as told
 * @param shortMessages how many must have been sent, both ways
 */
record Episode(
    String title,
    String story,
    Action action,
    CoapCode code,
    Predicate<CoapMessage> answers,
    int shortMessages) {

  /** Asks for something and waits for the answer. */
  @FunctionalInterface
  interface Action {
    CoapMessage perform() throws Exception;
  }
}
