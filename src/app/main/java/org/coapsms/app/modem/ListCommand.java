package org.coapsms.app.modem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.coapsms.carrier.modem.discovery.PortHolder;
import org.coapsms.carrier.modem.discovery.PortHolders;
import org.coapsms.carrier.modem.discovery.SerialDevice;
import org.coapsms.carrier.modem.discovery.SerialDevices;
import org.coapsms.carrier.modem.discovery.UsbInterface;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the serial devices, without touching them. */
@Command(
    name = "list",
    header = "Shows the serial ports behind which a modem may be.",
    description = {
      "",
      "Tells for each what the machine knows by itself: the names that survive unplugging, what sits"
          + " on the USB, which modem profile that suggests, which program uses it. Opens no port"
          + " and writes to none; 'coapsms modem probe PORT' does.",
      "",
      "A USB modem has several ports, and often only one of them answers AT commands. Which programs"
          + " of other users hold a port is seen by root alone."
    },
    footer = {"", "Examples:", "  coapsms modem list", "  coapsms modem list --json /dev/ttyUSB2"})
final class ListCommand implements Callable<Integer> {
  private final SerialDevices devices;
  private final PortHolders holders;
  private final KnownProfiles profiles = new KnownProfiles();
  private @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Print a JSON array instead of text.")
  private boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "PORT",
      description = "Show these devices only, also ones that are no hardware. Default: all.")
  private List<Path> ports = List.of();

  ListCommand() {
    this(SerialDevices.ofThisMachine(), PortHolders.onThisMachine());
  }

  ListCommand(SerialDevices devices, PortHolders holders) {
    this.devices = devices;
    this.holders = holders;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    List<SerialDevice> shown =
        ports.isEmpty() ? devices.devices() : ports.stream().map(devices::at).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Map<String, Object>> tree = shown.stream().map(this::tree).toList();
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    } else if (shown.isEmpty()) {
      spec.commandLine().getErr().println("No serial port with hardware behind it is here.");
    } else {
      shown.forEach(device -> lines(device).forEach(out::println));
    }
    return 0;
  }

  private List<String> lines(SerialDevice device) {
    List<String> lines = new ArrayList<>();
    lines.add(device.path().toString());
    device.names().stream().skip(1).forEach(name -> lines.add(line("also", name.toString())));
    device.usb().ifPresent(usb -> lines.add(line("usb", words(usb))));
    device.driver().ifPresent(driver -> lines.add(line("driver", driver)));
    device
        .usb()
        .ifPresent(usb -> suggestion(usb).ifPresent(says -> lines.add(line("modem", says))));
    for (PortHolder holder : holders.of(device)) {
      lines.add(line("used by", holder.toString()));
    }
    return lines;
  }

  private static String line(String name, String value) {
    return String.format("  %-8s %s", name, value);
  }

  private static String words(UsbInterface usb) {
    StringBuilder words = new StringBuilder(usb.ids());
    usb.number().ifPresent(number -> words.append(" interface ").append(number));
    usb.manufacturer().ifPresent(name -> words.append(", ").append(name));
    usb.title().ifPresent(name -> words.append(", ").append(name));
    usb.serialNumber().ifPresent(number -> words.append(", serial ").append(number));
    return words.toString();
  }

  /** Which profile the numbers on the bus suggest, and whether this port takes commands. */
  private Optional<String> suggestion(UsbInterface usb) {
    List<String> names = profiles.guess(usb);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> faces = profiles.commandInterfaces(usb);
    boolean here = usb.number().isEmpty() || faces.contains(usb.number().getAsInt());
    String port =
        here ? "; this port takes commands" : "; commands go to interface " + joined(faces);
    return Optional.of("profile " + String.join(" or ", names) + port);
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  private Map<String, Object> tree(SerialDevice device) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("port", device.path().toString());
    tree.put("byId", device.byId().stream().map(Path::toString).toList());
    tree.put("byPath", device.byPath().stream().map(Path::toString).toList());
    device.driver().ifPresent(driver -> tree.put("driver", driver));
    device
        .usb()
        .ifPresent(
            usb -> {
              tree.put("usb", usb.ids());
              usb.number().ifPresent(number -> tree.put("interface", number));
              usb.manufacturer().ifPresent(name -> tree.put("manufacturer", name));
              usb.title().ifPresent(name -> tree.put("product", name));
              usb.serialNumber().ifPresent(number -> tree.put("serial", number));
            });
    tree.put("profiles", device.usb().map(profiles::guess).orElse(List.of()));
    device.usb().ifPresent(usb -> tree.put("commandInterfaces", profiles.commandInterfaces(usb)));
    tree.put("usedBy", holders.of(device).stream().map(ListCommand::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(PortHolder holder) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("process", holder.pid());
    tree.put("program", holder.program());
    tree.put("lockFileOnly", holder.sign() == PortHolder.Sign.LOCK_FILE);
    return tree;
  }
}
