package org.coapsms.app.modem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.carrier.modem.probe.Transcript;
import picocli.CommandLine.Option;

/** Writes what crossed a line to a file, if the person wants one. */
final class TranscriptFile {
  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description =
          "Write every octet that crosses the line, with times, to this file: evidence for a"
              + " profile. It holds IMEI and IMSI if they were asked for; a PIN is hidden.")
  private Optional<Path> file = Optional.empty();

  void write(String command, String port, Transcript transcript) throws IOException {
    if (file.isPresent()) {
      List<String> lines = new ArrayList<>();
      lines.add("# What crossed the line of a modem; it may name its IMEI, IMSI and subscribers.");
      lines.add("# Source: " + command + " " + port + ", " + LocalDate.now(ZoneId.systemDefault()));
      lines.addAll(transcript.lines());
      Files.write(file.get(), lines);
    }
  }
}
