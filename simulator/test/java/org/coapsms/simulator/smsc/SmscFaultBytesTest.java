package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.coapsms.codec.Bytes;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The faults that only a real connection can show; octets by hand after SMPP 3.4. */
class SmscFaultBytesTest {
  private static final Bytes BIND =
      Bytes.fromHex("00000019 00000009 00000000 00000001 6100 6200 00 34 00 00 00");
  private static final Bytes ENQUIRY = Bytes.fromHex("00000010 00000015 00000000 00000007");
  private static final Bytes ALIVE = Bytes.fromHex("00000010 80000015 00000000 00000007");
  private static final int BIND_RESP_SIZE = 0x1d;

  private LoopbackCentre centre;
  private Socket socket;
  private OutputStream out;
  private DataInputStream in;

  @BeforeEach
  void bind() throws IOException {
    centre = new LoopbackCentre(SmscConfig.openToAll());
    socket = new Socket();
    // Small, so that a centre that does not read is noticed soon.
    socket.setSendBufferSize(0x2000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), centre.port()));
    socket.setSoTimeout(10_000);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
    out.write(BIND.toArray());
    assertThat(read(BIND_RESP_SIZE).slice(4, 8)).isEqualTo(Bytes.fromHex("80000009"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    centre.close();
  }

  @Test
  void pausesInTheMiddleOfAPdu() throws Exception {
    centre.strikes(SmscFault.PAUSE_IN_PDU, FaultSetting.next(1).delaying(Duration.ofMillis(700)));

    out.write(ENQUIRY.toArray());

    assertThat(read(8)).isEqualTo(ALIVE.slice(0, 8));
    socket.setSoTimeout(200);
    assertThatThrownBy(() -> in.read()).isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(10_000);
    assertThat(read(8)).isEqualTo(ALIVE.from(8));
  }

  @Test
  void sendsTheSameOctetsOneByOne() throws Exception {
    centre.strikes(SmscFault.SINGLE_OCTETS, FaultSetting.next(1));

    out.write(ENQUIRY.toArray());

    assertThat(read(16)).isEqualTo(ALIVE);
  }

  @Test
  void readsNothingUntilItReadsEverything() throws Exception {
    centre.strikes(SmscFault.STOP_READING, FaultSetting.next(1).delaying(Duration.ofSeconds(2)));
    out.write(ENQUIRY.toArray());
    assertThat(read(16)).isEqualTo(ALIVE);

    for (int i = 0; i < 1_000; i++) {
      out.write(ENQUIRY.toArray());
    }

    // One read may have been under way.
    int early = answersBeforeSilence();
    assertThat(early).isLessThan(1_000);
    for (int i = early; i < 1_000; i++) {
      assertThat(read(16)).isEqualTo(ALIVE);
    }
  }

  @Test
  void leavesAConnectionOpenThatItHasForgotten() throws Exception {
    centre.strikes(SmscFault.HALF_OPEN, FaultSetting.next(1));

    out.write(ENQUIRY.toArray());
    out.write(ENQUIRY.toArray());

    socket.setSoTimeout(300);
    assertThatThrownBy(() -> in.read()).isInstanceOf(SocketTimeoutException.class);
    assertThat(centre.state().accounts().get(0).binds()).isEmpty();
  }

  @Test
  void closesWithoutAnAnswer() throws Exception {
    centre.strikes(SmscFault.UNBIND_CLOSE, FaultSetting.next(1));

    out.write(Bytes.fromHex("00000010 00000006 00000000 00000004").toArray());

    assertThat(in.read()).isEqualTo(-1);
  }

  private int answersBeforeSilence() throws IOException {
    int answers = 0;
    socket.setSoTimeout(300);
    try {
      for (; answers < 1_000; answers++) {
        assertThat(read(16)).isEqualTo(ALIVE);
      }
    } catch (SocketTimeoutException silence) {
      socket.setSoTimeout(10_000);
    }
    return answers;
  }

  private Bytes read(int size) throws IOException {
    byte[] octets = new byte[size];
    in.readFully(octets);
    return Bytes.copyOf(octets);
  }
}
