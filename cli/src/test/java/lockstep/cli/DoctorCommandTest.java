package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.kernels.Lanes;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lockstep doctor`, in this process and in JVMs that lack something.
class DoctorCommandTest {

  @TempDir private Path folder;

  @Test
  void it_reports_the_machine_as_json() {
    var run = CommandRun.of("doctor", "--json");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    Json.Fields report = (Json.Fields) Json.parse(run.out());
    Json.Fields processor = (Json.Fields) report.get("processor");
    assertThat(processor.get("simd_bits")).isEqualTo(new Json.Whole(Lanes.BITS));
    assertThat(processor.get("threads"))
        .isEqualTo(new Json.Whole(Runtime.getRuntime().availableProcessors()));
    Json.Fields java = (Json.Fields) report.get("java");
    assertThat(java.get("version"))
        .isEqualTo(new Json.Text(System.getProperty("java.version", "")));
    Json.Fields peak = (Json.Fields) ((Json.Items) report.get("peak")).items().getFirst();
    assertThat(number(peak.get("gflops"))).isPositive();
    assertThat(number(peak.get("read_gb_per_s"))).isPositive();
    assertThat(number(peak.get("copy_gb_per_s"))).isPositive();
  }

  private static double number(Json json) {
    return switch (json) {
      case Json.Real(var value) -> value;
      case Json.Whole(var value) -> value;
      default -> throw new IllegalArgumentException("no number: " + json.text());
    };
  }

  @Test
  void it_reads_well() {
    var run = CommandRun.of("doctor");
    assertThat(run.out())
        .containsPattern("(?m)^  Java       \\d+")
        .containsPattern("(?m)^  SIMD       \\d+ bits, \\d+ floats at once$")
        .containsPattern(
            "(?m)^  Peak       .* GFLOP/s, memory .* GB/s read, .* GB/s copy, on 1 thread$");
  }

  @Test
  void without_openblas_it_names_every_place_and_ends_well() throws Exception {
    var run =
        fork(
            List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
            "-Dlockstep.blas.path=/nonexistent",
            "-Dlockstep.blas.bundled=false",
            "-Dos.name=Elsewhere"); // no system's OpenBLAS is looked for under another system's
    // name
    assertThat(run.code()).isZero();
    Json.Fields report = (Json.Fields) Json.parse(run.out());
    Json.Fields blas = (Json.Fields) report.get("openblas");
    assertThat(blas.get("status")).isEqualTo(new Json.Text("Absent"));
    assertThat(blas.get("tried").text())
        .contains("-Dlockstep.blas.path=/nonexistent", "no such file")
        .contains("LOCKSTEP_BLAS_PATH", "unset")
        .contains("bundled library", "lockstep.blas.bundled=false")
        .contains("system");
    assertThat(blas.get("remedy").text()).contains("lockstep.blas.path");
    assertThat(((Json.Items) report.get("peak")).items()).isNotEmpty();
  }

  @Test
  void without_the_vector_module_it_says_so_first_and_measures_nothing() throws Exception {
    var run = fork(List.of("--enable-native-access=ALL-UNNAMED"));
    assertThat(run.code()).isZero();
    Json.Fields report = (Json.Fields) Json.parse(run.out());
    assertThat(((Json.Fields) report.get("processor")).get("vector_module"))
        .isEqualTo(new Json.Truth(false));
    Json.Fields worst = (Json.Fields) ((Json.Items) report.get("advice")).items().getFirst();
    assertThat(worst.get("severity")).isEqualTo(new Json.Text("severe"));
    assertThat(worst.get("remedy").text()).contains("--add-modules jdk.incubator.vector");
    assertThat(((Json.Items) report.get("peak")).items()).isEmpty();
  }

  /// Runs `doctor --json` in a JVM of its own, with the class path of this one.
  private Shell.Result fork(List<String> options, String... properties) throws Exception {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(options);
    command.addAll(List.of(properties));
    Path cache = Files.createDirectories(folder.resolve("cache"));
    command.addAll(
        List.of(
            "-Dlockstep.cache=" + cache,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace("\n", File.pathSeparator),
            "lockstep.cli.Main",
            "doctor",
            "--json"));
    return Shell.finish(Shell.start(folder, Map.of(), command));
  }
}
