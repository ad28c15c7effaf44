package org.coapsms.simulator.modem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coapsms.modem.profile.ModemProfile;

/** Knows the commands that ask who this is: TS 27.007 §5. */
final class IdentityCommands {
  private IdentityCommands() {}

  static Map<String, Command> table(ModemProfile profile, SimCard sim) {
    ModemProfile.Identity identity = profile.identity();
    Map<String, Command> table = new LinkedHashMap<>();
    table.put("I", saying(identity.information()));
    for (String prefix : List.of("+C", "+")) {
      table.put(prefix + "GMI", saying(identity.manufacturer()));
      table.put(prefix + "GMM", saying(identity.model()));
      table.put(prefix + "GMR", saying(identity.revision()));
      table.put(prefix + "GSN", saying(List.of(sim.imei())));
    }
    table.put("+CIMI", saying(List.of(sim.imsi())));
    table.put("+CCID", saying(List.of("+CCID: " + sim.iccid())));
    table.put("+GCAP", saying(List.of("+GCAP: +CGSM")));
    return table;
  }

  private static Command saying(List<String> lines) {
    return (now, command) ->
        switch (command.form()) {
          case EXECUTE, READ -> new Answer.Done(lines);
          case TEST -> Answer.OK;
          case SET -> Answer.ERROR;
        };
  }
}
