package org.coapsms.modem.profile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes what one modem model says and does: the driver expects it, the simulator does it.
 * Immutable. Every list is in the order of the file.
 *
 * @param id the file's name without {@code .yaml}
 * @param title what a person calls the modem
 * @param status how well the file is backed
 * @param match how a modem of this kind is recognised; of this file alone, not of its parent
 * @param init commands a driver sends once after it opened the port, errors ignored
 * @param recovery what brings it back
 * @param evidence where a value was seen, by dotted key
 */
public record ModemProfile(
    String id,
    String title,
    Status status,
    Match match,
    Identity identity,
    Serial serial,
    Line line,
    Boot boot,
    Chatter chatter,
    List<String> init,
    Commands commands,
    Registration registration,
    Notifications notifications,
    Acknowledgement acknowledgement,
    Storages storages,
    Sending sending,
    Receiving receiving,
    Reports reports,
    Errors errors,
    Recovery recovery,
    Map<String, String> evidence) {

  public ModemProfile {
    init = List.copyOf(init);
    evidence = Map.copyOf(evidence);
  }

  /** Says how far a profile can be trusted. */
  public enum Status {
    /** Tried with the modem itself. */
    VERIFIED,
    /** Put together from manuals and other people's transcripts. */
    REPORTED,
    /** Nobody has seen it. */
    ASSUMED
  }

  /**
   * Holds the lines a modem prints about itself.
   *
   * @param manufacturer answer to {@code AT+CGMI}
   * @param model answer to {@code AT+CGMM}
   * @param revision answer to {@code AT+CGMR}
   * @param information answer to {@code ATI}
   */
  public record Identity(
      List<String> manufacturer,
      List<String> model,
      List<String> revision,
      List<String> information) {
    public Identity {
      manufacturer = List.copyOf(manufacturer);
      model = List.copyOf(model);
      revision = List.copyOf(revision);
      information = List.copyOf(information);
    }
  }

  /**
   * Describes the line discipline.
   *
   * @param echo whether the modem echoes before anybody sends {@code ATE}
   * @param errorReports {@code +CMEE} after power-on: 0 {@code ERROR}, 1 numbers, 2 words
   * @param commandTimeout how long an ordinary command may take
   * @param commandGap how long to wait between a final result and the next command
   * @param unknownCommand the final line for a command that the modem does not know
   */
  public record Line(
      boolean echo,
      int errorReports,
      Duration commandTimeout,
      Duration commandGap,
      String unknownCommand) {}

  /**
   * Describes the start of the modem.
   *
   * @param announcements what it says by itself after power-on
   * @param ready the announcement that means "short messages work now"; empty: no word of it
   * @param notReadyAnswer what a short message command gets before that, e.g. {@code ERROR}
   * @param rebootMarkers how lines begin that mean "I have just restarted"
   * @param simGone how lines begin that mean "there is no SIM any more"
   */
  public record Boot(
      List<Announcement> announcements,
      Optional<String> ready,
      String notReadyAnswer,
      List<String> rebootMarkers,
      List<String> simGone) {
    public Boot {
      announcements = List.copyOf(announcements);
      rebootMarkers = List.copyOf(rebootMarkers);
      simGone = List.copyOf(simGone);
    }

    /** How long after power-on short messages work: zero for a modem that never says. */
    public Duration readyAfter() {
      return announcements.stream()
          .filter(announcement -> ready.filter(announcement.line()::startsWith).isPresent())
          .map(Announcement::after)
          .findFirst()
          .orElse(Duration.ZERO);
    }
  }

  /** A line that the modem says by itself, and how long after power-on. */
  public record Announcement(Duration after, String line) {}

  /**
   * Describes commands beyond the usual ones.
   *
   * @param missing usual commands that this modem does not know, as {@code +CLAC}
   * @param failing usual commands that always end in the given final line
   * @param extra commands that it knows besides, each with the lines before its {@code OK}
   * @param withoutResult commands whose answer has no final {@code OK}, as {@code +CPIN?}
   */
  public record Commands(
      Set<String> missing,
      Map<String, String> failing,
      Map<String, List<String>> extra,
      Set<String> withoutResult) {
    public Commands {
      missing = Set.copyOf(missing);
      failing = Map.copyOf(failing);
      extra = Map.copyOf(extra);
      withoutResult = Set.copyOf(withoutResult);
    }
  }

  /**
   * Describes {@code AT+CNMI}: TS 27.005 §3.4.1.
   *
   * @param supported what {@code AT+CNMI=?} claims
   * @param afterPhase2Plus what it claims once {@code AT+CSMS=1} is set; empty: the same
   * @param initial the setting after power-on
   * @param refused settings that fail although claimed
   * @param pretended settings that are answered with OK and change nothing
   * @param refusal the final line of such a failure
   * @param preferred what a driver tries, in this order, until one is accepted and reads back
   */
  public record Notifications(
      CnmiRanges supported,
      Optional<CnmiRanges> afterPhase2Plus,
      Cnmi initial,
      List<CnmiPattern> refused,
      List<CnmiPattern> pretended,
      String refusal,
      List<Cnmi> preferred) {
    public Notifications {
      refused = List.copyOf(refused);
      pretended = List.copyOf(pretended);
      preferred = List.copyOf(preferred);
    }

    /** What {@code AT+CNMI=?} claims while the given {@code +CSMS} service is in force. */
    public CnmiRanges supportedIn(int service) {
      return service == 1 ? afterPhase2Plus.orElse(supported) : supported;
    }

    /** Whether the modem says OK to this setting while the {@code +CSMS} service is in force. */
    public boolean accepts(Cnmi setting, int service) {
      return supportedIn(service).allows(setting)
          && refused.stream().noneMatch(pattern -> pattern.matches(setting));
    }

    /** Whether an accepted setting changes nothing. */
    public boolean isPretended(Cnmi setting) {
      return pretended.stream().anyMatch(pattern -> pattern.matches(setting));
    }
  }

  /**
   * Describes {@code AT+CSMS} and {@code AT+CNMA}: TS 27.005 §3.2.1 and §3.4.4.
   *
   * @param services values {@code AT+CSMS} accepts
   * @param service the value a driver sets
   * @param required when a directly delivered message must be acknowledged
   * @param command how a driver acknowledges, e.g. {@code AT+CNMA}
   * @param deadline how long the modem waits for it
   * @param whenMissed what the modem does after that
   * @param notExpectedError {@code +CMS ERROR} for an acknowledgement that nobody waits for
   */
  public record Acknowledgement(
      Set<Integer> services,
      int service,
      Required required,
      String command,
      Duration deadline,
      WhenMissed whenMissed,
      int notExpectedError) {
    public Acknowledgement {
      services = Set.copyOf(services);
    }

    /** Says when {@code AT+CNMA} is due. */
    public enum Required {
      NEVER,
      /** While {@code AT+CSMS=1} is in force. */
      PHASE_2_PLUS,
      ALWAYS
    }

    /** Says what a missing {@code AT+CNMA} leads to. */
    public enum WhenMissed {
      IGNORE,
      /** The network is told of a failure and may try again. */
      REFUSE,
      /** As {@link #REFUSE}, and mt and ds of {@code +CNMI} silently become 0. */
      REFUSE_AND_STOP_ROUTING
    }

    /** Whether {@code AT+CNMA} is due while the given {@code +CSMS} service is in force. */
    public boolean isDue(int currentService) {
      return required == Required.ALWAYS
          || (required == Required.PHASE_2_PLUS && currentService == 1);
    }
  }

  /**
   * Describes the message storages and {@code AT+CPMS}: TS 27.005 §3.2.2.
   *
   * @param offered storages to choose from, for reading, for writing, for receiving
   * @param printed what {@code AT+CPMS=?} prints of them; empty: the usual lists
   * @param together whether {@code AT+CPMS=} must name all uses at once
   * @param initial the three in use after power-on; fewer where the modem knows fewer
   * @param preferred the three a driver sets
   * @param sizes capacity of each storage, SR (status reports) included where there is one
   * @param full the line by which the modem says that there is no room; empty: no word of it
   */
  public record Storages(
      List<List<String>> offered,
      Optional<String> printed,
      boolean together,
      List<String> initial,
      List<String> preferred,
      Map<String, Storage> sizes,
      Optional<String> full) {
    public Storages {
      offered = offered.stream().map(List::copyOf).toList();
      initial = List.copyOf(initial);
      preferred = List.copyOf(preferred);
      sizes = Map.copyOf(sizes);
    }

    /** What {@code AT+CPMS=?} prints behind its colon. */
    public String offer() {
      return printed.orElseGet(
          () ->
              String.join(
                  ",",
                  offered.stream()
                      .map(list -> "(\"" + String.join("\",\"", list) + "\")")
                      .toList()));
    }
  }

  /** One storage: the index of its first message and how many messages it holds. */
  public record Storage(int firstIndex, int size) {}

  /**
   * Describes {@code AT+CMGS} in PDU mode: TS 27.005 §3.5.1.
   *
   * @param prompt the exact characters of the prompt
   * @param promptDelay how long the modem takes to show it
   * @param promptTimeout how long a driver waits for it
   * @param resultDelay how long the modem takes from Ctrl-Z to the result
   * @param resultTimeout how long a driver waits for it before the outcome is unknown
   * @param maxLength largest length the modem takes, in octets without the service centre's
   * @param lengthError {@code +CMS ERROR} for a PDU that does not have the announced length
   * @param escapeAnswer the exact characters that follow an ESC at the prompt
   * @param okBeforePdu whether an OK follows the prompt before anything was typed
   * @param reference what stands in the answer
   * @param abortsOnInput whether any octet between Ctrl-Z and the result ends the command
   * @param serviceCentreOctets whether the service centre's octets stand before the TPDU
   * @param moreMessages values that {@code AT+CMMS} takes; none: it is not known
   */
  public record Sending(
      String prompt,
      Duration promptDelay,
      Duration promptTimeout,
      Duration resultDelay,
      Duration resultTimeout,
      int maxLength,
      int lengthError,
      String escapeAnswer,
      boolean okBeforePdu,
      Reference reference,
      boolean abortsOnInput,
      boolean serviceCentreOctets,
      Set<Integer> moreMessages) {
    public Sending {
      moreMessages = Set.copyOf(moreMessages);
    }

    /** Says how {@code +CMGS} tells what the message is called. */
    public enum Reference {
      NUMBER,
      /** The number, and the service centre's time behind a comma. */
      NUMBER_AND_TIME,
      /** There is no {@code +CMGS} line. */
      NONE
    }
  }

  /**
   * Describes incoming messages.
   *
   * @param header the line before a directly delivered PDU; {@code {length}} is its length
   * @param indication how the modem tells of a stored message: {@code {storage}}, {@code {index}}
   * @param emptySlot the final line for {@code AT+CMGR} of an index without a message
   * @param pollInterval how often a driver looks into the storage without having been told
   */
  public record Receiving(
      String header, String indication, String emptySlot, Duration pollInterval) {}

  /**
   * Describes status reports.
   *
   * @param supported whether reports ever come
   * @param header the line before a directly delivered report; {@code {length}} is its length
   * @param storage where stored reports are
   * @param announcedStorage where {@code +CDSI} says they are
   */
  public record Reports(
      boolean supported, String header, String storage, String announcedStorage) {}

  /**
   * Names {@code +CMS ERROR} codes that mean more here than the specification says.
   *
   * @param unknownOutcome after Ctrl-Z the message may have left all the same
   * @param busy the same command works a moment later
   * @param later refused for now: the network is to be given time
   * @param permanent refused for good
   */
  public record Errors(
      Set<Integer> unknownOutcome, Set<Integer> busy, Set<Integer> later, Set<Integer> permanent) {
    public Errors {
      later = Set.copyOf(later);
      permanent = Set.copyOf(permanent);
      unknownOutcome = Set.copyOf(unknownOutcome);
      busy = Set.copyOf(busy);
    }
  }
}
