package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Octets written by hand after SMPP 3.4, so that no codec stands between test and wire. */
class SmscServerBytesTest {
  // §4.1.5: system_id "a", password "b", system_type "", interface_version 0x34, TON, NPI, range
  // "".
  private static final String BIND_TRANSCEIVER =
      "00000019 00000009 00000000 00000001 6100 6200 00 34 00 00 00";
  // §4.4.1: to +491700000001, one octet of 8-bit data.
  private static final String SUBMIT =
      "00000034 00000004 00000000 00000002"
          + "00 000000 0101 343931373030303030303031 00 00 00 00 00 00 00 00 04 00 07"
          + "40414243444546";

  private LoopbackCentre centre;
  private Socket socket;
  private OutputStream out;
  private DataInputStream in;

  @BeforeEach
  void connect() throws IOException {
    centre = new LoopbackCentre(SmscConfig.openToAll());
    socket = new Socket(InetAddress.getLoopbackAddress(), centre.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    centre.close();
  }

  @Test
  void answersABindWithItsNameAndItsVersion() throws IOException {
    send(BIND_TRANSCEIVER);

    // §4.1.6: system_id "coapsms", sc_interface_version (0x0210) 0x34.
    assertThat(next())
        .isEqualTo(hex("0000001d 80000009 00000000 00000001 636f6170736d7300 0210 0001 34"));
  }

  @Test
  void understandsPdusThatComeOctetByOctet() throws Exception {
    for (byte octet : hex(BIND_TRANSCEIVER + SUBMIT).toArray()) {
      out.write(octet);
      out.flush();
    }

    assertThat(next().slice(4, 16)).isEqualTo(hex("80000009 00000000 00000001"));
    // §4.4.2: message_id "1".
    assertThat(next()).isEqualTo(hex("00000012 80000004 00000000 00000002 3100"));
    assertThat(centre.arrivedAtPhone().userData().octets()).isEqualTo(hex("40414243444546"));
  }

  @Test
  void understandsManyPdusInOneSegment() throws IOException {
    send(BIND_TRANSCEIVER + SUBMIT + SUBMIT + "00000010 00000015 00000000 00000003");

    assertThat(next().slice(4, 16)).isEqualTo(hex("80000009 00000000 00000001"));
    assertThat(next()).isEqualTo(hex("00000012 80000004 00000000 00000002 3100"));
    assertThat(next()).isEqualTo(hex("00000012 80000004 00000000 00000002 3200"));
    assertThat(next()).isEqualTo(hex("00000010 80000015 00000000 00000003"));
  }

  @Test
  void refusesASubmissionBeforeTheBindAndStaysUsable() throws IOException {
    send(SUBMIT + BIND_TRANSCEIVER);

    assertThat(next()).isEqualTo(hex("00000010 80000004 00000004 00000002"));
    assertThat(next().slice(4, 16)).isEqualTo(hex("80000009 00000000 00000001"));
  }

  @Test
  void answersAnUnknownCommandWithGenericNack() throws IOException {
    send("00000010 00000999 00000000 00000005");

    assertThat(next()).isEqualTo(hex("00000010 80000000 00000003 00000005"));
  }

  @Test
  void answersATruncatedBodyAndGoesOn() throws IOException {
    send("00000012 00000009 00000000 00000006 6100" + BIND_TRANSCEIVER);

    Bytes nack = next();
    assertThat(nack.slice(4, 8)).isEqualTo(hex("80000000"));
    assertThat(nack.slice(8, 12)).isNotEqualTo(hex("00000000"));
    assertThat(nack.slice(12, 16)).isEqualTo(hex("00000006"));
    assertThat(next().slice(4, 16)).isEqualTo(hex("80000009 00000000 00000001"));
  }

  @Test
  void endsTheConnectionAtALengthOfTwoGigabytes() throws IOException {
    send("7fffffff 00000004 00000000 00000008");

    assertThat(next()).isEqualTo(hex("00000010 80000000 00000002 00000008"));
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void endsTheConnectionAtALengthBelowTheHeader() throws IOException {
    send("00000004 00000004 00000000 00000008");

    assertThat(next()).isEqualTo(hex("00000010 80000000 00000002 00000008"));
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void unbindsAndCloses() throws IOException {
    send(BIND_TRANSCEIVER + "00000010 00000006 00000000 00000004");

    assertThat(next().slice(4, 8)).isEqualTo(hex("80000009"));
    assertThat(next()).isEqualTo(hex("00000010 80000006 00000000 00000004"));
    assertThat(in.read()).isEqualTo(-1);
  }

  private void send(String octets) throws IOException {
    out.write(hex(octets).toArray());
    out.flush();
  }

  private Bytes next() throws IOException {
    int length = in.readInt();
    byte[] pdu = new byte[length];
    in.readFully(pdu, 4, length - 4);
    pdu[0] = (byte) (length >>> 24);
    pdu[1] = (byte) (length >>> 16);
    pdu[2] = (byte) (length >>> 8);
    pdu[3] = (byte) length;
    return Bytes.copyOf(pdu);
  }

  private static Bytes hex(String octets) {
    return Bytes.fromHex(octets);
  }
}
