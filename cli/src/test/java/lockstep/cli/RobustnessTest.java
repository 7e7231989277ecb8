package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when the world is not as a command would have it.
class RobustnessTest {

  @TempDir private Path folder;

  private static PrintWriter failing(String reason) {
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] characters, int offset, int length) {
            throw new LostOutput(new IOException(reason));
          }

          @Override
          public void flush() {
            // Nothing is kept.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        },
        true);
  }

  @Test
  void a_reader_that_has_gone_is_no_error() {
    var err = new StringWriter();
    var terminal = new Terminal(failing("Broken pipe"), new PrintWriter(err, true), false);
    assertThat(Main.run(terminal, "--help")).isEqualTo(ExitCode.OK);
    assertThat(Main.run(terminal, "data", "list")).isEqualTo(ExitCode.OK);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void results_that_cannot_be_written_are_an_error_of_the_machine() {
    var err = new StringWriter();
    var terminal =
        new Terminal(failing("No space left on device"), new PrintWriter(err, true), false);
    assertThat(Main.run(terminal, "data", "list")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err.toString())
        .isEqualTo(
            "lockstep: standard output: expected to write the results, got: No space left on"
                + " device. Free space, or write elsewhere.\n");
  }

  @Test
  void a_training_goes_on_when_nobody_reads_its_events() {
    var err = new StringWriter();
    var terminal = new Terminal(failing("Broken pipe"), new PrintWriter(err, true), false);
    ExitCode code =
        Main.run(
            terminal, "train", "spirals", "--epochs", "1", "--quiet", "--runs", folder.toString());
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("mlp-spirals-1/results.json")).exists();
  }

  @Test
  void a_folder_for_runs_that_cannot_be_written_to_is_said_before_any_training()
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path runs : new Path[] {file, file.resolve("deeper")}) {
      CommandRun run = CommandRun.of("train", "spirals", "--runs", runs.toString());
      assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
      assertThat(run.err())
          .startsWith("lockstep: --runs " + runs + ": expected a folder for runs")
          .hasLineCount(1);
    }
  }

  @Test
  void a_run_that_is_removed_while_it_trains_ends_with_a_sentence() throws InterruptedException {
    Path run = folder.resolve("mlp-spirals-1");
    var remover =
        Thread.ofPlatform()
            .start(() -> {
              while (!Files.exists(run.resolve("metrics.csv"))) {
                Thread.onSpinWait();
              }
              remove(run);
            });
    CommandRun trained =
        CommandRun.of(
            "train", "spirals", "--epochs", "5000", "--quiet", "--runs", folder.toString());
    remover.join();
    assertThat(trained.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(trained.err())
        .isEqualTo(
            "lockstep: "
                + run
                + ": expected the directory of this run, found that it was removed while it"
                + " trained. Train again.\n");
  }

  /// The lock is what tells that a run is there.
  private static void remove(Path run) {
    try {
      Files.delete(run.resolve("lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void data_that_changed_is_refused_by_resume_and_noted_by_eval() throws IOException {
    Path table = folder.resolve("fish.csv");
    Files.writeString(table, rows(60));
    String runs = folder.resolve("runs").toString();
    CommandRun trained =
        CommandRun.of("train", table.toString(), "--epochs", "2", "--quiet", "--runs", runs);
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
    String run = Path.of(runs, "mlp-fish-1").toString();
    assertThat(CommandRun.of("eval", run).err()).isEmpty();

    Files.writeString(table, rows(70));
    CommandRun resumed = CommandRun.of("resume", run, "--epochs", "3");
    assertThat(resumed.code()).isEqualTo(ExitCode.DATA);
    assertThat(resumed.err()).contains("found that it changed since").hasLineCount(1);
    CommandRun judged = CommandRun.of("eval", run);
    assertThat(judged.code()).isEqualTo(ExitCode.OK);
    assertThat(judged.err()).startsWith("note: ").contains("changed since").hasLineCount(1);

    Files.delete(table);
    assertThat(CommandRun.of("eval", run).code()).isEqualTo(ExitCode.DATA);
  }

  private static String rows(int count) {
    var rows = new StringBuilder("length,width,species\n");
    for (int i = 0; i < count; i++) {
      rows.append(i % 2 * 4 + i % 7 * 0.1).append(',').append(i % 5 * 0.2).append(',');
      rows.append(i % 2 == 0 ? "short" : "long").append('\n');
    }
    return rows.toString();
  }

  @Test
  void what_a_charset_lacks_is_written_as_what_comes_nearest() throws IOException {
    var out = new StringWriter();
    try (var plain = new PlainWriter(out)) {
      plain.write("28×28 … R² ≈ 1 – “so”");
    }
    assertThat(out.toString()).isEqualTo("28x28 ... R2 ~ 1 - \"so\"");
  }

  @Test
  void a_path_with_spaces_and_umlauts_is_a_path_like_any_other() throws IOException {
    Path table = Files.createDirectories(folder.resolve("mit Ä ü")).resolve("grüne fische.csv");
    Files.writeString(table, rows(60));
    CommandRun run =
        CommandRun.of(
            "train",
            table.toString(),
            "--epochs",
            "1",
            "--runs",
            folder.resolve("meine läufe").toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("meine läufe/mlp-grüne-fische-1' ");
  }

  @Test
  void an_unknown_command_names_the_nearest() {
    assertThat(CommandRun.of("data", "chek").err())
        .isEqualTo(
            "lockstep: Unknown command: 'chek'. Did you mean check? See lockstep data --help.\n");
    assertThat(CommandRun.of("train", "--epochs", "x").err())
        .isEqualTo(
            "lockstep: --epochs: expected a whole number, got 'x'. See lockstep train --help.\n");
    assertThat(CommandRun.of("train", "a", "b").err())
        .isEqualTo("lockstep: One argument too many: 'b'. See lockstep train --help.\n");
  }
}
