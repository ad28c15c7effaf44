package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Address;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which answer a receipt belongs to although its id is written another way, and learns
 * which way that is. An id that occurred in an answer exactly so is left as it is; otherwise a way
 * of writing is believed once it has led to exactly one answer, of the same subscriber, and to more
 * the more ids came exactly so. Thread-safe; does no I/O.
 *
 * <p>What is learned lasts as long as the carrier; ids accepted before it started are converted
 * too, from then on.
 */
final class MessageIds {
  /** How many answers are remembered to learn from: minutes of traffic, not days. */
  private static final int MAX_REMEMBERED = 10_000;

  /** Digits of a number that tell subscribers apart, however its beginning is written. */
  private static final int SIGNIFICANT_DIGITS = 7;

  /** So many ids that came as the answers had them outweigh one that would fit another way. */
  private static final int OUTWEIGHS = 10;

  /** Takes what has been learned, for people. */
  @FunctionalInterface
  interface Verdict {
    void learned(String words);
  }

  /** An id that answers carried: for whom, or for more than one. */
  private record Answered(String number, boolean repeated) {}

  private final Verdict verdict;

  @GuardedBy("this")
  private final Map<String, Answered> answers = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<IdRelation, Map<String, String>> byKey = new EnumMap<>(IdRelation.class);

  @GuardedBy("this")
  private IdShape shape = IdShape.UNSEEN;

  @GuardedBy("this")
  private @Nullable IdRelation learned;

  /** How often each relation, and nothing else, would have explained an id. */
  @GuardedBy("this")
  private final Map<IdRelation, Integer> evidence = new EnumMap<>(IdRelation.class);

  @GuardedBy("this")
  private int exact;

  @GuardedBy("this")
  private int converted;

  MessageIds(Verdict verdict) {
    this.verdict = verdict;
  }

  /** Notes the id in the answer to a submission; an empty one says nothing. */
  synchronized void accepted(String id, String number) {
    if (id.isEmpty()) {
      return;
    }
    shape = shape.after(id);
    Answered before = answers.put(id, new Answered(number, answers.containsKey(id)));
    if (before == null) {
      index(id);
    }
    if (answers.size() > MAX_REMEMBERED) {
      Iterator<String> oldest = answers.keySet().iterator();
      String forgotten = oldest.next();
      oldest.remove();
      byKey.forEach(
          (relation, ids) ->
              relation.ofAnswer(forgotten).ifPresent(key -> ids.remove(key, forgotten)));
    }
  }

  /**
   * The id of the answer that a receipt means; the receipt's own if none is known to fit better.
   */
  synchronized String meant(String id, Optional<Address> recipient) {
    if (id.isEmpty()) {
      return id;
    }
    String number = recipient.map(Address::value).orElse("");
    boolean fits = fits(id, number);
    IdRelation usual = learned;
    if (usual != null) {
      Optional<String> by = answer(usual, id).filter(answer -> fits(answer, number));
      // Short numbers may be both, one id as it is and another converted.
      if (by.isPresent() && (!fits || converted > exact)) {
        converted++;
        return by.get();
      }
    }
    if (fits) {
      exact++;
      if (usual != null && exact > OUTWEIGHS * (converted + 1)) {
        learned = null;
        verdict.learned("as the answers had them, after all");
      }
      return id;
    }
    if (byKey.isEmpty()) {
      // Most carriers never need this: they write an id the same way twice.
      for (IdRelation relation : IdRelation.values()) {
        byKey.put(relation, new HashMap<>());
      }
      answers.keySet().forEach(this::index);
    }
    Set<String> candidates = new LinkedHashSet<>();
    IdRelation first = null;
    for (IdRelation relation : IdRelation.values()) {
      Optional<String> found = answer(relation, id).filter(answer -> fits(answer, number));
      if (found.isPresent()) {
        first = first == null ? relation : first;
        candidates.add(found.get());
      }
    }
    if (first != null && candidates.size() == 1) {
      // Numbers of one kind look like those of another now and then, where an answer was lost.
      if (first != usual && evidence.merge(first, 1, Integer::sum) * OUTWEIGHS <= exact) {
        return id;
      }
      learn(first);
      return candidates.iterator().next();
    }
    if (usual == null || answers.containsKey(id)) {
      return id;
    }
    return usual.answer(id, shape).orElse(id);
  }

  /** What has been learned, for people; empty while ids come as they were given. */
  synchronized Optional<String> learned() {
    return Optional.ofNullable(learned).map(IdRelation::words);
  }

  @GuardedBy("this")
  private void learn(IdRelation relation) {
    if (relation != learned) {
      learned = relation;
      exact = 0;
      converted = 0;
      verdict.learned(relation.words());
    }
    converted++;
  }

  @GuardedBy("this")
  private void index(String id) {
    byKey.forEach((relation, ids) -> relation.ofAnswer(id).ifPresent(key -> ids.put(key, id)));
  }

  @GuardedBy("this")
  private Optional<String> answer(IdRelation relation, String receiptId) {
    Map<String, String> ids = byKey.getOrDefault(relation, Map.of());
    return relation.ofReceipt(receiptId).map(ids::get);
  }

  /** Whether an answer had this id, as far as known for this subscriber. */
  @GuardedBy("this")
  private boolean fits(String id, String number) {
    Answered answered = answers.get(id);
    if (answered == null) {
      return false;
    }
    // Constant ids are for the engine to tell apart.
    return answered.repeated() || number.isEmpty() || tail(answered.number()).equals(tail(number));
  }

  private static String tail(String digits) {
    return digits.substring(Math.max(0, digits.length() - SIGNIFICANT_DIGITS));
  }
}
