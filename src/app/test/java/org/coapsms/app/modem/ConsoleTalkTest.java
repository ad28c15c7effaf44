package org.coapsms.app.modem;

import static org.assertj.core.api.Assertions.assertThat;

import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;

/** The bytes are those of gammu, smstools and a SIM868 on their lines. */
class ConsoleTalkTest {
  private static final String SUBMIT = "0071000C914477000910320004FF0E060504163316334001123451FF00";

  private final StringBuilder screen = new StringBuilder();
  private final ConsoleTalk talk = new ConsoleTalk(screen::append);

  private String written() {
    StringBuilder all = new StringBuilder();
    for (var next = talk.pollOutput(); next.isPresent(); next = talk.pollOutput()) {
      for (byte octet : next.get().toArray()) {
        all.append((char) octet);
      }
    }
    return all.toString();
  }

  private void hears(String text) {
    talk.heard(Bytes.ofUtf8(text));
  }

  private String screen() {
    String shown = screen.toString();
    screen.setLength(0);
    return shown;
  }

  @Test
  void aLineIsACommandAndItsEchoIsNotShown() {
    talk.typed("AT+CSQ");
    assertThat(written()).isEqualTo("AT+CSQ\r");
    assertThat(talk.isWaiting()).isTrue();

    hears("AT+CSQ\r\r\n+CSQ: 17,");
    hears("0\r\n\r\nOK\r\n");

    assertThat(screen()).isEqualTo("+CSQ: 17,0   (-79 dBm)\nOK\n");
    assertThat(talk.isWaiting()).isFalse();
  }

  @Test
  void aLineAtThePromptIsAPduWithCtrlZ() {
    talk.typed("AT+CMGS=28");
    written();
    hears("AT+CMGS=28\r\r\n> ");
    assertThat(talk.isWaiting()).isFalse();
    assertThat(talk.isPrompted()).isTrue();

    talk.typed(SUBMIT);

    assertThat(written()).isEqualTo(SUBMIT + "\u001a");
    assertThat(screen())
        .startsWith("> ")
        .contains("SMS-SUBMIT", "+447700900123", "5683", "CON")
        .doesNotContain("not decoded");
    assertThat(talk.isWaiting()).isTrue();

    hears(SUBMIT + "\u001a\r\n+CMGS: 42\r\n\r\nOK\r\n");
    assertThat(screen()).isEqualTo("+CMGS: 42\nOK\n");
  }

  // SIM7670G: gammu issue 1176.
  @Test
  void anEmptyLineAtThePromptSendsNothing() {
    talk.typed("AT+CMGS=28");
    written();
    hears("\r\n>\r\n");

    talk.typed("");

    assertThat(written()).isEqualTo("\u001b");
    assertThat(talk.isPrompted()).isFalse();
    talk.typed("AT");
    assertThat(written()).isEqualTo("AT\r");
  }

  @Test
  void showsTheFieldsOfWhatArrives() {
    hears("\r\n+CMT: ,24\r\n07914477581006500004");
    assertThat(screen()).isEqualTo("+CMT: ,24\n");
    hears("0C9144770009103200F51130105100000504A1B2C3D4\r\n");

    assertThat(screen()).contains("07914477581006500004", "not decoded");

    hears("\r\n+CMT: ,23\r\n0004" + "0C914477000910320004621010215400400401020304" + "\r\n");
    assertThat(screen()).contains("SMS-DELIVER", "+447700900123").doesNotContain("not decoded");
  }

  @Test
  void aLineOfDigitsWithoutAHeaderIsNoPdu() {
    talk.typed("AT+CGSN");
    hears("AT+CGSN\r\r\n490154203237518\r\n\r\nOK\r\n");

    assertThat(screen()).isEqualTo("490154203237518\nOK\n");
  }

  @Test
  void tellsWhatAnErrorMeans() {
    talk.typed("AT+CMGS=28");
    hears("\r\n+CMS ERROR: 38\r\n");

    assertThat(screen()).isEqualTo("+CMS ERROR: 38   (network out of order)\n");
    assertThat(talk.isWaiting()).isFalse();
  }

  @Test
  void showsWhatNoLineEndFollowsAndWhatIsNoText() {
    hears("login: ");
    assertThat(screen()).isEmpty();
    talk.quiet();
    assertThat(screen()).isEqualTo("login:\n");

    hears("\u0000\u0007\u001b[2J\r\n");
    assertThat(screen()).isEqualTo("\\x00\\x07\\x1b[2J\n");
  }
}
