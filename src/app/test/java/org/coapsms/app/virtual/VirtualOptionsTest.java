package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.coapsms.app.CommandLineRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualOptionsTest {
  private static final String ROUGH = "--loss=0.1 --duplicate=0.05 --latency=30s --crash=0.001";

  @Test
  void printsWhatCameOfAllHistories() {
    CommandLineRun run = virtual("--seeds=1..2 --exchanges=20");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("(?m)^seeds +2$")
        .containsPattern("(?m)^exchanges +40$")
        .containsPattern("(?m)^violations +0$")
        .containsPattern("(?m)^smsPerExchange +2\\.0000$")
        .containsPattern("(?m)^smsUntilArrived +1\\.0000$")
        .containsPattern("(?m)^successRate +100\\.000 %$")
        .containsPattern("(?m)^timeToAnswer +p50 \\d+\\.\\d s, p99 \\d+\\.\\d s$")
        .containsPattern("(?m)^extraExecutions +0$")
        .containsPattern("(?m)^historyHash +[0-9a-f]{32}$");
  }

  @Test
  void printsTheSameAsJson() throws Exception {
    JsonNode page = json("--seeds=1..2 --exchanges=20 --latency=10s --jitter=0 --json");

    assertThat(page.fieldNames())
        .toIterable()
        .containsExactly(
            "seeds",
            "exchanges",
            "violations",
            "smsPerExchange",
            "smsUntilArrived",
            "successRate",
            "timeToAnswer",
            "extraExecutions",
            "historyHash");
    assertThat(page.get("seeds").asInt()).isEqualTo(2);
    assertThat(page.get("violations")).isEmpty();
    assertThat(page.get("successRate").asDouble()).isEqualTo(1);
    // Ten seconds there and ten back, and the carrier's own answer to the submission.
    assertThat(page.get("timeToAnswer").get("p50").asDouble()).isBetween(20.0, 21.0);
  }

  @Test
  void theSameSeedsGiveTheSameHashAndOthersGiveAnother() throws Exception {
    String hash = json("--seeds=3..4 --exchanges=30 --json " + ROUGH).get("historyHash").asText();

    assertThat(json("--seeds=3..4 --exchanges=30 --json " + ROUGH).get("historyHash").asText())
        .isEqualTo(hash);
    assertThat(json("--seeds=4..5 --exchanges=30 --json " + ROUGH).get("historyHash").asText())
        .isNotEqualTo(hash);
  }

  @Test
  void aRequestOfEightSegmentsHasArrivedWithEightShortMessages() throws Exception {
    JsonNode page = json("--seeds=1 --exchanges=10 --segments=8 --json");

    assertThat(page.get("smsUntilArrived").asDouble()).isEqualTo(8);
    assertThat(page.get("smsPerExchange").asDouble()).isEqualTo(9);
  }

  @Test
  void theTableOfCostsSetsOurEngineBesideTheOthers() throws Exception {
    JsonNode rows = json("--cost --seeds=1..1 --exchanges=10 --jitter=0 --json").get("rows");

    assertThat(rows).hasSize(12);
    assertThat(rows.get(0).get("loss").asDouble()).isZero();
    assertThat(rows.get(0).get("latency").asDouble()).isEqualTo(5);
    assertThat(rows.get(0).get("coapsms").get("smsPerExchange").asDouble()).isEqualTo(2);
    assertThat(rows.get(0).get("dumbRelay").get("smsPerExchange").asDouble()).isEqualTo(6);
    assertThat(rows.get(0).get("lwm2m").get("smsPerExchange").asDouble()).isEqualTo(2);
    assertThat(rows.get(2).get("latency").asDouble()).isEqualTo(120);
    assertThat(rows.get(2).get("dumbRelay").get("timeToAnswer").get("p50").isNull()).isTrue();
    assertThat(rows.get(11).get("loss").asDouble()).isEqualTo(0.2);
  }

  @Test
  void theTableOfCostsIsOneForPeopleToo() {
    CommandLineRun run = virtual("--cost --seeds=1..1 --exchanges=5 --jitter=0");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("CON GET, 5 exchanges in each cell")
        .containsPattern("\\|  0 % +\\| +5 s \\| +2\\.00, 100\\.00 %, +10 s, +10 s \\|")
        .containsPattern("\\|  0 % +\\| +120 s \\|.*\\| 10\\.00, +0\\.00 %, +no answer \\|");
  }

  @ParameterizedTest
  @CsvSource({
    "--virtual --seeds=2..1,                the seeds from 2 to 1 are none",
    "--virtual --seeds=many,                is no range; write",
    "--virtual --exchanges=0,               --exchanges is at least 1",
    "--virtual --segments=11,               --segments is 1 to 10",
    "--virtual --crash=2,                   --crash is a probability",
    "--virtual --until=0,                   --until is the number of an event",
    "--virtual --loss=2,                    --loss: ",
    "--virtual --phones=2,                  --phones cannot go with --virtual",
    "--virtual --smsc=0,                    --smsc cannot go with --virtual",
    "--virtual --control=0,                 --control cannot go with --virtual",
    "--virtual --config=network.yaml,       --config cannot go with --virtual",
    "--virtual --quiet,                     --quiet cannot go with --virtual",
    "--virtual --cost --loss=0.1,           --loss cannot go with --cost",
    "--virtual --cost --segments=2,         --segments cannot go with --cost",
    "--seeds=1..2,                          --seeds needs --virtual",
    "--cost,                                --cost needs --virtual",
    "--json,                                --json needs --virtual"
  })
  void refusesWhatMakesNoSense(String arguments, String reason) {
    CommandLineRun run = simulate(arguments);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(reason).contains("Usage: coapsms simulate");
  }

  @Test
  void theHelpKnowsEveryFlag() {
    assertThat(simulate("--help").out())
        .contains("In virtual time:", "--virtual", "--seeds=FROM..TO", "--exchanges=N")
        .contains("--loss=P", "--receipt-loss=P", "--duplicate=P", "--latency=TIME")
        .contains("--jitter=SIGMA", "--crash=P", "--segments=N", "--until=EVENT", "--menu")
        .contains("--cost", "--json");
  }

  private static JsonNode json(String arguments) throws Exception {
    CommandLineRun run = virtual(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static CommandLineRun virtual(String arguments) {
    return simulate("--virtual " + arguments);
  }

  private static CommandLineRun simulate(String arguments) {
    return CommandLineRun.of(("simulate " + arguments).split(" "));
  }
}
