package org.coapsms.modem.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;
import org.coapsms.modem.profile.ModemProfile.Acknowledgement;
import org.coapsms.modem.profile.ModemProfile.Announcement;
import org.coapsms.modem.profile.ModemProfile.Boot;
import org.coapsms.modem.profile.ModemProfile.Commands;
import org.coapsms.modem.profile.ModemProfile.Errors;
import org.coapsms.modem.profile.ModemProfile.Identity;
import org.coapsms.modem.profile.ModemProfile.Line;
import org.coapsms.modem.profile.ModemProfile.Notifications;
import org.coapsms.modem.profile.ModemProfile.Receiving;
import org.coapsms.modem.profile.ModemProfile.Reports;
import org.coapsms.modem.profile.ModemProfile.Sending;
import org.coapsms.modem.profile.ModemProfile.Status;
import org.coapsms.modem.profile.ModemProfile.Storage;
import org.coapsms.modem.profile.ModemProfile.Storages;

/** Turns the merged keys of a file into a {@link ModemProfile}: the schema, in code. */
final class ProfileReader {
  private static final String READING_WRITING_RECEIVING = "of reading, writing and receiving";

  private final ObjectNode tree;
  private final Section root;
  private final List<Problem> problems;

  ProfileReader(String file, ObjectNode tree, List<Problem> problems) {
    this.tree = tree;
    this.root = new Section(file, tree, problems);
    this.problems = problems;
  }

  /**
   * Reads the whole file.
   *
   * @throws InvalidModemProfile with every mistake in it
   */
  ModemProfile read(String fileName) {
    String id = root.text("id");
    if (!id.isEmpty() && !fileName.equals(id + ".yaml")) {
      root.problem("id", "is " + id + " in a file named " + fileName);
    }
    String title = root.text("title");
    Status status = root.choice("status", Status.class);
    Match match = Match.read(root.section("match"));
    Identity identity = identity(root.section("identity"));
    Serial serial = Serial.read(root.section("serial"));
    Line line = line(root.section("line"));
    Boot boot = boot(root.section("boot"));
    Chatter chatter = Chatter.read(root.section("chatter"));
    List<String> init = root.texts("init");
    Commands commands = commands(root.section("commands"));
    Registration registration = Registration.read(root.section("registration"));
    Notifications notifications = notifications(root.section("notifications"));
    Acknowledgement acknowledgement = acknowledgement(root.section("acknowledgement"));
    Storages storages = storages(root.section("storages"));
    Sending sending = sending(root.section("sending"));
    Receiving receiving = receiving(root.section("receiving"));
    Reports reports = reports(root.section("reports"), storages);
    Errors errors = errors(root.section("errors"));
    Recovery recovery = Recovery.read(root.section("recovery"));
    Map<String, String> evidence = evidence();
    root.nothingElse();
    if (!problems.isEmpty()) {
      throw new InvalidModemProfile(problems);
    }
    return new ModemProfile(
        id,
        title,
        status,
        match,
        identity,
        serial,
        line,
        boot,
        chatter,
        init,
        commands,
        registration,
        notifications,
        acknowledgement,
        storages,
        sending,
        receiving,
        reports,
        errors,
        recovery,
        evidence);
  }

  private static Identity identity(Section in) {
    Identity identity =
        new Identity(
            in.texts("manufacturer"),
            in.texts("model"),
            in.texts("revision"),
            in.texts("information"));
    in.nothingElse();
    return identity;
  }

  private static Line line(Section in) {
    Line line =
        new Line(
            in.flag("echo"),
            in.number("errorReports", 0, 2),
            in.duration("commandTimeout"),
            in.duration("commandGap"),
            in.text("unknownCommand"));
    in.nothingElse();
    return line;
  }

  private static Boot boot(Section in) {
    List<Announcement> announcements =
        in.sections("announcements").stream().map(ProfileReader::announcement).toList();
    Boot boot =
        new Boot(
            announcements,
            in.textOrNothing("ready"),
            in.text("notReadyAnswer"),
            in.texts("rebootMarkers"),
            in.texts("simGone"));
    in.nothingElse();
    return boot;
  }

  private static Announcement announcement(Section in) {
    Announcement announcement = new Announcement(in.duration("after"), in.text("line"));
    in.nothingElse();
    return announcement;
  }

  private static Commands commands(Section in) {
    Commands commands =
        new Commands(
            Set.copyOf(in.texts("missing")),
            in.eachOf("failing", failing -> failing::text),
            in.eachOf("extra", extra -> extra::texts),
            Set.copyOf(in.texts("withoutResult")));
    in.nothingElse();
    return commands;
  }

  private static Notifications notifications(Section in) {
    Cnmi silent = new Cnmi(0, 0, 0, 0, 0);
    int before = in.problemCount();
    Notifications notifications =
        new Notifications(
            in.parsed("supported", CnmiRanges.parse("(0),(0),(0),(0),(0)"), CnmiRanges::parse),
            in.parsedOrNothing("afterPhase2Plus", CnmiRanges::parse),
            in.parsed("initial", silent, Cnmi::parse),
            in.parsedList("refused", CnmiPattern::parse),
            in.parsedList("pretended", CnmiPattern::parse),
            in.text("refusal"),
            in.parsedList("preferred", Cnmi::parse));
    in.nothingElse();
    if (in.problemCount() == before) {
      for (Cnmi setting : notifications.preferred()) {
        if (!notifications.accepts(setting, 0) && !notifications.accepts(setting, 1)) {
          in.problem("preferred", setting + " is not supported, or refused");
        }
      }
      if (!notifications.supported().allows(notifications.initial())) {
        in.problem("initial", notifications.initial() + " is not supported");
      }
    }
    return notifications;
  }

  private static Acknowledgement acknowledgement(Section in) {
    Acknowledgement acknowledgement =
        new Acknowledgement(
            in.numbers("services", 0, 255),
            in.number("service", 0, 255),
            in.choice("required", Acknowledgement.Required.class),
            in.text("command"),
            in.duration("deadline"),
            in.choice("whenMissed", Acknowledgement.WhenMissed.class),
            in.number("notExpectedError", 0, 999));
    in.nothingElse();
    if (!acknowledgement.services().isEmpty()
        && !acknowledgement.services().contains(acknowledgement.service())) {
      in.problem("service", acknowledgement.service() + " is not one of the services");
    }
    return acknowledgement;
  }

  private static Storages storages(Section in) {
    Storages storages =
        new Storages(
            in.textLists("offered"),
            in.textOrNothing("printed"),
            in.flag("together"),
            in.texts("initial"),
            in.texts("preferred"),
            in.eachOf("sizes", sizes -> name -> storage(sizes.section(name))),
            in.textOrNothing("full"));
    in.nothingElse();
    if (storages.offered().size() > 3) {
      in.problem("offered", "more than three lists, " + READING_WRITING_RECEIVING);
    }
    checkChoice(in, "initial", storages.initial(), storages);
    checkChoice(in, "preferred", storages.preferred(), storages);
    return storages;
  }

  private static void checkChoice(Section in, String key, List<String> chosen, Storages storages) {
    if (chosen.size() != storages.offered().size()) {
      in.problem(key, "expected one storage for each list " + READING_WRITING_RECEIVING);
      return;
    }
    for (int i = 0; i < chosen.size(); i++) {
      String name = chosen.get(i);
      if (!storages.offered().get(i).contains(name)) {
        in.problem(key, name + " is not offered");
      } else if (!storages.sizes().containsKey(name)) {
        in.problem(key, name + " has no size");
      }
    }
  }

  private static Storage storage(Section in) {
    Storage storage = new Storage(in.number("firstIndex", 0, 1), in.number("size", 1, 10_000));
    in.nothingElse();
    return storage;
  }

  private static Sending sending(Section in) {
    Sending sending =
        new Sending(
            in.text("prompt"),
            in.duration("promptDelay"),
            in.duration("promptTimeout"),
            in.duration("resultDelay"),
            in.duration("resultTimeout"),
            in.number("maxLength", 7, 255),
            in.number("lengthError", 0, 999),
            in.text("escapeAnswer"),
            in.flag("okBeforePdu"),
            in.choice("reference", Sending.Reference.class),
            in.flag("abortsOnInput"),
            in.flag("serviceCentreOctets"),
            in.numbers("moreMessages", 0, 2));
    in.nothingElse();
    if (!sending.prompt().isEmpty() && !sending.prompt().contains(">")) {
      in.problem("prompt", "has no '>'");
    }
    return sending;
  }

  private static Receiving receiving(Section in) {
    Receiving receiving =
        new Receiving(
            header(in), in.text("indication"), in.text("emptySlot"), in.duration("pollInterval"));
    in.nothingElse();
    return receiving;
  }

  private static Reports reports(Section in, Storages storages) {
    Reports reports =
        new Reports(
            in.flag("supported"), header(in), in.text("storage"), in.text("announcedStorage"));
    in.nothingElse();
    if (!reports.storage().isEmpty()
        && !storages.sizes().isEmpty()
        && !storages.sizes().containsKey(reports.storage())) {
      in.problem("storage", reports.storage() + " has no size under storages.sizes");
    }
    return reports;
  }

  private static String header(Section in) {
    String header = in.text("header");
    if (!header.isEmpty() && !header.contains("{length}")) {
      in.problem("header", "has no {length}");
    }
    return header;
  }

  private static Errors errors(Section in) {
    Errors errors =
        new Errors(
            in.numbers("unknownOutcome", 0, 999),
            in.numbers("busy", 0, 999),
            in.numbers("later", 0, 999),
            in.numbers("permanent", 0, 999));
    in.nothingElse();
    return errors;
  }

  private Map<String, String> evidence() {
    Map<String, String> evidence = root.eachOf("evidence", sources -> sources::text);
    for (String key : evidence.keySet()) {
      if (tree.at("/" + key.replace('.', '/')).isMissingNode()) {
        root.problem("evidence." + key, "there is no key " + key);
      }
    }
    return evidence;
  }
}
