package org.coapsms.modem.profile;

import java.util.List;
import java.util.Map;

/**
 * Holds what a modem has said about itself. Immutable.
 *
 * @param manufacturer lines of the answer to {@code AT+CGMI}
 * @param model lines of the answer to {@code AT+CGMM}
 * @param information lines of the answer to {@code ATI}
 * @param further lines by command, of questions that only some modems understand
 */
public record ModemIdentity(
    List<String> manufacturer,
    List<String> model,
    List<String> information,
    Map<String, List<String>> further) {

  public ModemIdentity {
    manufacturer = List.copyOf(manufacturer);
    model = List.copyOf(model);
    information = List.copyOf(information);
    further = Map.copyOf(further);
  }

  public ModemIdentity(List<String> manufacturer, List<String> model, List<String> information) {
    this(manufacturer, model, information, Map.of());
  }

  /** What was answered to a further question; nothing if it was not asked. */
  List<String> answers(String command) {
    return further.getOrDefault(command, List.of());
  }
}
