package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.coapsms.carrier.modem.dialogue.ChannelState.Action;
import org.coapsms.carrier.modem.dialogue.ChannelState.Input;
import org.coapsms.carrier.modem.dialogue.ChannelState.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelStateTest {
  private static final Map<ChannelState, Set<Input>> IMPOSSIBLE =
      Map.of(
          // Without a command there is nothing to reply to and no time limit.
          ChannelState.IDLE, EnumSet.of(Input.REPLY, Input.SILENCE),
          ChannelState.SETTLING, EnumSet.of(Input.REPLY));

  private static final Set<ChannelState> SENT =
      EnumSet.of(ChannelState.TRANSFER, ChannelState.DOUBTFUL, ChannelState.REPLIED);

  private static final Set<Action> ENDS =
      EnumSet.of(Action.END_OK, Action.END_ERROR, Action.END_SILENT, Action.ESCAPE_AND_END);

  private static Stream<Arguments> cells() {
    return Stream.of(ChannelState.values())
        .flatMap(state -> Stream.of(Input.values()).map(input -> Arguments.of(state, input)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellIsDecided(ChannelState state, Input input) {
    if (IMPOSSIBLE.getOrDefault(state, Set.of()).contains(input)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> state.on(input))
          .withMessageContaining(state.name())
          .withMessageContaining(input.name());
      return;
    }
    Step step = state.on(input);

    boolean commandOpenAfter =
        step.next() != ChannelState.IDLE && step.next() != ChannelState.SETTLING;
    boolean commandOpenBefore = state != ChannelState.IDLE && state != ChannelState.SETTLING;
    assertThat(ENDS.contains(step.action()))
        .as("a command ends exactly when it is no longer open")
        .isEqualTo(commandOpenBefore && !commandOpenAfter);
    assertThat(step.next() == ChannelState.TRANSFER && state != ChannelState.TRANSFER)
        .as("only the prompt leads to a transfer")
        .isEqualTo(step.action() == Action.WRITE_PDU);
    if (step.action() == Action.WRITE_PDU) {
      assertThat(state).isEqualTo(ChannelState.PROMPT);
      assertThat(input).isEqualTo(Input.PROMPT);
    }
    if (SENT.contains(state) && input != Input.SILENCE) {
      assertThat(step.action())
          .as("nothing is written during a transfer")
          .isNotIn(Action.ESCAPE, Action.ESCAPE_AND_END, Action.WRITE_PDU);
    }
    if (input == Input.SILENCE) {
      assertThat(step.next()).as("silence always leads on").isNotEqualTo(state);
    }
  }
}
