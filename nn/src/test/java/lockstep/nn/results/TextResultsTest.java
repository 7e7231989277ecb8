package lockstep.nn.results;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.nn.data.SharedData;
import lockstep.nn.metric.Score;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bars on real texts: see `nn/docs/results.md` for the commands.
@Tag("long")
class TextResultsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sms_spam(long seed) {
    Workload.Result result =
        TextWorkloads.smsSpam(SharedData.of("text/sms-spam/SMSSpamCollection"), seed).run(seed);
    assertThat(result.test().metric().scores())
        .filteredOn(score -> score.name().equals("f1 of spam"))
        .singleElement()
        .extracting(Score::value)
        .satisfies(f1 -> assertThat(f1).isGreaterThanOrEqualTo(0.93));
    assertThat(result.seconds()).isLessThan(120);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void banking77(long seed) {
    Workload.Result result =
        TextWorkloads.banking77(SharedData.of("text/banking77"), seed).run(seed);
    assertThat(result.test().figure("accuracy")).isGreaterThanOrEqualTo(0.80);
    assertThat(result.seconds()).isLessThan(600);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shakespeare(long seed) {
    Workload.Result result =
        TextWorkloads.shakespeare(SharedData.of("text/tinyshakespeare/input.txt"), seed).run(seed);
    assertThat(result.test().figure("cross_entropy")).isLessThanOrEqualTo(1.88);
    assertThat(result.seconds()).isLessThan(300);
  }
}
