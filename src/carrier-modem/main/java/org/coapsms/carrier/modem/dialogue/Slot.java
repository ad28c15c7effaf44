package org.coapsms.carrier.modem.dialogue;

/**
 * Names one place of a message storage.
 *
 * @param storage such as {@code SM}
 * @param index as the modem counts, some from 0, some from 1
 */
record Slot(String storage, int index) {
  @Override
  public String toString() {
    return storage + " " + index;
  }
}
