package org.coapsms.simulator.modem;

import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.modem.profile.Cnmi;
import org.coapsms.modem.profile.ModemProfile;

/** Holds what a TE sets about short messages: TS 27.005 §3.1 to §3.4. Not thread-safe. */
final class MessageSettings {
  private final ModemProfile profile;

  boolean textMode;
  int service;
  Cnmi notifications;
  List<String> storages;
  Address serviceCentre;
  String characterSet;

  /** {@code +CSMP}: first octet, validity, protocol identifier, data coding; for text mode. */
  List<Integer> textParameters;

  int moreMessages;

  @SuppressWarnings("NullAway.Init") // reset() sets them all.
  MessageSettings(ModemProfile profile) {
    this.profile = profile;
    reset();
  }

  /** Back to what holds after power-on. */
  void reset() {
    textMode = false;
    service = 0;
    notifications = profile.notifications().initial();
    storages = new ArrayList<>(profile.storages().initial());
    // A modem that knows fewer than three storages uses the last one for the rest.
    while (storages.size() < 3) {
      storages.add(storages.isEmpty() ? "SM" : storages.get(storages.size() - 1));
    }
    serviceCentre = SimCard.SERVICE_CENTRE;
    characterSet = "GSM";
    textParameters = List.of(17, 167, 0, 0);
    moreMessages = 0;
  }

  String readStorage() {
    return storages.get(0);
  }

  String writeStorage() {
    return storages.get(1);
  }

  String receiveStorage() {
    return storages.get(2);
  }
}
