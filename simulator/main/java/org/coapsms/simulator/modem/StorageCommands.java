package org.coapsms.simulator.modem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.modem.StoredMessage.Status;

/** Knows the commands about stored messages: TS 27.005 §3.2.2, §3.4.2 to §3.4.3 and §3.5.4. */
final class StorageCommands {
  private static final int NOT_ALLOWED = 302;
  private static final int INVALID_PDU_PARAMETER = 304;
  private static final int INVALID_INDEX = 321;

  /** {@code <stat>} of "all messages". */
  private static final int ALL = 4;

  private final ModemProfile profile;
  private final MessageSettings settings;
  private final MessageStorages storages;
  private final Consumer<Instant> roomMade;

  StorageCommands(
      ModemProfile profile,
      MessageSettings settings,
      MessageStorages storages,
      Consumer<Instant> roomMade) {
    this.profile = profile;
    this.settings = settings;
    this.storages = storages;
    this.roomMade = roomMade;
  }

  Map<String, Command> table() {
    Map<String, Command> table = new LinkedHashMap<>();
    table.put("+CPMS", this::choose);
    table.put("+CMGR", this::read);
    table.put("+CMGL", this::list);
    table.put("+CMGD", this::delete);
    return table;
  }

  private Answer choose(Instant now, AtCommand command) {
    return switch (command.form()) {
      case TEST -> Answer.lines("+CPMS: " + profile.storages().offer());
      case READ -> Answer.lines("+CPMS: " + counts(true));
      case EXECUTE -> Answer.cmsError(INVALID_PDU_PARAMETER);
      case SET -> {
        List<String> wanted = command.fields();
        List<List<String>> offered = profile.storages().offered();
        boolean tooFew = profile.storages().together() && wanted.size() < offered.size();
        if (wanted.size() > offered.size() || tooFew) {
          yield Answer.cmsError(NOT_ALLOWED);
        }
        List<String> chosen = new ArrayList<>(settings.storages);
        for (int i = 0; i < wanted.size(); i++) {
          if (!wanted.get(i).isEmpty() && !offered.get(i).contains(wanted.get(i))) {
            yield Answer.cmsError(NOT_ALLOWED);
          }
          if (!wanted.get(i).isEmpty()) {
            chosen.set(i, wanted.get(i));
          }
        }
        settings.storages = chosen;
        roomMade.accept(now);
        yield Answer.lines("+CPMS: " + counts(false));
      }
    };
  }

  private String counts(boolean named) {
    List<String> parts = new ArrayList<>();
    for (String storage : settings.storages.subList(0, profile.storages().offered().size())) {
      if (named) {
        parts.add("\"" + storage + "\"");
      }
      parts.add(String.valueOf(storages.in(storage).size()));
      parts.add(String.valueOf(storages.capacity(storage)));
    }
    return String.join(",", parts);
  }

  private Answer read(Instant now, AtCommand command) {
    if (command.form() == AtCommand.Form.TEST) {
      return Answer.OK;
    }
    OptionalInt index = command.number(0);
    String storage = settings.readStorage();
    if (index.isEmpty() || !storages.hasPlace(storage, index.getAsInt())) {
      return Answer.cmsError(INVALID_INDEX);
    }
    Optional<StoredMessage> before =
        Optional.ofNullable(storages.in(storage).get(index.getAsInt()));
    storages.read(storage, index.getAsInt());
    return before
        .map(message -> Answer.lines(("+CMGR: " + spell(message)).split("\r\n", -1)))
        .orElseGet(
            () ->
                profile.receiving().emptySlot().equals("OK")
                    ? Answer.OK
                    : new Answer.Failed(profile.receiving().emptySlot()));
  }

  private Answer list(Instant now, AtCommand command) {
    if (command.form() == AtCommand.Form.TEST) {
      return Answer.lines(
          settings.textMode
              ? "+CMGL: (\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")"
              : "+CMGL: (0-4)");
    }
    OptionalInt wanted = wantedStatus(command);
    if (wanted.isEmpty()) {
      return Answer.cmsError(INVALID_PDU_PARAMETER);
    }
    List<String> lines = new ArrayList<>();
    String storage = settings.readStorage();
    storages
        .in(storage)
        .replaceAll(
            (index, message) -> {
              if (wanted.getAsInt() == ALL || wanted.getAsInt() == message.status().code()) {
                lines.addAll(List.of(("+CMGL: " + index + "," + spell(message)).split("\r\n", -1)));
                return message.afterReading();
              }
              return message;
            });
    return new Answer.Done(lines);
  }

  private OptionalInt wantedStatus(AtCommand command) {
    if (!settings.textMode) {
      OptionalInt number = command.field(0).isEmpty() ? OptionalInt.of(0) : command.number(0);
      return number.isPresent() && number.getAsInt() <= ALL ? number : OptionalInt.empty();
    }
    String text = command.field(0).orElse(Status.UNREAD.text());
    if (text.equals("ALL")) {
      return OptionalInt.of(ALL);
    }
    for (Status status : Status.values()) {
      if (status.text().equals(text)) {
        return OptionalInt.of(status.code());
      }
    }
    return OptionalInt.empty();
  }

  private String spell(StoredMessage message) {
    return settings.textMode
        ? TextMode.stored(message)
        : message.status().code()
            + ",,"
            + message.pdu().tpduLength()
            + "\r\n"
            + Inbox.hex(message.pdu());
  }

  private Answer delete(Instant now, AtCommand command) {
    String storage = settings.readStorage();
    if (command.form() == AtCommand.Form.TEST) {
      List<String> used = storages.in(storage).keySet().stream().map(String::valueOf).toList();
      return Answer.lines("+CMGD: (" + String.join(",", used) + "),(0-4)");
    }
    OptionalInt index = command.number(0);
    int flag = command.number(1).orElse(0);
    if (index.isEmpty() || flag > 4) {
      return Answer.cmsError(INVALID_PDU_PARAMETER);
    }
    if (flag > 0) {
      storages.in(storage).values().removeIf(message -> isMeant(flag, message.status()));
    } else if (storages.hasPlace(storage, index.getAsInt())) {
      storages.in(storage).remove(index.getAsInt());
    } else {
      return Answer.cmsError(INVALID_INDEX);
    }
    roomMade.accept(now);
    return Answer.OK;
  }

  /** TS 27.005 §3.5.4: 1 read, 2 also sent, 3 also unsent, 4 all. */
  private static boolean isMeant(int flag, Status status) {
    return switch (status) {
      case READ -> true;
      case SENT -> flag >= 2;
      case UNSENT -> flag >= 3;
      case UNREAD -> flag == 4;
    };
  }
}
