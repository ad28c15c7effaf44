package org.coapsms.app.modem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.coapsms.carrier.modem.discovery.PortHolders;
import org.coapsms.carrier.modem.discovery.SerialDevices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A machine made of files, with a SIM7600 on its USB: 1e0e:9001, commands on interface 2. */
class ListCommandTest {
  private static final String STICK = "sys/devices/usb1/1-1";

  @TempDir private Path root;

  @BeforeEach
  void plugIn() throws IOException {
    for (var text :
        Map.of(
                STICK + "/idVendor", "1e0e",
                STICK + "/idProduct", "9001",
                STICK + "/product", "SimTech, Incorporated")
            .entrySet()) {
      write(text.getKey(), text.getValue());
    }
    port("ttyUSB1", 1);
    port("ttyUSB2", 2);
    write("proc/900/comm", "ModemManager");
    link("proc/900/fd/9", "/dev/ttyUSB2");
  }

  private void port(String name, int number) throws IOException {
    String face = STICK + "/1-1:1." + number;
    write(face + "/bInterfaceNumber", "0" + number);
    Files.createDirectories(root.resolve(face + "/" + name + "/tty/" + name));
    link(face + "/" + name + "/tty/" + name + "/device", "../../../" + name);
    link(
        "sys/class/tty/" + name,
        "../../" + (face + "/" + name + "/tty/" + name).substring("sys/".length()));
    write("dev/" + name, "");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).resolveSibling(""));
    Files.writeString(root.resolve(path), text + "\n");
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(root.resolve(path).resolveSibling(""));
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  private String list(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line =
        new CommandLine(new ListCommand(SerialDevices.under(root), PortHolders.under(root)));
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute(arguments)).isZero();
    return out.toString();
  }

  @Test
  void suggestsProfileAndPortAndNamesWhoIsInTheWay() {
    assertThat(list())
        .isEqualTo(
            """
            %s/dev/ttyUSB1
              usb      1e0e:9001 interface 1, SimTech, Incorporated
              modem    profile simcom-sim7600; commands go to interface 2
            %s/dev/ttyUSB2
              usb      1e0e:9001 interface 2, SimTech, Incorporated
              modem    profile simcom-sim7600; this port takes commands
              used by  ModemManager (process 900)
            """
                .formatted(root, root));
  }

  @Test
  void tellsMachinesTheSame() throws IOException {
    JsonNode ports = new ObjectMapper().readTree(list("--json"));

    assertThat(ports).hasSize(2);
    JsonNode second = ports.path(1);
    assertThat(second.path("port").asText()).isEqualTo(root + "/dev/ttyUSB2");
    assertThat(second.path("usb").asText()).isEqualTo("1e0e:9001");
    assertThat(second.path("interface").asInt()).isEqualTo(2);
    assertThat(second.path("profiles").path(0).asText()).isEqualTo("simcom-sim7600");
    assertThat(second.path("commandInterfaces").path(0).asInt()).isEqualTo(2);
    assertThat(second.path("usedBy").path(0).path("program").asText()).isEqualTo("ModemManager");
  }
}
