package org.coapsms.carrier.modem.dialogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;

/** Makes modem profiles that differ from the generic one in what a story is about. */
final class TestProfiles {
  private TestProfiles() {}

  /** A modem that waits for +CNMA. */
  static Scene phase2Plus() {
    return new Scene(Scene.CONFIG, profile("acknowledgement: {service: 1}\n"));
  }

  static ModemProfile profile(String difference) {
    try {
      Path folder = Files.createTempDirectory("profiles");
      Path file = folder.resolve("test-modem.yaml");
      try {
        Files.writeString(
            file,
            "id: test-modem\nextends: generic-27005\ntitle: Test\nstatus: assumed\n" + difference);
        return ModemProfiles.load(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
