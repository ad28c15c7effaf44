package org.coapsms.simulator.control;

/** Ends a request with a status and a sentence for its maker. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String why) {
    super(why);
    this.status = status;
  }

  static Refusal badRequest(String why) {
    return new Refusal(400, why);
  }

  static Refusal notFound(String why) {
    return new Refusal(404, why);
  }

  int status() {
    return status;
  }
}
