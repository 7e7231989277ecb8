package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train`, `resume`, `eval` and `predict`: arguments in, text and exit code out.
class TrainingCommandsTest {

  @TempDir private Path folder;
  private String table;
  private String runs;

  @BeforeEach
  void makeTable() throws IOException {
    var rows = new StringBuilder("length,width,species\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 2 * 4 + i % 7 * 0.1).append(',').append(i % 5 * 0.2).append(',');
      rows.append(i % 2 == 0 ? "short" : "long").append('\n');
    }
    table = Files.writeString(folder.resolve("fish.csv"), rows).toString();
    runs = folder.resolve("runs").toString();
  }

  private CommandRun train(String... more) {
    var arguments =
        Stream.concat(Stream.of("train", table, "--runs", runs, "--threads", "1"), Stream.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void a_model_is_trained_judged_used_and_trained_on() throws IOException {
    CommandRun trained = train("--epochs", "20");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
    assertThat(trained.err())
        .startsWith(
            "fish is a table of 60 rows and 3 columns; the task is classification: species, 2 classes"
                + " (long, short).\n  48 to learn from, 6 to choose the best weights by, 6 held out\n"
                + "network mlp, 20 epochs of batches of 12, adamw with rates up to 0.0050"
                + " (one-cycle)\n")
        .contains("epoch 20/20   loss ");
    String run = Path.of(runs, "mlp-fish-1").toString();
    assertThat(trained.out())
        .contains("accuracy ", "6 held out", "run " + run, "lockstep eval " + run)
        .contains("lockstep predict " + run + " ");

    CommandRun judged = CommandRun.of("eval", run);
    assertThat(judged.out()).startsWith(run + ": 6 held out of ").contains("accuracy", "ROC-AUC");
    Path other = Files.copy(Path.of(table), folder.resolve("other.csv"));
    CommandRun asJson = CommandRun.of("eval", run, other.toString(), "--json");
    assertThat(((Json.Fields) Json.parse(asJson.out())).get("samples"))
        .isEqualTo(new Json.Whole(60));

    CommandRun said = CommandRun.of("predict", run, "4.1,0.2", "0.1,0.2", "--csv", "--top", "2");
    assertThat(said.out().lines().map(line -> line.replaceAll(",\\d\\.\\d{6}.*", "")).toList())
        .containsExactly(
            "input,label,probability,label2,probability2", "\"4.1,0.2\",long", "\"0.1,0.2\",short");
    assertThat(CommandRun.of("predict", run, table, "--json").out().lines()).hasSize(60);
    assertThat(CommandRun.of("predict", run, "4.1,0.2").out())
        .matches("4.1,0.2  long +\\d+.\\d\\d %\n");

    CommandRun more = CommandRun.of("resume", run, "--epochs", "22");
    assertThat(more.code()).as(more.err()).isEqualTo(ExitCode.OK);
    assertThat(more.err()).contains("88 steps, 80 made", "epoch 22/22");
  }

  @Test
  void events_are_json_lines_from_the_data_to_the_result() {
    CommandRun run = train("--epochs", "1", "--json");
    List<Json> events = run.out().lines().map(Json::parse).toList();
    assertThat(events)
        .extracting(event -> ((Json.Fields) event).get("event"))
        .startsWith(new Json.Text("data"), new Json.Text("began"), new Json.Text("step"))
        .endsWith(new Json.Text("ended"), new Json.Text("result"));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void trying_out_leaves_nothing() {
    assertThat(train("--dry-run").out()).startsWith("One step and one judgement went well");
    CommandRun learnt = train("--overfit-batch", "--quiet");
    assertThat(learnt.out()).contains("accuracy 100.00 %", "on the one batch");
    assertThat(learnt.err()).isEmpty();
    assertThat(Path.of(runs)).doesNotExist();
  }

  @Test
  void what_a_person_can_mend_is_a_sentence_with_its_exit_code() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertWrong(
        CommandRun.of("train", "glyph"),
        ExitCode.DATA,
        "found nothing of that name. Did you mean `glyphs`?");
    assertWrong(CommandRun.of("train", empty.toString()), ExitCode.DATA, "Is it the right folder?");
    assertWrong(train("--model", "mpl"), ExitCode.USAGE, "Did you mean `mlp`?");
    assertWrong(
        train("--model", "resnet20"), ExitCode.USAGE, "model: expected mlp for classification");
    assertWrong(train("--task", "forecasting"), ExitCode.USAGE, "task: expected classification");
    assertWrong(train("--target", "weight"), ExitCode.DATA, "expected a column 'weight'");
    assertWrong(train("--max-time", "soon"), ExitCode.USAGE, "--max-time: expected a time such as");
    assertWrong(train("--epochs", "-1"), ExitCode.USAGE, "expected epochs");
    assertWrong(CommandRun.of("eval", "none"), ExitCode.MODEL, "found nothing. Check the path.");
    assertWrong(
        CommandRun.of("predict", empty.toString(), "x"), ExitCode.MODEL, "found another folder");
    assertWrong(CommandRun.of("resume", empty.toString()), ExitCode.MODEL, "directory of a run");
  }

  private static void assertWrong(CommandRun run, ExitCode code, String part) {
    assertThat(run.err()).startsWith("lockstep: ").contains(part).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }
}
