package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.carrier.modem.dialogue.Dialogue;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.runtime.CarrierListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pump, the threads around it and the line's life; what is said is the dialogue's business. */
class ModemCarrierTest {
  private static final CarrierId ID = new CarrierId("sim-1");
  private static final String DELIVER =
      "07911346101919F9040B911316240486F900008170405110338003D0741B";

  private final ScriptedLine line = new ScriptedLine();
  private final Heard heard = new Heard();
  private final ModemCarrier carrier =
      new ModemCarrier(
          ModemConfig.of(ID, "/dev/ttyTest"),
          new Dialogue(ModemConfig.of(ID, "/dev/ttyTest"), ModemProfiles.load("generic-27005")),
          new PortSearch(
              new PortSelector.Device("/dev/ttyTest"), List.of(115_200), List::of, port -> line),
          InstantSource.system());

  @AfterEach
  void close() {
    carrier.close();
  }

  private static Submission submission(long id) {
    return new Submission(
        new SubmissionId(id),
        ID,
        Address.parse("+447700900123"),
        DataCoding.OCTETS_8BIT,
        UserData.ofOctets(UserDataHeader.EMPTY, Bytes.fromHex("40 01 12 34")),
        Duration.ofMinutes(30),
        true,
        false);
  }

  @Test
  void sendsAndReportsTheOutcome() throws InterruptedException {
    carrier.start(heard);
    assertThat(heard.next()).isEqualTo("available");

    carrier.submit(submission(1));

    assertThat(heard.next()).isEqualTo("1 Accepted[messageId=42]");
    assertThat(carrier.status().available()).isTrue();
    assertThat(carrier.id()).isEqualTo(ID);
  }

  @Test
  void deletesAMessageWhenAnotherThreadHasCommittedIt() throws InterruptedException {
    carrier.start(heard);
    assertThat(heard.next()).isEqualTo("available");

    line.says("\r\n+CMTI: \"SM\",3\r\n");
    assertThat(heard.next()).isEqualTo("sms +31614240689");
    assertThat(line.written("AT+CMGD=3")).isFalse();
    heard.commits.remove().complete(true);

    line.awaits("AT+CMGD=3");
  }

  @Test
  void opensTheLineAgainWhenItIsLost() throws InterruptedException {
    carrier.start(heard);
    assertThat(heard.next()).isEqualTo("available");

    line.breaks();

    assertThat(heard.next()).isEqualTo("unavailable: Input/output error");
    assertThat(heard.next()).isEqualTo("available");
    assertThat(line.openings).isEqualTo(2);
  }

  @Test
  void refusesWhileThereIsNoModem() throws InterruptedException {
    line.absent = true;
    carrier.start(heard);

    carrier.submit(submission(1));

    assertThat(heard.next()).startsWith("1 Refused[cause=LOCAL");
    assertThat(carrier.status().available()).isFalse();
  }

  @Test
  void givesEveryOutcomeBeforeCloseReturns() throws InterruptedException {
    line.mute = true;
    carrier.start(heard);
    assertThat(heard.next()).isEqualTo("available");
    carrier.submit(submission(1));
    carrier.submit(submission(2));
    line.awaits("\u001a");

    carrier.close();

    assertThat(heard.all())
        .containsExactlyInAnyOrder(
            "1 Unknown[reason=the carrier is closed after Ctrl-Z]",
            "2 Refused[cause=LOCAL, reason=the carrier is closed]",
            "unavailable: the carrier is closed");
    carrier.submit(submission(3));
    assertThat(heard.next()).startsWith("3 Refused[cause=LOCAL");
    assertThat(line.isOpen()).isFalse();
  }

  @Test
  void survivesAListenerThatThrows() throws InterruptedException {
    heard.throwing = true;
    carrier.start(heard);
    assertThat(heard.next()).isEqualTo("available");
    line.says("\r\n+CMTI: \"SM\",3\r\n");

    assertThat(heard.next()).isEqualTo("sms +31614240689");
    assertThat(heard.next()).startsWith("unavailable: internal error");
    assertThat(heard.next()).isEqualTo("available");
  }

  /** A modem that follows the specification, as a line. */
  private static final class ScriptedLine implements SerialLine {
    private final Deque<Bytes> toRead = new ArrayDeque<>();
    private final StringBuilder heard = new StringBuilder();
    private final StringBuilder all = new StringBuilder();
    private boolean open;
    private boolean broken;
    private volatile boolean absent;
    private volatile boolean mute;
    private volatile int openings;

    @Override
    public synchronized void open() throws IOException {
      if (absent) {
        throw new IOException("Port not found");
      }
      openings++;
      open = true;
      broken = false;
      toRead.clear();
      heard.setLength(0);
    }

    @Override
    public synchronized Bytes read() throws IOException {
      if (broken) {
        throw new IOException("Input/output error");
      }
      return Optional.ofNullable(toRead.poll()).orElse(Bytes.EMPTY);
    }

    @Override
    public synchronized void write(Bytes octets) {
      String text = new String(octets.toArray(), StandardCharsets.ISO_8859_1);
      all.append(text);
      heard.append(text);
      notifyAll();
      int end = heard.indexOf("\r");
      if (heard.indexOf("\u001a") >= 0) {
        heard.setLength(0);
        if (!mute) {
          says("\r\n+CMGS: 42\r\n\r\nOK\r\n");
        }
      } else if (end >= 0) {
        String command = heard.substring(0, end);
        heard.setLength(0);
        says(answer(command));
      }
    }

    private static String answer(String command) {
      if (command.equals("\u001b")) {
        return "";
      }
      if (command.startsWith("AT+CMGS=")) {
        return "\r\n> ";
      }
      String line =
          switch (command) {
            case "AT+CPIN?" -> "+CPIN: READY\r\n";
            case "AT+CMGF?" -> "+CMGF: 0\r\n";
            case "AT+CNMI?" -> "+CNMI: 2,1,0,1,0\r\n";
            case "AT+CREG?" -> "+CREG: 1,1\r\n";
            case "AT+CMGR=3" -> "+CMGR: 0,,22\r\n" + DELIVER + "\r\n";
            default -> "";
          };
      return "\r\n" + line + "\r\nOK\r\n";
    }

    synchronized void says(String text) {
      toRead.add(Bytes.copyOf(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    synchronized void breaks() {
      broken = true;
    }

    synchronized boolean written(String text) {
      return all.indexOf(text) >= 0;
    }

    synchronized void awaits(String text) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (all.indexOf(text) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(left).as("waiting for " + text + " in " + all).isPositive();
        wait(left);
      }
    }

    synchronized boolean isOpen() {
      return open;
    }

    @Override
    public synchronized void close() {
      open = false;
    }
  }

  /** What the carrier says, in words. */
  private static final class Heard implements CarrierListener {
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Boolean>> commits = new LinkedBlockingQueue<>();
    private volatile boolean throwing;

    String next() throws InterruptedException {
      return Optional.ofNullable(words.poll(20, TimeUnit.SECONDS)).orElse("nothing");
    }

    List<String> all() {
      List<String> all = new ArrayList<>();
      words.drainTo(all);
      return all;
    }

    @Override
    public void submissionEnded(SubmissionId id, SubmissionOutcome outcome) {
      words.add(id.value() + " " + outcome);
    }

    @Override
    public void receiptArrived(Receipt receipt, CompletableFuture<Boolean> committed) {
      words.add("receipt " + receipt.messageId());
    }

    @Override
    public void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed) {
      commits.add(committed);
      words.add("sms " + sms.originator());
      if (throwing) {
        throw new IllegalStateException("a listener must not do that");
      }
    }

    @Override
    public void availabilityChanged(boolean available, String detail) {
      words.add(available ? "available" : "unavailable: " + detail);
    }
  }
}
