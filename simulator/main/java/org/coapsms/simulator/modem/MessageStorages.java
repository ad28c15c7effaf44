package org.coapsms.simulator.modem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.coapsms.modem.profile.ModemProfile.Storage;
import org.coapsms.modem.profile.ModemProfile.Storages;

/**
 * Keeps messages on the SIM and in the modem; they survive a restart. A storage without a size of
 * its own (MT on most modems) shows what SM holds. Not thread-safe.
 */
final class MessageStorages {
  private static final String SIM = "SM";

  private final Storages profile;
  private final Map<String, NavigableMap<Integer, StoredMessage>> contents = new LinkedHashMap<>();

  MessageStorages(Storages profile) {
    this.profile = profile;
    profile.sizes().keySet().stream().sorted().forEach(s -> contents.put(s, new TreeMap<>()));
  }

  /** The messages of a storage by index; changes write through. */
  NavigableMap<Integer, StoredMessage> in(String storage) {
    NavigableMap<Integer, StoredMessage> messages = contents.get(known(storage));
    return messages == null ? new TreeMap<>() : messages;
  }

  int capacity(String storage) {
    return storageOf(storage).size();
  }

  boolean isFull(String storage) {
    return in(storage).size() >= capacity(storage);
  }

  /** Puts a message into the first free place and names it; empty if there is none. */
  OptionalInt store(String storage, StoredMessage message) {
    if (isFull(storage)) {
      return OptionalInt.empty();
    }
    NavigableMap<Integer, StoredMessage> messages = in(storage);
    int index = storageOf(storage).firstIndex();
    while (messages.containsKey(index)) {
      index++;
    }
    messages.put(index, message);
    return OptionalInt.of(index);
  }

  /** The last place where no message is. */
  OptionalInt lastFreePlace(String storage) {
    int index = storageOf(storage).firstIndex() + capacity(storage) - 1;
    while (in(storage).containsKey(index)) {
      index--;
    }
    return hasPlace(storage, index) ? OptionalInt.of(index) : OptionalInt.empty();
  }

  /** Whether an index is one of the storage's places, taken or not. */
  boolean hasPlace(String storage, int index) {
    Storage place = storageOf(storage);
    return index >= place.firstIndex() && index < place.firstIndex() + place.size();
  }

  /** The message at an index, which is read from now on. */
  Optional<StoredMessage> read(String storage, int index) {
    Optional<StoredMessage> message = Optional.ofNullable(in(storage).get(index));
    message.ifPresent(m -> in(storage).put(index, m.afterReading()));
    return message;
  }

  /** How many messages each storage holds. */
  Map<String, Integer> used() {
    Map<String, Integer> used = new LinkedHashMap<>();
    contents.forEach((name, messages) -> used.put(name, messages.size()));
    return used;
  }

  private String known(String storage) {
    return contents.containsKey(storage) ? storage : SIM;
  }

  private Storage storageOf(String storage) {
    return profile.sizes().getOrDefault(known(storage), new Storage(0, 0));
  }
}
