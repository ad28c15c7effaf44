package org.coapsms.codec.receipt;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the labels of a receipt and what stands between them. Used once, for one receipt. */
final class ReceiptParser {
  private enum Label {
    ID,
    SUB,
    DLVRD,
    SUBMIT_DATE,
    DONE_DATE,
    STAT,
    ERR,
    TEXT
  }

  // A label starts the receipt or follows a separator, so that "uuid:" is no "id:".
  private static final Pattern LABEL =
      Pattern.compile(
          "(?<![^\\s,;|])" + "(id|sub|dlvrd|submit[ _-]?date|done[ _-]?date|stat|err|text)\\s*:",
          Pattern.CASE_INSENSITIVE);

  private final String receipt;
  private final Map<Label, String> fields = new EnumMap<>(Label.class);

  ReceiptParser(String receipt) {
    this.receipt = receipt;
  }

  ReceiptText parse() throws MalformedReceipt {
    Matcher matcher = LABEL.matcher(receipt);
    boolean found = matcher.find();
    while (found) {
      MatchResult label = matcher.toMatchResult();
      // What follows the text is text, whatever it looks like, once the receipt has said its own.
      boolean last = label(label) == Label.TEXT && isEnough();
      found = !last && matcher.find();
      keep(label, found ? matcher.start() : receipt.length());
    }
    if (!fields.containsKey(Label.STAT)) {
      findStateWithoutLabel();
    }
    if (!isEnough()) {
      throw new MalformedReceipt(0, "no receipt: it has neither \"id:\" nor \"stat:\"");
    }
    return new ReceiptText(
        field(Label.ID),
        field(Label.SUB),
        field(Label.DLVRD),
        field(Label.SUBMIT_DATE),
        field(Label.DONE_DATE),
        field(Label.STAT),
        field(Label.ERR),
        field(Label.TEXT));
  }

  private boolean isEnough() {
    return fields.containsKey(Label.ID) || fields.containsKey(Label.STAT);
  }

  private void keep(MatchResult label, int end) {
    String value = receipt.substring(label.end(), end).replace('\0', ' ').strip();
    if (label(label) != Label.TEXT) {
      value = withoutSeparatorsAtEnd(value);
    }
    if (!value.isEmpty()) {
      fields.putIfAbsent(label(label), value);
    }
  }

  private static String withoutSeparatorsAtEnd(String value) {
    int end = value.length();
    while (end > 0 && ",;| ".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(0, end);
  }

  // Seen as "done date:180903120816 DELIVRD err:000".
  private void findStateWithoutLabel() {
    String done = fields.getOrDefault(Label.DONE_DATE, "");
    int space = done.lastIndexOf(' ');
    if (space > 0 && MessageState.fromText(done.substring(space)).isPresent()) {
      fields.put(Label.DONE_DATE, done.substring(0, space).strip());
      fields.put(Label.STAT, done.substring(space + 1));
    }
  }

  private Optional<String> field(Label label) {
    return Optional.ofNullable(fields.get(label));
  }

  private static Label label(MatchResult match) {
    return switch (match.group(1).toLowerCase(Locale.ROOT)) {
      case "id" -> Label.ID;
      case "sub" -> Label.SUB;
      case "dlvrd" -> Label.DLVRD;
      case "stat" -> Label.STAT;
      case "err" -> Label.ERR;
      case "text" -> Label.TEXT;
      case "done date", "done_date", "done-date", "donedate" -> Label.DONE_DATE;
      default -> Label.SUBMIT_DATE;
    };
  }
}
