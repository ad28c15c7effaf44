package org.coapsms.app.terminal;

/** Colours text, where there is a terminal that shows colours. */
public final class Ink {
  private static final String RESET = "\u001B[0m";

  private final boolean coloured;

  public Ink(boolean coloured) {
    this.coloured = coloured;
  }

  public String bold(String text) {
    return with("1", text);
  }

  public String faint(String text) {
    return with("2", text);
  }

  public String good(String text) {
    return with("32", text);
  }

  public String bad(String text) {
    return with("31", text);
  }

  public String outbound(String text) {
    return with("36", text);
  }

  public String inbound(String text) {
    return with("33", text);
  }

  private String with(String code, String text) {
    return coloured ? "\u001B[" + code + "m" + text + RESET : text;
  }
}
