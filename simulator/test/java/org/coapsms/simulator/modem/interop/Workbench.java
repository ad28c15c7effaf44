package org.coapsms.simulator.modem.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.modem.ModemTrace;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/** A modem on a pseudo-terminal, a phone that it can reach, and processes that use the modem. */
final class Workbench implements AutoCloseable {
  static final Address SIM = Address.international("491700000009");
  static final Address PHONE = Address.international("447700900123");

  /** From CoAP's port to CoAP's port. */
  static final Bytes HEADER = Bytes.fromHex("06050416331633");

  /** A confirmable GET with an empty option after it, as the recipes have it; any octets do. */
  static final Bytes COAP = Bytes.fromHex("4001123451ff00");

  private static final long PATIENCE_SECONDS = 60;

  final Path folder;
  final ModemServer modem;
  private final BlockingQueue<ShortMessage> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<ModemTrace> trace = new LinkedBlockingQueue<>();
  private final NetworkLoop loop;
  private final List<Process> processes = new ArrayList<>();

  Workbench(Path folder, String profile) throws IOException {
    this.folder = folder;
    RadioConditions quick =
        RadioConditions.ideal()
            .withLatency(Duration.ofMillis(10))
            .withReceiptDelay(Duration.ofMillis(10));
    loop = new NetworkLoop(new MobileNetwork(quick, new Random(1)));
    loop.run(now -> loop.network().attach(new Phone()));
    modem =
        ModemServer.start(
            loop,
            ModemProfiles.load(profile),
            SIM,
            folder.resolve("modem").toString(),
            ModemOptions.usual(),
            trace::add);
  }

  /** The program at a path; the test is skipped where it is not installed. */
  static Path program(String path) {
    boolean isRequired = System.getProperty("interop", "optional").equals("required");
    assumeTrue(isRequired || Files.isExecutable(Path.of(path)), path + " is not installed");
    return Path.of(path);
  }

  /** Runs a program to its end. */
  Ended run(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    processes.add(process);
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), printed);
    }
  }

  /** How a program has ended. */
  record Ended(int status, String printed) {}

  /** Starts a program that runs until the workbench is closed. */
  void start(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    processes.add(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program.getFileName() + ".out").toFile())
            .start());
  }

  /** Writes a file whose {@code @} stands for the folder. */
  Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text.replace("@", folder.toString()));
  }

  void phoneSends(UserData userData) {
    loop.call(
            now ->
                loop.network()
                    .submit(
                        now,
                        ShortMessage.ofOctets(PHONE, SIM, userData),
                        Duration.ofHours(1),
                        Optional.empty()))
        .join();
  }

  /** What a phone sends to CoAP's port. */
  static UserData coap() {
    return UserData.ofOctets(UserDataHeader.of(new Ports(16, 5683, 5683)), COAP);
  }

  ShortMessage arrivedAtPhone() throws InterruptedException {
    ShortMessage message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("nothing arrived").isNotNull();
    return message;
  }

  /** What the modem's line carried until a program typed this command. */
  String untilTyped(Predicate<String> command) throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    while (true) {
      ModemTrace next = trace.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("still waiting after%n%s", lines).isNotNull();
      lines.append(next).append('\n');
      if (!next.fromModem() && command.test(next.line())) {
        return lines.toString();
      }
    }
  }

  /** Waits for a file in a folder below this one that says something. */
  String awaitFile(String name, Predicate<String> says) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String last = "";
    while (System.nanoTime() < end) {
      for (Path file : files(folder.resolve(name))) {
        last = text(file);
        if (says.test(last)) {
          return last;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("not in " + name + ": " + last);
  }

  /** What a file says; nothing if its program has just taken it away. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    modem.close();
    loop.close();
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant now, Delivery delivery) {
      received.add(delivery.message());
    }
  }
}
