package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStateTest {
  // SMPP 3.4 §2.3, table 2-1, with enquire_link in every state as in 5.0.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          #           command | OPEN           | TRANSMITTER          | RECEIVER             | TRANSCEIVER          | UNBINDING
          0x00000001          | BIND           | REFUSE_ALREADY_BOUND | REFUSE_ALREADY_BOUND | REFUSE_ALREADY_BOUND | REFUSE_STATE
          0x00000002          | BIND           | REFUSE_ALREADY_BOUND | REFUSE_ALREADY_BOUND | REFUSE_ALREADY_BOUND | REFUSE_STATE
          0x00000009          | BIND           | REFUSE_ALREADY_BOUND | REFUSE_ALREADY_BOUND | REFUSE_ALREADY_BOUND | REFUSE_STATE
          0x00000004          | REFUSE_STATE   | SUBMIT               | REFUSE_STATE         | SUBMIT               | REFUSE_STATE
          0x00000103          | REFUSE_STATE   | SUBMIT_DATA          | REFUSE_STATE         | SUBMIT_DATA          | REFUSE_STATE
          0x00000003          | REFUSE_STATE   | QUERY                | REFUSE_STATE         | QUERY                | REFUSE_STATE
          0x00000007          | REFUSE_STATE   | REFUSE_REPLACING     | REFUSE_STATE         | REFUSE_REPLACING     | REFUSE_STATE
          0x00000008          | REFUSE_STATE   | REFUSE_CANCELLING    | REFUSE_STATE         | REFUSE_CANCELLING    | REFUSE_STATE
          0x00000021          | REFUSE_STATE   | SUBMIT_GROUP         | REFUSE_STATE         | SUBMIT_GROUP         | REFUSE_STATE
          0x00000005          | REFUSE_STATE   | REFUSE_STATE         | REFUSE_STATE         | REFUSE_STATE         | REFUSE_STATE
          0x0000000b          | REFUSE_STATE   | REFUSE_STATE         | REFUSE_STATE         | REFUSE_STATE         | REFUSE_STATE
          0x00000102          | REFUSE_STATE   | REFUSE_STATE         | REFUSE_STATE         | REFUSE_STATE         | REFUSE_STATE
          0x00000006          | REFUSE_STATE   | UNBIND               | UNBIND               | UNBIND               | UNBIND
          0x00000015          | ANSWER_ENQUIRY | ANSWER_ENQUIRY       | ANSWER_ENQUIRY       | ANSWER_ENQUIRY       | ANSWER_ENQUIRY
          0x80000005          | IGNORE         | IGNORE               | DELIVERED            | DELIVERED            | DELIVERED
          0x80000006          | IGNORE         | IGNORE               | IGNORE               | IGNORE               | UNBOUND
          0x80000015          | IGNORE         | IGNORE               | IGNORE               | IGNORE               | IGNORE
          0x80000000          | IGNORE         | IGNORE               | IGNORE               | IGNORE               | IGNORE
          0x80000004          | IGNORE         | IGNORE               | IGNORE               | IGNORE               | IGNORE
          0x80000777          | IGNORE         | IGNORE               | IGNORE               | IGNORE               | IGNORE
          0x00000777          | REFUSE_UNKNOWN | REFUSE_UNKNOWN       | REFUSE_UNKNOWN       | REFUSE_UNKNOWN       | REFUSE_UNKNOWN
          """)
  void actsInEachStateOnEachCommand(
      String command,
      SessionState.Action open,
      SessionState.Action transmitter,
      SessionState.Action receiver,
      SessionState.Action transceiver,
      SessionState.Action unbinding) {
    int id = Long.decode(command).intValue();

    assertThat(SessionState.OPEN.on(id)).isEqualTo(open);
    assertThat(SessionState.BOUND_TRANSMITTER.on(id)).isEqualTo(transmitter);
    assertThat(SessionState.BOUND_RECEIVER.on(id)).isEqualTo(receiver);
    assertThat(SessionState.BOUND_TRANSCEIVER.on(id)).isEqualTo(transceiver);
    assertThat(SessionState.UNBINDING.on(id)).isEqualTo(unbinding);
    assertThat(SessionState.CLOSED.on(id)).isEqualTo(SessionState.Action.IGNORE);
  }
}
