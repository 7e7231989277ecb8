package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `compare`: arguments in, text and exit code out.
class CompareCommandTest {

  @TempDir private Path folder;
  private String runs;

  @BeforeEach
  void write() throws IOException {
    runs = folder.toString();
    run("mlp-iris-1", "iris", 3, 0.90);
    run("mlp-iris-2", "iris", 9, 0.95);
    run("mlp-iris-3", "iris", 4, 0.94);
  }

  private void run(String name, String data, int epochs, double value) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        run.resolve("config.json"),
        "{\"purpose\":{\"data\":{\"data\":\"%s\",\"task\":\"CLASSIFICATION\"}},\"learning\":{\"epochs\":%d}}"
            .formatted(data, epochs));
    Files.writeString(
        run.resolve("results.json"),
        "{\"parameters\":1234,\"test\":{\"scores\":[{\"name\":\"accuracy\",\"value\":%s,\"low\":%s,\"high\":%s}]}}"
            .formatted(value, value - 0.02, value + 0.02));
  }

  @Test
  void runs_stand_side_by_side_with_the_best_first() {
    CommandRun run = CommandRun.of("compare", "--runs", runs);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith("iris, classification: accuracy on held-out data\n")
        .containsSubsequence(
            "mlp-iris-2  *  95.00 %", "mlp-iris-3  ≈  94.00 %", "mlp-iris-1     90.00 %")
        .contains("the difference may be", "1,234", "Settings that differ:")
        .containsPattern("mlp-iris-2 +9");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void a_narrow_terminal_gets_short_lines() {
    var out = new StringWriter();
    var narrow =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(new StringWriter()), false, 40, false);
    assertThat(Main.run(narrow, "compare", "--runs", runs)).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 40);
  }

  @Test
  void programs_get_json_or_a_table_with_commas() {
    CommandRun json =
        CommandRun.of("compare", "mlp-iris-1", "mlp-iris-2", "--runs", runs, "--json");
    assertThat(((Json.Items) ((Json.Fields) Json.parse(json.out())).get("runs")).items())
        .hasSize(2);
    assertThat(CommandRun.of("compare", "--runs", runs, "--csv").out().lines().findFirst())
        .hasValue(
            "run,data,task,figure,value,low,high,best_epoch,epochs,seconds,parameters,learning.epochs");
  }

  @Test
  void other_data_is_kept_apart() throws IOException {
    run("mlp-wine-1", "wine", 3, 0.99);
    assertThat(CommandRun.of("compare", "--runs", runs).out())
        .contains("wine, classification", "cannot be told better or worse");
  }

  @Test
  void an_unknown_run_gets_the_nearest_name() {
    CommandRun run = CommandRun.of("compare", "mlp-irsi-1", "--runs", runs);
    assertThat(run.code()).isEqualTo(ExitCode.MODEL);
    assertThat(run.err()).endsWith("Did you mean `mlp-iris-1`?\n");
    assertThat(CommandRun.of("compare", "--json", "--csv").code()).isEqualTo(ExitCode.USAGE);
  }
}
