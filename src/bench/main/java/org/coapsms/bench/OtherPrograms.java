package org.coapsms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Has Debian's smstools and gammu-smsd do what our carrier does. */
final class OtherPrograms {
  static final Path SMSTOOLS = Path.of("/usr/sbin/smsd");
  static final Path GAMMU_SMSD = Path.of("/usr/bin/gammu-smsd");

  private static final String PAYLOAD = "00".repeat(133);

  private OtherPrograms() {}

  static boolean isInstalled(Path program) {
    return Files.isExecutable(program);
  }

  static ModemBench.Peer smstools(Path folder, String link, int messages) throws IOException {
    for (String name : List.of("outgoing", "checked", "incoming", "failed", "sent")) {
      Files.createDirectory(folder.resolve(name));
    }
    for (int i = 0; i < messages; i++) {
      Files.writeString(
          folder.resolve("outgoing/" + i),
          """
          To: %s
          Alphabet: binary
          Binary: yes
          Hex: yes
          UDH: true
          UDH-DATA: 06 05 04 16 33 16 33

          %s
          """
              .formatted(ModemBench.PHONE.value(), PAYLOAD));
    }
    Path configuration = folder.resolve("smsd.conf");
    Files.writeString(
        configuration,
        """
        devices = GSM1
        outgoing = @/outgoing
        checked = @/checked
        incoming = @/incoming
        failed = @/failed
        sent = @/sent
        logfile = @/smsd.log
        infofile = @/smsd.info
        pidfile = @/smsd.pid
        loglevel = 3
        delaytime = 1
        delaytime_mainprocess = 1
        executable_check = no
        [GSM1]
        device = %s
        rtscts = no
        incoming = yes
        init = AT+CNMI=2,1,0,1,0
        report_device_details = no
        """
            .replace("@", folder.toString())
            .formatted(link));
    return new Running(folder, SMSTOOLS, "-t", "-c", configuration.toString());
  }

  static ModemBench.Peer gammuSmsd(Path folder, String link, int messages) throws IOException {
    for (String name : List.of("inbox", "outbox", "sent", "errors")) {
      Files.createDirectory(folder.resolve(name));
    }
    for (int i = 0; i < messages; i++) {
      Files.writeString(
          folder.resolve(
              String.format(
                  "outbox/OUT20251122_120000_%03d_%s_sms0.smsbackup", i, ModemBench.PHONE)),
          """
          [SMSBackup000]
          PDU = Submit
          State = UnSent
          Number = "%s"
          Coding = 8bit
          UDH = 06050416331633
          Class = -1
          SMSC = "+491710760000"
          Text00 = %s
          """
              .formatted(ModemBench.PHONE, PAYLOAD));
    }
    Path configuration = folder.resolve("smsdrc");
    Files.writeString(
        configuration,
        """
        [gammu]
        port = %s
        connection = at115200
        synchronizetime = no
        [smsd]
        service = files
        inboxpath = @/inbox/
        outboxpath = @/outbox/
        sentsmspath = @/sent/
        errorsmspath = @/errors/
        outboxformat = detail
        logfile = @/smsd.log
        debuglevel = 0
        """
            .replace("@", folder.toString())
            .formatted(link));
    return new Running(folder, GAMMU_SMSD, "-c", configuration.toString());
  }

  /** A program that runs until it is closed. */
  private static final class Running implements ModemBench.Peer {
    private final Process process;

    Running(Path folder, Path program, String... arguments) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(program.toString());
      builder.command().addAll(List.of(arguments));
      process =
          builder
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("program.out").toFile())
              .start();
    }

    @Override
    public long cpu() {
      return ModemBench.cpuOf(process.toHandle());
    }

    @Override
    public void close() {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      process.onExit().join();
      children.forEach(ProcessHandle::destroyForcibly);
      children.forEach(child -> child.onExit().join());
    }
  }
}
