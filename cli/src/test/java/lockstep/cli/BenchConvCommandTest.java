package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.cli.bench.ConvCase;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;

/// `lockstep bench conv`: what it prints, not how fast it is.
class BenchConvCommandTest {

  @Test
  void json_is_one_object_a_line_with_the_promised_fields() {
    var run = CommandRun.of("bench", "conv", "--cases", "resnet20-64ch-8", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    Json.Fields last = (Json.Fields) Json.parse(lines.getLast());
    assertThat(last.members().sequencedKeySet())
        .containsExactly("name", "direction", "threads", "gflops", "peak_gflops", "peak_share");
    assertThat(lines)
        .element(0)
        .asString()
        .startsWith("{\"name\":\"resnet20-64ch-8\",\"direction\":\"forward\",\"threads\":1,");
    assertThat(lines.get(1)).contains("\"direction\":\"input_gradient\"");
    assertThat(lines.get(2)).contains("\"direction\":\"weight_gradient\"");
  }

  @Test
  void a_table_has_a_line_for_each_direction() {
    var run = CommandRun.of("bench", "conv", "--cases", "lenet-1to32-28", "--threads", "2");
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out()).contains("GFLOP/s", "of peak").contains("\nlenet-1to32-28 ");
  }

  @Test
  void an_unknown_case_is_one_sentence_with_all_names() {
    var run = CommandRun.of("bench", "conv", "--cases", "resnet20-64ch-8,alexnet");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .startsWith("lockstep: --cases: expected some of resnet20-16ch-32, ")
        .endsWith("; got 'alexnet'.\n");
    for (ConvCase each : ConvCase.all()) {
      assertThat(run.err()).contains(each.name());
    }
  }

  @Test
  void a_senseless_number_of_threads_is_one_sentence() {
    assertThat(CommandRun.of("bench", "conv", "--threads", "0").err())
        .isEqualTo("lockstep: --threads: expected 1 to 1024, got 0.\n");
  }
}
