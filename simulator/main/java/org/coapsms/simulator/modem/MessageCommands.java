package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.coapsms.codec.Address;
import org.coapsms.modem.profile.Cnmi;
import org.coapsms.modem.profile.ModemProfile;

/** Knows the commands about sending and about being told: TS 27.005 §3.1 to §3.5. */
final class MessageCommands {
  private static final int NOT_SUPPORTED = 303;
  private static final int INVALID_PDU_PARAMETER = 304;
  private static final int UNKNOWN_ERROR = 500;

  private final ModemProfile profile;
  private final MessageSettings settings;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Mischief mischief;
  private final Surroundings surroundings;

  MessageCommands(
      ModemProfile profile,
      MessageSettings settings,
      Inbox inbox,
      Outbox outbox,
      Mischief mischief,
      Surroundings surroundings) {
    this.profile = profile;
    this.settings = settings;
    this.inbox = inbox;
    this.outbox = outbox;
    this.mischief = mischief;
    this.surroundings = surroundings;
  }

  /**
   * What these commands reach in the modem.
   *
   * @param refuse answers everything with an error for a while
   */
  record Surroundings(Consumer<Instant> routingChanged, BiConsumer<Instant, Duration> refuse) {}

  Map<String, Command> table() {
    Map<String, Command> table = new LinkedHashMap<>();
    table.put("+CMGF", this::format);
    table.put("+CMGS", this::send);
    table.put("+CNMI", this::notifications);
    table.put("+CNMA", this::acknowledge);
    table.put("+CSMS", this::service);
    table.put("+CSCA", this::serviceCentre);
    table.put("+CSCS", this::characterSet);
    table.put("+CSMP", this::textParameters);
    if (!profile.sending().moreMessages().isEmpty()) {
      table.put("+CMMS", this::moreMessages);
    }
    return table;
  }

  private Answer format(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ -> Answer.lines("+CMGF: " + (settings.textMode ? 1 : 0));
      case TEST -> Answer.lines("+CMGF: (0,1)");
      case SET, EXECUTE -> {
        int value = command.number(0).orElse(0);
        if (value > 1) {
          yield Answer.cmsError(INVALID_PDU_PARAMETER);
        }
        settings.textMode = value == 1;
        yield Answer.OK;
      }
    };
  }

  private Answer send(Instant now, AtCommand command) {
    if (command.form() != AtCommand.Form.SET) {
      return command.form() == AtCommand.Form.TEST ? Answer.OK : Answer.ERROR;
    }
    if (mischief.strikes(now, ModemFault.ERROR_AT_PROMPT)) {
      return Answer.cmsError(UNKNOWN_ERROR);
    }
    Optional<Duration> refusal = mischief.lasting(now, ModemFault.CMTI_EATS_PROMPT);
    if (refusal.isPresent()) {
      surroundings.refuse().accept(now, refusal.get());
      return new Answer.Unfinished(List.of("+CMTI: \"" + settings.receiveStorage() + "\",1"));
    }
    return settings.textMode
        ? outbox.promptForText(command.field(0).orElse(""))
        : outbox.promptForPdu(command.number(0).orElse(0));
  }

  private Answer notifications(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ -> Answer.lines("+CNMI: " + settings.notifications);
      case TEST -> Answer.lines("+CNMI: " + profile.notifications().supportedIn(settings.service));
      case EXECUTE -> Answer.ERROR;
      case SET -> {
        List<Integer> values = new ArrayList<>(settings.notifications.values());
        List<String> fields = command.fields();
        for (int i = 0; i < fields.size(); i++) {
          OptionalInt value = command.number(i);
          boolean isWrong = value.isEmpty() ? !fields.get(i).isEmpty() : value.getAsInt() > 9;
          if (i >= values.size() || isWrong) {
            yield Answer.cmsError(INVALID_PDU_PARAMETER);
          }
          if (value.isPresent()) {
            values.set(i, value.getAsInt());
          }
        }
        Cnmi wanted =
            new Cnmi(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4));
        if (!profile.notifications().accepts(wanted, settings.service)) {
          yield new Answer.Failed(profile.notifications().refusal());
        }
        if (profile.notifications().isPretended(wanted)) {
          yield Answer.OK;
        }
        settings.notifications = wanted;
        inbox.notificationsChanged(now);
        surroundings.routingChanged().accept(now);
        yield Answer.OK;
      }
    };
  }

  private Answer acknowledge(Instant now, AtCommand command) {
    if (command.form() == AtCommand.Form.TEST) {
      return Answer.lines("+CNMA: (0-2)");
    }
    int kind = command.number(0).orElse(0);
    if (kind > 2) {
      return Answer.cmsError(INVALID_PDU_PARAMETER);
    }
    // What the acknowledgement's own PDU says does not reach anybody.
    return command.number(1).orElse(0) == 0
        ? inbox.acknowledge(now, kind != 2)
        : new Answer.Prompt((then, pdu) -> inbox.acknowledge(then, kind != 2));
  }

  private Answer service(Instant now, AtCommand command) {
    String kinds = "1,1,1";
    return switch (command.form()) {
      case READ -> Answer.lines("+CSMS: " + settings.service + "," + kinds);
      case TEST -> Answer.lines("+CSMS: " + list(profile.acknowledgement().services()));
      case EXECUTE -> Answer.ERROR;
      case SET -> {
        int wanted = command.number(0).orElse(-1);
        if (!profile.acknowledgement().services().contains(wanted)) {
          yield Answer.cmsError(NOT_SUPPORTED);
        }
        settings.service = wanted;
        yield Answer.lines("+CSMS: " + kinds);
      }
    };
  }

  private static String list(Set<Integer> values) {
    return "(" + String.join(",", values.stream().sorted().map(String::valueOf).toList()) + ")";
  }

  private Answer serviceCentre(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ -> {
        Address centre = settings.serviceCentre;
        yield Answer.lines("+CSCA: \"" + centre + "\"," + (centre.isInternational() ? 145 : 129));
      }
      case TEST -> Answer.OK;
      case EXECUTE -> Answer.ERROR;
      case SET -> {
        String number = command.field(0).orElse("");
        if (!number.matches("\\+?\\d{1,20}")) {
          yield Answer.cmsError(INVALID_PDU_PARAMETER);
        }
        settings.serviceCentre = Address.parse(number);
        yield Answer.OK;
      }
    };
  }

  private Answer characterSet(Instant now, AtCommand command) {
    List<String> known = List.of("GSM", "IRA", "HEX", "UCS2");
    return switch (command.form()) {
      case READ -> Answer.lines("+CSCS: \"" + settings.characterSet + "\"");
      case TEST -> Answer.lines("+CSCS: (\"" + String.join("\",\"", known) + "\")");
      case EXECUTE -> Answer.OK;
      case SET -> {
        String wanted = command.field(0).orElse("");
        if (!known.contains(wanted)) {
          yield Answer.cmeError(4);
        }
        settings.characterSet = wanted;
        yield Answer.OK;
      }
    };
  }

  private Answer textParameters(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ ->
          Answer.lines(
              "+CSMP: "
                  + String.join(
                      ",", settings.textParameters.stream().map(String::valueOf).toList()));
      case TEST -> Answer.OK;
      case EXECUTE -> Answer.ERROR;
      case SET -> {
        List<Integer> values = new ArrayList<>(settings.textParameters);
        for (int i = 0; i < values.size(); i++) {
          int value = command.number(i).orElse(values.get(i));
          if (value > 255) {
            yield Answer.cmsError(305);
          }
          values.set(i, value);
        }
        settings.textParameters = List.copyOf(values);
        yield Answer.OK;
      }
    };
  }

  private Answer moreMessages(Instant now, AtCommand command) {
    return switch (command.form()) {
      case READ -> Answer.lines("+CMMS: " + settings.moreMessages);
      case TEST -> Answer.lines("+CMMS: " + list(profile.sending().moreMessages()));
      case SET, EXECUTE -> {
        int wanted = command.number(0).orElse(0);
        if (!profile.sending().moreMessages().contains(wanted)) {
          yield Answer.cmsError(INVALID_PDU_PARAMETER);
        }
        settings.moreMessages = wanted;
        yield Answer.OK;
      }
    };
  }
}
