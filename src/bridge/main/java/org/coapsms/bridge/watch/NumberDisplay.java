package org.coapsms.bridge.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says how phone numbers look in what people and log files see. */
public enum NumberDisplay {
  /** {@code +4917…567}: tells subscribers apart and cannot be called. */
  SHORTENED {
    @Override
    public String of(String text) {
      Matcher number = NUMBER.matcher(text);
      return number.replaceAll(
          found -> Matcher.quoteReplacement(found.group(1) + "…" + found.group(2)));
    }
  },
  WHOLE {
    @Override
    public String of(String text) {
      return text;
    }
  };

  // Runs of digits behind a letter, '.', ':' or '=' are identifiers, addresses and times.
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.:=])(\\+?[1-9]\\d{3})\\d{2,8}(\\d{3})(?!\\w)");

  /** A text with its phone numbers as they may be shown. */
  public abstract String of(String text);
}
