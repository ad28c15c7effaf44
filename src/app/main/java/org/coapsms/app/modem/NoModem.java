package org.coapsms.app.modem;

import java.util.List;
import java.util.stream.Collectors;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.carrier.modem.dialogue.SurveyReport;

/** Says why there is no modem at a port, and what helps. */
final class NoModem {
  private static final int SAMPLE = 60;

  private NoModem() {}

  static CommandFailed at(String port, List<Integer> bauds, SurveyReport report) {
    return new CommandFailed(port + ": " + reason(bauds, report));
  }

  private static String reason(List<Integer> bauds, SurveyReport report) {
    String speeds = bauds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " baud";
    return switch (report.attention()) {
      case ANSWERS -> throw new IllegalArgumentException("there is a modem");
      case SILENT ->
          "nothing answers (tried "
              + speeds
              + "). A USB modem has several ports, and only one or two of them answer AT: try its"
              + " others ('coapsms modem list'). Is it switched on, does it use another speed"
              + " (--baud), does a cable lack a wire?";
      case GARBAGE ->
          "what comes is no text (tried "
              + speeds
              + "). The speed is another one (--baud), or this is a port for data or diagnostics:"
              + " try the modem's others ('coapsms modem list').";
      case ECHO ->
          "our own octets come back and nothing else. TX and RX are joined, or the program at the"
              + " other end only echoes.";
      case TALKS ->
          "something talks here, but answers no AT: \""
              + shortened(report.sample())
              + "\". A port for positions (lines begin with $GP), a console, or a modem that is busy"
              + " with a data connection: try its other ports ('coapsms modem list').";
    };
  }

  private static String shortened(String sample) {
    return sample.length() <= SAMPLE ? sample : sample.substring(0, SAMPLE) + "…";
  }
}
