package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `lockstep bench step`: what it prints, not how fast it is.
class BenchStepCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"train", "infer"})
  void json_is_one_line_with_the_promised_fields(String mode) {
    var run =
        CommandRun.of(
            "bench",
            "step",
            "--model",
            "mlp",
            "--mode",
            mode,
            "--steps",
            "3",
            "--threads",
            "2",
            "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out().lines()).hasSize(1);
    Json.Fields result = (Json.Fields) Json.parse(run.out().strip());
    assertThat(result.members().sequencedKeySet())
        .containsExactly(
            "model",
            "mode",
            "batch",
            "unit",
            "median",
            "min",
            "max",
            "ms_per_step",
            "peak_mb",
            "threads",
            "parameters");
    assertThat(run.out())
        .startsWith(
            "{\"model\":\"mlp\",\"mode\":\"" + mode + "\",\"batch\":64,\"unit\":\"samples/s\"")
        .endsWith(",\"threads\":2,\"parameters\":535818}\n");
  }

  @Test
  void a_table_has_one_row() {
    var run = CommandRun.of("bench", "step", "--model", "lenet", "--batch", "2", "--steps", "1");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out().lines().toList().getLast())
        .matches("lenet +train +2 samples/s( +[0-9.]+){5} +1 +582026");
  }

  @Test
  void a_language_model_counts_tokens() {
    var run =
        CommandRun.of(
            "bench", "step", "--model", "chargpt", "--mode", "infer", "--batch", "1", "--steps",
            "1", "--json");
    assertThat(run.out()).contains("\"unit\":\"tokens/s\"", "\"parameters\":804096");
  }

  @Test
  void a_profile_has_a_line_for_each_node_and_kind_the_slowest_first() {
    var run = CommandRun.of("bench", "step", "--batch", "2", "--steps", "3", "--profile", "--json");
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("{\"model\":\"mlp\"");
    assertThat(lines.get(1)).isEmpty();
    assertThat(lines.get(2)).matches("[0-9]+ nodes, .+ us a step, .+ on 1 threads");
    int count = Integer.parseInt(lines.get(2).replaceFirst(" .*", ""));
    List<String> nodes = lines.subList(4, 4 + count);
    assertThat(lines.subList(5 + count, lines.size()))
        .anyMatch(line -> line.matches("MatMul +8 .+ %"));
    assertThat(nodes).allMatch(line -> line.startsWith("%"));
    assertThat(nodes).anyMatch(line -> line.matches("%[0-9]+ MatMul of 0 .+ %.+ % +-"));
    assertThat(nodes).anyMatch(line -> line.matches("%[0-9]+ Update of 0.weight .+ - +- .+"));
    List<Double> times =
        nodes.stream()
            .map(line -> line.replaceFirst(".*\\] +([0-9.]+) .*", "$1"))
            .map(Double::parseDouble)
            .toList();
    assertThat(times).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model alexnet|--model: expected one of mlp, lenet, resnet20, resnet18, chargpt, lstm; got 'alexnet'.",
        "--mode eval|--mode: expected train or infer; got 'eval'.",
        "--threads 0|--threads: expected 1 to 1024, got 0.",
        "--batch -1|--batch: expected 1 to 4096, got -1.",
        "--steps 0|--steps: expected 1 to 1000000, got 0.",
        "--model resnet18 --batch 4096|--batch: 4096 examples of resnet18 are too many. Take fewer."
      })
  void what_makes_no_sense_is_one_sentence(String options, String sentence) {
    var run = CommandRun.of(("bench step " + options).split(" "));
    assertThat(run.err()).isEqualTo("lockstep: " + sentence + "\n");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void help_fits_a_terminal_of_80_columns() {
    assertThat(CommandRun.of("bench", "step", "--help").out().lines())
        .allMatch(line -> line.length() <= 80);
  }
}
