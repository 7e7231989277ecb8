package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.cli.bench.MapCase;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;

/// `lockstep bench map`: what it prints, not how fast it is.
class BenchMapCommandTest {

  @Test
  void json_is_one_object_a_line_with_the_promised_fields() {
    var run = CommandRun.of("bench", "map", "--cases", "exp,sgd-16m", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2);
    Json.Fields exp = (Json.Fields) Json.parse(lines.getFirst());
    assertThat(exp.members().sequencedKeySet())
        .containsExactly("name", "elements_per_ns", "gb_per_s");
    assertThat(exp.text()).startsWith("{\"name\":\"exp\",");
    Json.Fields sgd = (Json.Fields) Json.parse(lines.getLast());
    assertThat(sgd.members().sequencedKeySet())
        .containsExactly("name", "elements_per_ns", "gb_per_s", "copy_gb_per_s");
  }

  @Test
  void a_table_has_a_line_for_each_case() {
    var run = CommandRun.of("bench", "map", "--cases", "bias,dropout", "--threads", "2");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out()).contains("elements/ns", "GB/s", "of copy");
    assertThat(run.out()).contains("\nbias ", "\ndropout ");
  }

  @Test
  void an_unknown_case_is_one_sentence_with_all_names() {
    var run = CommandRun.of("bench", "map", "--cases", "exp,cosh");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .startsWith("lockstep: --cases: expected some of exp, tanh, ")
        .endsWith("; got 'cosh'.\n");
    for (MapCase each : MapCase.all()) {
      assertThat(run.err()).contains(each.name());
    }
  }

  @Test
  void a_senseless_number_of_threads_is_one_sentence() {
    assertThat(CommandRun.of("bench", "map", "--threads", "0").err())
        .isEqualTo("lockstep: --threads: expected 1 to 1024, got 0.\n");
  }
}
