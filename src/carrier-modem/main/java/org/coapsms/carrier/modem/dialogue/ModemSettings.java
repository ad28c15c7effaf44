package org.coapsms.carrier.modem.dialogue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coapsms.codec.at.AtLine;
import org.coapsms.codec.at.MalformedAtLine;
import org.coapsms.codec.at.TestAnswer;
import org.coapsms.codec.at.TestAnswer.Choices;
import org.coapsms.modem.profile.Cnmi;
import org.coapsms.modem.profile.ModemProfile;
import org.jspecify.annotations.Nullable;

/** Holds what the modem and the profile have agreed on since the last start. */
final class ModemSettings {
  /** Modes of +CNMI to try where the preferred one is not offered. */
  private static final List<Integer> MODES = List.of(2, 1, 3, 0);

  /** {@code <stat>} of +CREG in words, TS 27.007 §7.2. */
  private static final List<String> STATES =
      List.of(
          "not registered",
          "home network",
          "searching",
          "denied",
          "network unknown",
          "roaming",
          "home network, short messages only",
          "roaming, short messages only",
          "emergency calls only",
          "home network",
          "roaming");

  private final ModemProfile profile;
  private final Deque<Cnmi> candidates = new ArrayDeque<>();
  private List<String> storages = List.of();
  private @Nullable Cnmi notifications;
  private AtLine.@Nullable Registration registration;
  private String registrationCommand = "+CREG";
  private int service;

  ModemSettings(ModemProfile profile) {
    this.profile = profile;
  }

  void forget() {
    candidates.clear();
    storages = List.of();
    notifications = null;
    registration = null;
    service = 0;
  }

  void serviceSet(int taken) {
    service = taken;
  }

  /** Whether a message or report that was handed over directly waits for +CNMA. */
  boolean acknowledgementDue() {
    return profile.acknowledgement().isDue(service);
  }

  /** Chooses for each use what the profile prefers, else what the modem offers first. */
  void storagesOffered(String offer) {
    List<List<String>> lists = storageLists(offer);
    List<String> preferred = profile.storages().preferred();
    if (lists.isEmpty() || lists.get(0).isEmpty()) {
      storages = preferred;
      return;
    }
    List<String> choice = new ArrayList<>();
    for (int use = 0; use < Math.min(3, lists.size()); use++) {
      List<String> offered = lists.get(use);
      String wish = use < preferred.size() ? preferred.get(use) : choice.get(0);
      choice.add(offered.contains(wish) || offered.isEmpty() ? wish : offered.get(0));
    }
    storages = List.copyOf(choice);
  }

  private static List<List<String>> storageLists(String offer) {
    try {
      return TestAnswer.parse(offer).parameters().stream().map(Choices::words).toList();
    } catch (MalformedAtLine unreadable) {
      return List.of();
    }
  }

  /** What to write behind {@code AT+CPMS=} to read another storage, the other uses as they are. */
  String choiceForReading(String storage) {
    boolean others = profile.storages().together() && storages.size() > 1;
    Stream<String> rest = others ? storages.stream().skip(1) : Stream.empty();
    return quoted(Stream.concat(Stream.of(storage), rest));
  }

  /** What to write behind {@code AT+CPMS=}. */
  String storageChoice() {
    return quoted(storages.stream());
  }

  private static String quoted(Stream<String> names) {
    return names.map(name -> '"' + name + '"').collect(Collectors.joining(","));
  }

  /** Falls back to naming fewer uses; false when one is refused too. */
  boolean simplerStorageChoice() {
    if (storages.size() <= 1) {
      return false;
    }
    storages = storages.subList(0, storages.size() - 1);
    return true;
  }

  /** The storage that reading and deleting refer to after the start. */
  String readingStorage() {
    return storages.isEmpty() ? "" : storages.get(0);
  }

  /** The storage in which the modem puts incoming messages. */
  String receivingStorage() {
    return storages.size() == 3 ? storages.get(2) : readingStorage();
  }

  /**
   * Orders the settings to try: the profile's, fitted into what the modem offers; all of the
   * profile's where the modem does not say, or offers nothing like it.
   */
  void notificationsOffered(String offer) {
    candidates.clear();
    try {
      TestAnswer ranges = TestAnswer.parse(offer);
      for (Cnmi wish : profile.notifications().preferred()) {
        fitting(ranges, wish).filter(fit -> !candidates.contains(fit)).ifPresent(candidates::add);
      }
    } catch (MalformedAtLine unreadable) {
      candidates.clear();
    }
    if (candidates.isEmpty()) {
      candidates.addAll(profile.notifications().preferred());
    }
  }

  /** The wish with another mode or bfr where the modem has not got these; mt and ds stand. */
  private static Optional<Cnmi> fitting(TestAnswer offer, Cnmi wish) {
    List<Integer> modes = new ArrayList<>(List.of(wish.mode()));
    modes.addAll(MODES);
    for (int mode : modes) {
      for (int bfr : new int[] {wish.bfr(), 0, 1}) {
        Cnmi fit = new Cnmi(mode, wish.mt(), wish.bm(), wish.ds(), bfr);
        List<Integer> values = fit.values();
        if (IntStream.range(0, values.size()).allMatch(i -> offer.allows(i, values.get(i)))) {
          return Optional.of(fit);
        }
      }
    }
    return Optional.empty();
  }

  Optional<Cnmi> candidate() {
    return Optional.ofNullable(candidates.peek());
  }

  void candidateRefused() {
    candidates.poll();
  }

  boolean candidateReadsBack(String value) {
    return readsAs(value, candidates.peek());
  }

  void candidateTaken() {
    notifications = candidates.poll();
    candidates.clear();
  }

  /** How the modem tells of what arrives; empty if it takes no setting: then it must be polled. */
  Optional<Cnmi> notifications() {
    return Optional.ofNullable(notifications);
  }

  /** Whether the answer to {@code AT+CNMI?} is still what was set. */
  boolean notificationsStand(String value) {
    return readsAs(value, notifications);
  }

  void registration(Optional<AtLine.Registration> state) {
    registration = state.orElse(null);
  }

  /** Which question the modem answers with the registration that counts. */
  void registrationCommand(String command) {
    registrationCommand = command;
  }

  String registrationCommand() {
    return registrationCommand;
  }

  Optional<AtLine.Registration> registration() {
    return Optional.ofNullable(registration);
  }

  /** The network in a few words. */
  String network() {
    return registration().map(ModemSettings::describe).orElse("network unknown");
  }

  static String describe(AtLine.Registration state) {
    return state.stat() < STATES.size() ? STATES.get(state.stat()) : "state " + state.stat();
  }

  private static boolean readsAs(String value, @Nullable Cnmi setting) {
    return setting == null || value.replace(" ", "").equals(setting.toString());
  }
}
