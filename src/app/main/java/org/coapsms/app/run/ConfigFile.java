package org.coapsms.app.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.ConfigReading;

/** Reads a bridge's configuration and words what stands in the way. */
final class ConfigFile {
  private ConfigFile() {}

  static ConfigReading read(Path file) throws CommandFailed {
    try {
      return ConfigReader.read(file);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + file + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof CharacterCodingException ? "it is not UTF-8 text" : String.valueOf(e);
  }
}
