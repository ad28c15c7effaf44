package org.coapsms.simulator.modem;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.coapsms.modem.profile.Registration;

/**
 * Knows the SIM's lock, the radio's switch and the registration with the network: TS 27.007 §7 and
 * §8. Not thread-safe.
 */
final class RegistrationCommands {
  private static final List<String> REGISTRATIONS = List.of("+CREG", "+CGREG", "+CEREG");
  private static final String OPERATOR = "CoapSMS";
  private static final int PIN_TRIES = 3;

  /** {@code <stat>} of {@code +CREG}: TS 27.007 §7.2. */
  private static final int SEARCHING = 2;

  private static final int HOME = 1;
  private static final int ROAMING = 5;

  private static final int SIM_NOT_INSERTED = 10;

  private final Registration style;
  private final Optional<String> pin;
  private final BiConsumer<Instant, String> announce;
  private final Consumer<Instant> lastTry;
  private final Consumer<Instant> reboot;

  private final Map<String, Integer> levels = new HashMap<>();
  private boolean inserted = true;
  private boolean unlocked;
  private int network = HOME;
  private boolean deaf;
  private int triesLeft = PIN_TRIES;
  private int functionality = 1;
  private int operatorFormat;

  RegistrationCommands(
      Registration style,
      SimCard sim,
      BiConsumer<Instant, String> announce,
      Consumer<Instant> lastTry,
      Consumer<Instant> reboot) {
    this.style = style;
    this.pin = sim.pin();
    this.unlocked = pin.isEmpty();
    this.announce = announce;
    this.lastTry = lastTry;
    this.reboot = reboot;
  }

  Map<String, Command> table() {
    Map<String, Command> table = new LinkedHashMap<>();
    table.put("+CPIN", this::pin);
    table.put("+CFUN", this::functionality);
    table.put("+COPS", this::operator);
    table.put(
        "+CSQ", saying("+CSQ: (0-31,99),(0-7,99)", () -> deaf ? "+CSQ: 99,99" : "+CSQ: 22,0"));
    table.put("+CPAS", saying("+CPAS: (0,3,4)", () -> "+CPAS: 0"));
    table.put("+CGATT", saying("+CGATT: (0,1)", () -> "+CGATT: " + (isRegistered() ? 1 : 0)));
    REGISTRATIONS.forEach(
        name -> table.put(name, (now, command) -> registration(now, name, command)));
    return table;
  }

  boolean isRegistered() {
    return status() == HOME || status() == ROAMING;
  }

  boolean isLocked() {
    return !unlocked;
  }

  boolean hasSim() {
    return inserted;
  }

  /**
   * Lets the network say another {@code <stat>}: 0 none, 1 home, 2 searching, 3 denied, 5 roaming.
   */
  void registerAs(Instant now, int status) {
    change(now, () -> network = status);
  }

  /** Pulls the SIM out, or puts it back, which then wants its PIN again. */
  void insertSim(Instant now, boolean in) {
    if (in == inserted) {
      return;
    }
    change(
        now,
        () -> {
          inserted = in;
          unlocked = pin.isEmpty();
        });
    announce.accept(now, "+CPIN: " + (in ? lockState() : "NOT INSERTED"));
  }

  /** Loses the radio until the next start. */
  void goDeaf(Instant now) {
    change(now, () -> deaf = true);
  }

  /** Locks the SIM again and switches the radio on, as every start does. */
  void restart() {
    unlocked = pin.isEmpty();
    functionality = 1;
    deaf = false;
    operatorFormat = 0;
    levels.clear();
  }

  private Answer pin(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ ->
          inserted ? Answer.lines("+CPIN: " + lockState()) : Answer.cmeError(SIM_NOT_INSERTED);
      case TEST -> Answer.OK;
      case EXECUTE -> Answer.ERROR;
      case SET -> {
        if (unlocked) {
          yield Answer.cmeError(3);
        }
        if (triesLeft == 0) {
          yield Answer.cmeError(12);
        }
        if (triesLeft == 1) {
          lastTry.accept(now);
        }
        if (!pin.equals(command.field(0))) {
          triesLeft--;
          yield Answer.cmeError(16);
        }
        triesLeft = PIN_TRIES;
        yield change(now, () -> unlocked = true);
      }
    };
  }

  private String lockState() {
    return unlocked ? "READY" : triesLeft > 0 ? "SIM PIN" : "SIM PUK";
  }

  private Answer functionality(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ -> Answer.lines("+CFUN: " + functionality);
      case TEST -> Answer.lines("+CFUN: (0,1,4),(0,1)");
      case EXECUTE -> Answer.OK;
      case SET -> {
        int wanted = command.number(0).orElse(1);
        if (wanted != 0 && wanted != 1 && wanted != 4) {
          yield Answer.cmeError(50);
        }
        if (command.number(1).orElse(0) == 1) {
          reboot.accept(now);
          yield Answer.OK;
        }
        yield change(now, () -> functionality = wanted);
      }
    };
  }

  private Answer change(Instant now, Runnable change) {
    int before = status();
    change.run();
    if (before != status()) {
      for (String name : REGISTRATIONS) {
        int level = levels.getOrDefault(name, 0);
        if (level > 0) {
          announce.accept(now, name + ": " + status(level));
        }
      }
    }
    return Answer.OK;
  }

  private Answer registration(Instant now, String name, AtCommand command) {
    int level = levels.getOrDefault(name, 0);
    return switch (command.form()) {
      case READ, EXECUTE -> Answer.lines(name + ": " + level + "," + status(level));
      case TEST -> Answer.lines(name + ": (0-2)");
      case SET -> {
        int wanted = command.number(0).orElse(0);
        if (wanted > 2) {
          yield Answer.cmeError(50);
        }
        levels.put(name, wanted);
        if (wanted > 0 && style.toldAtOnce()) {
          announce.accept(now, name + ": " + status(wanted));
        }
        yield Answer.OK;
      }
    };
  }

  private String status(int level) {
    String location = level == 2 && isRegistered() ? ",\"00C3\",\"0000B1A2\"" : "";
    return status() + (style.quoted() ? location : location.replace("\"", ""));
  }

  private int status() {
    if (!inserted || !unlocked || functionality != 1) {
      return 0;
    }
    return deaf ? SEARCHING : network;
  }

  private Answer operator(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ, EXECUTE -> Answer.lines("+COPS: 0" + operatorName());
      case TEST ->
          Answer.lines(
              "+COPS: (2,\"" + OPERATOR + "\",\"" + OPERATOR + "\",\"" + SimCard.NETWORK + "\")");
      case SET -> {
        operatorFormat = command.number(1).orElse(operatorFormat);
        yield Answer.OK;
      }
    };
  }

  private String operatorName() {
    if (!isRegistered()) {
      return "";
    }
    String name = operatorFormat == 2 ? SimCard.NETWORK : OPERATOR;
    return "," + operatorFormat + ",\"" + name + "\"";
  }

  private static Command saying(String test, Line line) {
    return (now, command) ->
        command.form() == AtCommand.Form.TEST ? Answer.lines(test) : Answer.lines(line.text());
  }

  /** Spells an answer when it is asked for. */
  private interface Line {
    String text();
  }
}
