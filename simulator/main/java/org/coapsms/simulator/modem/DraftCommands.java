package org.coapsms.simulator.modem;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.simulator.modem.StoredMessage.Status;

/**
 * Knows the commands about messages that are written now and sent later, and SMS-COMMAND: TS 27.005
 * §3.5.2 to §3.5.5.
 */
final class DraftCommands {
  private static final int NOT_ALLOWED = 302;
  private static final int INVALID_PDU_PARAMETER = 304;
  private static final int INVALID_INDEX = 321;
  private static final int MEMORY_FULL = 322;

  private final MessageSettings settings;
  private final MessageStorages storages;
  private final Outbox outbox;

  DraftCommands(MessageSettings settings, MessageStorages storages, Outbox outbox) {
    this.settings = settings;
    this.storages = storages;
    this.outbox = outbox;
  }

  Map<String, Command> table() {
    Map<String, Command> table = new LinkedHashMap<>();
    table.put("+CMGW", this::write);
    table.put("+CMSS", this::sendStored);
    table.put("+CMGC", this::command);
    return table;
  }

  private Answer write(Instant now, AtCommand command) {
    return switch (command.form()) {
      case TEST -> Answer.OK;
      case READ -> Answer.ERROR;
      case SET, EXECUTE ->
          settings.textMode
              ? outbox.promptForText(command.field(0).orElse(""), this::store)
              : outbox.promptForPdu(command.number(0).orElse(0), this::store);
    };
  }

  private Answer store(SmsSubmit submit) {
    SmscPdu pdu = new SmscPdu(Optional.of(settings.serviceCentre), submit.encode());
    OptionalInt index =
        storages.store(settings.writeStorage(), new StoredMessage(Status.UNSENT, pdu));
    return index.isPresent()
        ? Answer.lines("+CMGW: " + index.getAsInt())
        : Answer.cmsError(MEMORY_FULL);
  }

  private Answer sendStored(Instant now, AtCommand command) {
    if (command.form() != AtCommand.Form.SET) {
      return command.form() == AtCommand.Form.TEST ? Answer.OK : Answer.ERROR;
    }
    int index = command.number(0).orElse(-1);
    StoredMessage stored = storages.in(settings.writeStorage()).get(index);
    if (stored == null) {
      return Answer.cmsError(INVALID_INDEX);
    }
    Optional<String> other = command.field(1);
    if (stored.isIncoming() || other.filter(number -> !Outbox.isNumber(number)).isPresent()) {
      return Answer.cmsError(NOT_ALLOWED);
    }
    SmsSubmit submit = decode(stored.pdu());
    storages.in(settings.writeStorage()).put(index, new StoredMessage(Status.SENT, stored.pdu()));
    return outbox.send("+CMSS", other.map(to -> to(submit, to)).orElse(submit));
  }

  private static SmsSubmit decode(SmscPdu pdu) {
    try {
      return SmsSubmit.decode(pdu.tpdu());
    } catch (MalformedTpdu e) {
      throw new IllegalStateException("a storage holds only what the modem encoded", e);
    }
  }

  private static SmsSubmit to(SmsSubmit submit, String number) {
    return new SmsSubmit(
        submit.rejectDuplicates(),
        submit.replyPath(),
        submit.statusReportRequested(),
        submit.messageReference(),
        Address.parse(number),
        submit.protocolId(),
        submit.dataCoding(),
        submit.validity(),
        submit.userData());
  }

  /** Takes an SMS-COMMAND and forgets it: there is no centre here that would obey. */
  private Answer command(Instant now, AtCommand command) {
    if (command.form() == AtCommand.Form.TEST) {
      return Answer.OK;
    }
    return settings.textMode || command.number(0).isEmpty()
        ? Answer.cmsError(INVALID_PDU_PARAMETER)
        : new Answer.Prompt((then, pdu) -> Answer.lines("+CMGC: " + outbox.nextReference(then)));
  }
}
