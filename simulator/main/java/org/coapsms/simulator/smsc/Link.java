package org.coapsms.simulator.smsc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.MalformedPdu;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.simulator.network.NetworkLoop;

/**
 * Joins one TCP connection to its session: one thread reads and decodes, one encodes and writes.
 * Both work on whatever has piled up, so that a full window costs one hop to the loop and one
 * write.
 */
final class Link implements PduSink {
  /** Batches that may wait for the loop; then the reader stops and TCP slows the ESME down. */
  private static final int BATCHES_AHEAD = 4;

  /** PDUs that may wait for an ESME that does not read; then the link is closed. */
  private static final int MAX_UNWRITTEN = 100_000;

  /** Octets after which a write does not wait for more. */
  private static final int MAX_WRITE = 0x4000;

  private final Socket socket;
  private final Socket spoken;
  private final NetworkLoop loop;
  private final Smsc smsc;
  private final Consumer<Link> onEnd;
  private final LinkedBlockingQueue<Step> unwritten = new LinkedBlockingQueue<>(MAX_UNWRITTEN);
  private final Thread reader;
  private final Thread writer;
  private final Semaphore ahead = new Semaphore(BATCHES_AHEAD);

  private volatile CountDownLatch reading = new CountDownLatch(0);

  /** Work of the writer. */
  private sealed interface Step {
    /** A PDU, together with its neighbours if there are any. */
    record Whole(Pdu pdu) implements Step {}

    /** Octets in a write of their own. */
    record Apart(Bytes octets) implements Step {}

    record Close() implements Step {}
  }

  /**
   * Prepares the threads.
   *
   * @param spoken the same connection as the ESME speaks on it, perhaps in TLS
   */
  Link(Socket socket, Socket spoken, NetworkLoop loop, Smsc smsc, Consumer<Link> onEnd) {
    this.socket = socket;
    this.spoken = spoken;
    this.loop = loop;
    this.smsc = smsc;
    this.onEnd = onEnd;
    String name = "smsc-" + socket.getLocalPort() + "-" + socket.getPort();
    this.reader = daemon(this::read, name + "-in");
    this.writer = daemon(this::write, name + "-out");
  }

  void start() {
    reader.start();
    writer.start();
  }

  @Override
  public void send(Pdu pdu) {
    enqueue(new Step.Whole(pdu));
  }

  @Override
  public void sendOctets(Bytes octets) {
    enqueue(new Step.Apart(octets));
  }

  @Override
  public void pauseReading() {
    reading = new CountDownLatch(1);
  }

  @Override
  public void resumeReading() {
    reading.countDown();
  }

  @Override
  public void closeAfterwards() {
    enqueue(new Step.Close());
  }

  @Override
  public void closeNow() {
    unwritten.clear();
    unwritten.offer(new Step.Close());
    closeSocket();
    // It may wait for a loop that has been closed.
    reader.interrupt();
  }

  @Override
  public int remotePort() {
    return socket.getPort();
  }

  private void enqueue(Step step) {
    if (!unwritten.offer(step)) {
      closeNow();
    }
  }

  private void read() {
    try {
      loop.run(now -> smsc.connected(now, this));
      InputStream in = spoken.getInputStream();
      PduFrames frames = new PduFrames();
      boolean understood = true;
      while (understood && frames.fill(in)) {
        List<Inbound> batch = new ArrayList<>();
        understood = decode(frames, batch);
        hand(batch);
        reading.await();
      }
      // Not closed at once: the ESME is to be told why before the writer closes.
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The connection is gone, as noted below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeNow();
      loop.run(now -> smsc.lost(now, this));
      onEnd.accept(this);
    }
  }

  private void hand(List<Inbound> batch) throws InterruptedException {
    if (!batch.isEmpty()) {
      ahead.acquire();
      loop.run(
          now -> {
            ahead.release();
            smsc.received(now, this, batch);
          });
    }
  }

  /** Decodes every whole PDU that has come; false once the framing is lost. */
  private static boolean decode(PduFrames frames, List<Inbound> batch) {
    try {
      for (Optional<Bytes> next = frames.next(); next.isPresent(); next = frames.next()) {
        batch.add(decode(next.get()));
      }
      return true;
    } catch (PduFrames.FramingLost e) {
      batch.add(new Inbound.Junk(CommandStatus.ESME_RINVCMDLEN, e.sequenceNumber(), true, e.why()));
      return false;
    }
  }

  private static Inbound decode(Bytes octets) {
    try {
      return new Inbound.Understood(Pdu.decode(octets), octets.size());
    } catch (MalformedPdu e) {
      int sequence = octets.at(12) << 24 | octets.at(13) << 16 | octets.at(14) << 8 | octets.at(15);
      return new Inbound.Junk(
          e.replyWith(), sequence, false, "octet " + e.offset() + ": " + e.what());
    }
  }

  private void write() {
    try {
      OutputStream out = spoken.getOutputStream();
      List<Step> steps = new ArrayList<>();
      ByteArrayOutputStream chunk = new ByteArrayOutputStream(MAX_WRITE);
      boolean open = true;
      while (open) {
        steps.add(unwritten.take());
        unwritten.drainTo(steps);
        for (Step step : steps) {
          if (step instanceof Step.Close) {
            open = false;
            break;
          } else if (step instanceof Step.Whole whole) {
            chunk.writeBytes(whole.pdu().encode().toArray());
          } else if (step instanceof Step.Apart apart) {
            chunk.writeTo(out);
            chunk.reset();
            out.write(apart.octets().toArray());
          }
          if (chunk.size() >= MAX_WRITE) {
            chunk.writeTo(out);
            chunk.reset();
          }
        }
        chunk.writeTo(out);
        chunk.reset();
        steps.clear();
      }
      // Says goodbye in TLS, which may wait for the ESME; closing the socket below it never does.
      spoken.close();
    } catch (IOException e) {
      // The reader sees the same and ends the session.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeSocket();
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
