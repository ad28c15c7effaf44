package org.coapsms.codec.gsm7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of python-gsmmodem, test/test_pdu.py, TestGsm7, unless a test says otherwise. */
class SeptetsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "123, 313233, 31d90c",
        "12345678, 3132333435363738, 31d98c56b3dd70",
        "123456789, 313233343536373839, 31d98c56b3dd7039",
        "Hello World!, 48656c6c6f20576f726c6421, c8329bfd065ddf72363904",
        "[{abc}]~, 1b3c1b286162631b291b3e1b3d, 1bde0615168f37a98d6fd303",
        "{åΦΓΛΩΠΨΣΘ€}, 1b280f12131415161718191b651b29, 1bd44332a1542c174c6653dea400",
        "a[]{}€, 611b3c1b3e1b281b291b65, e10d6fe3dba036a94d19",
        // The text of every tutorial, and of ModemManager's test_pdu3.
        "hellohello, 68656c6c6f68656c6c6f, e8329bfd4697d9ec37"
      })
  void packsAndUnpacksText(String text, String septets, String packed) {
    assertThat(GsmAlphabet.encode(text)).isEqualTo(Bytes.fromHex(septets));
    assertThat(Septets.pack(Bytes.fromHex(septets))).isEqualTo(Bytes.fromHex(packed));
    assertThat(Septets.unpack(Bytes.fromHex(packed), septets.length() / 2))
        .isEqualTo(Bytes.fromHex(septets));
    assertThat(GsmAlphabet.decode(Bytes.fromHex(septets))).isEqualTo(text);
  }

  @Test
  void knowsEveryCharacterOfTheTable() {
    // TS 23.038 §6.2.1, column by column as the table prints it; the escape is not a character.
    String table =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    assertThat(GsmAlphabet.encode(table).size()).isEqualTo(127);
    assertThat(GsmAlphabet.decode(GsmAlphabet.encode(table))).isEqualTo(table);
    assertThat(GsmAlphabet.encode("^{}\\[~]|€\f"))
        .isEqualTo(Bytes.fromHex("1b14 1b28 1b29 1b2f 1b3c 1b3d 1b3e 1b40 1b65 1b0a"));
  }

  @Test
  void refusesCharactersThatTheAlphabetDoesNotHave() {
    assertThat(GsmAlphabet.canEncode("naïve")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GsmAlphabet.encode("naïve"))
        .withMessage("no GSM 7-bit character: U+00EF at 2");
    assertThat(GsmAlphabet.canEncode("ç")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // warthog618/sms, encoding/gsm7/gsm7_test.go: TestDecode, TestWithoutExtCharset.
        "6d65731b407361,mes|sa",
        "6d65731b1b407361,mes ¡sa",
        "6d65731b,mes ",
        "1b691b47,iG",
        // The highest bit of a septet that stands in an octet means nothing.
        "e8e5,he"
      })
  void readsAnySeptets(String septets, String text) {
    assertThat(GsmAlphabet.decode(Bytes.fromHex(septets))).isEqualTo(text);
  }

  @ParameterizedTest
  // TS 23.040 §9.2.3.24: octets of header, fill bits behind it, septets that it covers.
  @CsvSource({"0, 0, 0", "1, 6, 2", "5, 2, 6", "6, 1, 7", "7, 0, 8", "12, 2, 14", "13, 1, 15"})
  void fillsUpToTheNextSeptet(int octets, int fillBits, int septets) {
    assertThat(Septets.fillBits(octets)).isEqualTo(fillBits);
    assertThat(Septets.covering(octets)).isEqualTo(septets);
  }

  @Test
  void unpacksWhatItPackedBehindAnyFillBits() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      byte[] septets = new byte[random.nextInt(170)];
      for (int i = 0; i < septets.length; i++) {
        septets[i] = (byte) random.nextInt(128);
      }
      int fillBits = random.nextInt(7);

      Bytes packed = Septets.pack(Bytes.copyOf(septets), fillBits);

      assertThat(packed.size()).isEqualTo((fillBits + septets.length * 7 + 7) / 8);
      assertThat(Septets.unpack(packed, septets.length, fillBits)).isEqualTo(Bytes.copyOf(septets));
      assertThat(Septets.unpack(packed, 1000, fillBits).size())
          .isBetween(septets.length, septets.length + 1);
    }
  }
}
