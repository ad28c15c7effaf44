package org.coapsms.carrier.modem.dialogue;

/** Something that the inbox has to do, one command each. */
sealed interface InboxTask {

  /** The storage that must be selected for it; empty: none. */
  String storage();

  /** Looks through a storage. */
  record ListAll(String storage) implements InboxTask {}

  /** A task about one place, which may be tried more than once. */
  sealed interface AtSlot extends InboxTask {
    Slot slot();

    int attempt();

    @Override
    default String storage() {
      return slot().storage();
    }
  }

  /** Reads what is in a slot. */
  record Read(Slot slot, int attempt) implements AtSlot {}

  /** Deletes what was read, and is committed. */
  record Delete(Slot slot, int attempt) implements AtSlot {}

  /** Looks whether a deletion has worked, of which the modem has not said so. */
  record Recheck(Slot slot, int attempt) implements AtSlot {}

  /** Acknowledges a message that was handed over directly. */
  record Acknowledge() implements InboxTask {
    @Override
    public String storage() {
      return "";
    }
  }
}
