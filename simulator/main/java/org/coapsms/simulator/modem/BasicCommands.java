package org.coapsms.simulator.modem;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Knows the commands about the line itself: ITU-T V.250 §6.1 and §6.2. */
final class BasicCommands {
  /** Commands about modulation, flow control and speaker: agreed to, and without effect here. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("&C", "&D", "&K", "&S", "&W", "\\Q", "H", "L", "M", "X", "+IFC", "+ICF", "+IPR");

  private final LineSettings settings;

  private BasicCommands(LineSettings settings) {
    this.settings = settings;
  }

  static Map<String, Command> table(LineSettings settings, Mischief mischief) {
    BasicCommands basic = new BasicCommands(settings);
    Map<String, Command> table = new LinkedHashMap<>();
    WITHOUT_EFFECT.forEach(name -> table.put(name, (now, command) -> Answer.OK));
    table.put(AtCommand.NOTHING.name(), (now, command) -> Answer.OK);
    Command echo = basic.flag((line, on) -> line.echo = on);
    table.put(
        "E",
        (now, command) ->
            mischief.strikes(now, ModemFault.ECHO_STAYS) ? Answer.OK : echo.run(now, command));
    table.put("V", basic.flag((line, on) -> line.verbose = on));
    table.put("Q", basic.flag((line, on) -> line.quiet = on));
    table.put("Z", basic::reset);
    table.put("&F", basic::reset);
    table.put("D", (now, command) -> new Answer.Failed("NO CARRIER"));
    table.put("S3", register(() -> settings.carriageReturn, c -> settings.carriageReturn = c));
    table.put("S4", register(() -> settings.lineFeed, c -> settings.lineFeed = c));
    table.put("S5", register(() -> settings.backspace, c -> settings.backspace = c));
    table.put("S0", register(() -> (char) 0, c -> {}));
    table.put("+CMEE", basic::errorReports);
    return table;
  }

  private Command flag(BiConsumer<LineSettings, Boolean> set) {
    return (now, command) -> {
      switch (command.arguments()) {
        case "", "0" -> set.accept(settings, false);
        case "1" -> set.accept(settings, true);
        default -> {
          return Answer.ERROR;
        }
      }
      return Answer.OK;
    };
  }

  private Answer reset(Instant now, AtCommand command) {
    settings.reset();
    return Answer.OK;
  }

  private Answer errorReports(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ -> Answer.lines("+CMEE: " + settings.errorReports);
      case TEST -> Answer.lines("+CMEE: (0-2)");
      case SET, EXECUTE -> {
        int value = command.number(0).orElse(0);
        if (value > 2) {
          yield Answer.ERROR;
        }
        settings.errorReports = value;
        yield Answer.OK;
      }
    };
  }

  private static Command register(CharSource read, Consumer<Character> write) {
    return (now, command) -> {
      if (command.form() == AtCommand.Form.READ) {
        return Answer.lines(String.format("%03d", (int) read.get()));
      }
      int value = command.number(0).orElse(0);
      if (value > 127) {
        return Answer.ERROR;
      }
      write.accept((char) value);
      return Answer.OK;
    };
  }

  /** Reads a register. */
  private interface CharSource {
    char get();
  }
}
