package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.blas.Availability;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `lockstep bench gemm`: what it prints, not how fast it is.
class BenchGemmCommandTest {

  @Test
  void json_is_one_object_a_line_with_the_promised_fields() {
    var run = CommandRun.of("bench", "gemm", "--shapes", "8x8x8,7x20x9tn", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out().lines()).hasSize(2);
    Json.Fields second = (Json.Fields) Json.parse(run.out().lines().toList().getLast());
    assertThat(second.members().sequencedKeySet())
        .containsExactly(
            "m",
            "n",
            "k",
            "transA",
            "transB",
            "threads",
            "gflops",
            "openblas_gflops",
            "ratio",
            "peak_gflops");
    assertThat(second.text())
        .startsWith("{\"m\":7,\"n\":20,\"k\":9,\"transA\":true,\"transB\":false,\"threads\":1,");
    boolean absent = Availability.find() instanceof Availability.Absent;
    assertThat(second.get("ratio") instanceof Json.Nothing).isEqualTo(absent);
  }

  @Test
  void a_table_has_a_line_for_each_shape() {
    var run = CommandRun.of("bench", "gemm", "--shapes", "5x6x7");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out())
        .contains("GFLOP/s", "OpenBLAS", "ratio", "of peak")
        .contains("\n5x6x7nn ");
  }

  @Test
  void where_an_operand_is_a_vector_reading_memory_is_the_limit() {
    assertThat(CommandRun.of("bench", "gemm", "--shapes", "1x64x64").out())
        .containsPattern("\\n1x64x64nn .* % of reading\\n");
    assertThat(CommandRun.of("bench", "gemm", "--shapes", "64x1x64", "--json").out())
        .contains(",\"read_share\":");
  }

  @Test
  void from_the_start_to_the_full_rate_is_one_line() {
    assertThat(CommandRun.of("bench", "gemm", "--shapes", "8x9x7", "--from-start").out())
        .matches(
            "8x9x7nn: \\d+\\.\\d\\d s from the start of the process to 90 % of \\d+\\.\\d GFLOP/s\\.\n");
  }

  @Test
  void a_right_operand_may_be_packed_before() {
    var run = CommandRun.of("bench", "gemm", "--shapes", "50x33x7,1x20x9", "--packed");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64x512|lockstep: --shapes: expected MxNxK, such as 64x512x784, or with transposes 64x512x784tn; got '64x512'.",
        "0x5x5|lockstep: --shapes: expected sizes of at least 1 and at most 1 GiB of matrices, got '0x5x5'.",
        "99999x99999x1|lockstep: --shapes: expected sizes of at least 1 and at most 1 GiB of matrices, got '99999x99999x1'."
      })
  void a_bad_shape_is_one_sentence(String shape, String sentence) {
    var run = CommandRun.of("bench", "gemm", "--shapes", shape);
    assertThat(run.err()).isEqualTo(sentence + "\n");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_senseless_number_of_threads_is_one_sentence() {
    assertThat(CommandRun.of("bench", "gemm", "--threads", "0").err())
        .isEqualTo("lockstep: --threads: expected 1 to 1024, got 0.\n");
  }

  @Test
  void bench_alone_asks_what() {
    var run = CommandRun.of("bench");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Missing required subcommand", "lockstep bench --help");
  }
}
