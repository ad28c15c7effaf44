package org.coapsms.bridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gives what a configuration may take from outside its file: the places where secrets are. */
public interface Surroundings {

  Optional<String> environment(String name);

  /** The text of a file; a relative path starts where the configuration is. */
  String file(String path) throws IOException;

  /** Where a file is; a relative path starts where the configuration is. */
  default Path path(String path) {
    return Path.of(path);
  }

  /** The environment of this process, and files seen from a folder. */
  static Surroundings of(Path folder) {
    return new Surroundings() {
      @Override
      public Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
      }

      @Override
      public String file(String path) throws IOException {
        return Files.readString(folder.resolve(path));
      }

      @Override
      public Path path(String path) {
        return folder.resolve(path);
      }
    };
  }
}
