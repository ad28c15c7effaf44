package org.coapsms.codec.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Takes lines apart, one small method a kind; an empty result means that the line is another. */
final class AtLineParser {
  /** What modems say instead of {@code ERROR}; 4 is what it is in numbers, before {@code ATV1}. */
  private static final Set<String> ERRORS =
      Set.of("ERROR", "4", "COMMAND NOT SUPPORT", "TOO MANY PARAMETERS", "NA", "MODEM ERROR");

  private AtLineParser() {}

  static AtLine parse(String line) {
    String text = line.strip();
    if (text.equals("OK") || text.equals("0")) {
      return new AtLine.Ok();
    }
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon).strip();
    if (ERRORS.contains(name)) {
      return new AtLine.PlainError(text);
    }
    String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
    Optional<? extends AtLine> known = colon < 0 ? Optional.empty() : known(name, rest);
    return known.isPresent() ? known.get() : new AtLine.Other(text);
  }

  private static Optional<? extends AtLine> known(String name, String rest) {
    Fields fields = Fields.of(rest);
    return switch (name) {
      case "+CMS ERROR", "+CMGS ERROR" -> Optional.of(cmsError(rest));
      case "+CME ERROR" -> Optional.of(new AtLine.CmeError(boxed(Fields.number(rest)), rest));
      case "+CMTI" -> stored(fields).map(at -> new AtLine.Cmti(at.memory, at.index));
      case "+CDSI" -> stored(fields).map(at -> new AtLine.Cdsi(at.memory, at.index));
      case "+CMT" -> cmt(fields);
      case "+CDS" -> cds(fields);
      case "+CMGS" -> boxed(fields.number(0)).map(AtLine.Cmgs::new);
      case "+CMGR" -> cmgr(fields);
      case "+CMGL" -> cmgl(fields);
      case "+CREG", "+CGREG", "+CEREG" -> registration(name.substring(1), fields);
      case "+CSQ" -> signal(fields);
      case "+CPIN" -> Optional.of(new AtLine.PinState(fields.text(0)));
      case "+CPMS" -> storages(fields);
      default -> Optional.empty();
    };
  }

  private static AtLine.CmsError cmsError(String rest) {
    return new AtLine.CmsError(Fields.number(rest).orElseGet(() -> CmsCause.code(rest)));
  }

  private record Place(String memory, int index) {}

  private static Optional<Place> stored(Fields fields) {
    return fields.count() == 2
        ? boxed(fields.number(1)).map(index -> new Place(fields.text(0), index))
        : Optional.empty();
  }

  // `+CMT: ,34`, `+CMT: "name",34`, and old Siemens phones `+CMT: 34`; more is text mode.
  private static Optional<AtLine.Cmt> cmt(Fields fields) {
    if (fields.count() > 2) {
      return Optional.empty();
    }
    String alpha = fields.count() == 2 ? fields.text(0) : "";
    return length(fields, fields.count() - 1).map(length -> new AtLine.Cmt(alpha, length));
  }

  // `+CDS: 25`, and ZTE `+CDS: ,25`; more is text mode.
  private static Optional<AtLine.Cds> cds(Fields fields) {
    boolean alone = fields.count() == 1 || (fields.count() == 2 && fields.text(0).isEmpty());
    return alone ? length(fields, fields.count() - 1).map(AtLine.Cds::new) : Optional.empty();
  }

  // stat,[alpha],length; some leave the alpha out with its comma.
  private static Optional<AtLine.CmgrHeader> cmgr(Fields fields) {
    if (fields.count() < 2 || fields.count() > 3) {
      return Optional.empty();
    }
    return boxed(fields.number(0))
        .flatMap(
            stat ->
                length(fields, fields.count() - 1)
                    .map(length -> new AtLine.CmgrHeader(stat, length)));
  }

  // index,stat,[alpha],length; some leave the alpha out with its comma.
  private static Optional<AtLine.CmglHeader> cmgl(Fields fields) {
    Optional<Integer> index = boxed(fields.number(0));
    Optional<Integer> stat = boxed(fields.number(1));
    if (fields.count() < 3 || fields.count() > 4 || index.isEmpty() || stat.isEmpty()) {
      return Optional.empty();
    }
    return length(fields, fields.count() - 1)
        .map(length -> new AtLine.CmglHeader(index.get(), stat.get(), length));
  }

  /**
   * An answer is {@code n,stat[,area,cell…]}, an unsolicited line {@code stat[,area,cell…]}. They
   * are told apart by the second field: a state is one or two digits without quotes, and area codes
   * are quoted or, as Huawei writes them, longer.
   */
  private static Optional<AtLine.Registration> registration(String command, Fields fields) {
    boolean answer =
        !fields.isQuoted(1) && fields.text(1).length() <= 2 && fields.number(1).isPresent();
    int at = answer ? 1 : 0;
    Optional<Integer> first = boxed(fields.number(0));
    Optional<Integer> stat = boxed(fields.number(at));
    if (first.isEmpty() || stat.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AtLine.Registration(
            command,
            answer ? first : Optional.empty(),
            stat.get(),
            present(fields.text(at + 1)),
            present(fields.text(at + 2))));
  }

  private static Optional<AtLine.Signal> signal(Fields fields) {
    return boxed(fields.number(0))
        .map(strength -> new AtLine.Signal(strength, fields.number(1).orElse(99)));
  }

  /**
   * Memory, used and total of each; the answer to a setting has no memories. Wavecom has two
   * memories, and phones without any send only commas, or nothing.
   */
  private static Optional<AtLine.StorageState> storages(Fields fields) {
    boolean named = fields.number(0).isEmpty();
    int step = named ? 3 : 2;
    List<AtLine.Storage> storages = new ArrayList<>();
    for (int i = 0; i < fields.count(); i += step) {
      String memory = named ? fields.text(i) : "";
      OptionalInt used = fields.number(i + step - 2);
      OptionalInt total = fields.number(i + step - 1);
      if (used.isPresent() && total.isPresent()) {
        storages.add(new AtLine.Storage(present(memory), used.getAsInt(), total.getAsInt()));
      } else if (!memory.isEmpty() || used.isPresent() || total.isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(new AtLine.StorageState(storages));
  }

  private static Optional<Integer> length(Fields fields, int index) {
    return boxed(fields.number(index)).filter(length -> length >= 0);
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }
}
