package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `finetune`, `lr-find`, `tune` and `train --freeze`: arguments in, text and exit code out.
class TuningCommandsTest {

  @TempDir private static Path folder;
  private static String fish;
  private static String birds;
  private static String run;

  @BeforeAll
  static void train() throws IOException {
    fish = table("fish.csv", "short", "long");
    birds = table("birds.csv", "wren", "rook", "crow");
    run = folder.resolve("fish").toString();
    CommandRun trained = run("train", fish, "--epochs", "4", "--name", "fish");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
  }

  private static String table(String name, String... species) throws IOException {
    var rows = new StringBuilder("length,width,species\n");
    for (int i = 0; i < 60; i++) {
      int kind = i % species.length;
      rows.append(kind * 4 + i % 7 * 0.1).append(',').append(i % 5 * 0.2).append(',');
      rows.append(species[kind]).append('\n');
    }
    return Files.writeString(folder.resolve(name), rows).toString();
  }

  private static CommandRun run(String... arguments) {
    var more = Stream.of("--runs", folder.toString(), "--threads", "1");
    return CommandRun.of(Stream.concat(Stream.of(arguments), more).toArray(String[]::new));
  }

  @Test
  void a_model_learns_on_with_a_new_last_layer_where_the_classes_are_others() {
    CommandRun tuned = run("finetune", run, birds, "--epochs", "20", "--name", "birds");
    assertThat(tuned.code()).as(tuned.err()).isEqualTo(ExitCode.OK);
    assertThat(tuned.err())
        .startsWith("birds is a table of 60 rows and 3 columns")
        .contains("network mlp, 20 epochs of batches of 12, adamw with rates up to 0.0050")
        .contains("with a new last layer for 3 classes\n")
        .contains("the last layer learns alone for 4 steps, then all layers learn, the first at")
        .contains("epoch 20/20");
    String birdsRun = folder.resolve("birds").toString();
    assertThat(tuned.out()).contains("accuracy ", "6 held out", "lockstep eval " + birdsRun);
    assertThat(CommandRun.of("eval", birdsRun, "--json").out()).contains("\"samples\":6");
    CommandRun more = CommandRun.of("resume", birdsRun, "--epochs", "21");
    assertThat(more.code()).as(more.err()).isEqualTo(ExitCode.OK);
    assertThat(more.err()).contains("84 steps, 80 made", "epoch 21/21");
  }

  @Test
  void the_same_classes_keep_the_last_layer_and_freezing_is_said() {
    CommandRun same = run("finetune", run, "--epochs", "1");
    assertThat(same.err()).contains("its last layer too\n", "all layers learn, the first at");
    CommandRun frozen = run("finetune", run, birds, "--epochs", "1", "--freeze");
    assertThat(frozen.err()).contains("only the last layer learns\n", "99 parameters learn");
    CommandRun quiet = run("finetune", run, birds, "--epochs", "1", "--quiet");
    assertThat(quiet.err()).isEmpty();
    CommandRun json = run("finetune", run, birds, "--epochs", "1", "--json");
    assertThat(json.err()).isEmpty();
    assertThat(json.out().lines().map(Json::parse)).isNotEmpty();
  }

  @Test
  void what_cannot_be_tuned_is_a_sentence_with_its_exit_code() {
    assertWrong(
        run("finetune", run, "spirals"),
        ExitCode.DATA,
        "spirals: expected table, as the model learnt from, found points.");
    assertWrong(run("finetune", folder.resolve("no").toString()), ExitCode.MODEL, "found nothing");
    assertWrong(run("finetune", run, "--slowest", "2"), ExitCode.USAGE, "slowest: expected");
    assertWrong(
        run("finetune", run, birds, "--epochs", "3", "--freeze-epochs", "3"),
        ExitCode.USAGE,
        "Use --freeze to train the last layer alone.");
    assertWrong(run("tune", fish, "--set", "batch=1;2"), ExitCode.USAGE, "at character 7 of");
    assertWrong(run("tune", fish, "--set", "lr=1,2", "--set", "lr=3"), ExitCode.USAGE, "lr");
    assertWrong(
        CommandRun.of("lr-find", fish, "--from", "1", "--to", "0.1"), ExitCode.USAGE, "0 < least");
    assertWrong(
        run("train", fish, "--freeze", "0.wight"), ExitCode.USAGE, "Did you mean `0.weight`?");
  }

  @Test
  void frozen_parameters_do_not_learn() {
    CommandRun trained = run("train", fish, "--epochs", "1", "--freeze", "0.*");
    assertThat(trained.err()).contains("66 parameters learn in 4 steps");
  }

  @Test
  void rates_are_drawn_and_one_is_suggested() {
    CommandRun found = CommandRun.of("lr-find", fish, "--threads", "1", "--batch", "16");
    assertThat(found.code()).as(found.err()).isEqualTo(ExitCode.OK);
    assertThat(found.out().lines().toList())
        .startsWith("loss by learning rate")
        .anyMatch(line -> line.matches(" +1e-7 +1e-6 .*1e-2.*"))
        .anyMatch(line -> line.matches(" +↑"))
        .last()
        .asString()
        .matches("  lockstep train .*fish.csv --batch 16 --lr 0\\.\\d+");
    CommandRun json = CommandRun.of("lr-find", fish, "--threads", "1", "--steps", "9", "--json");
    assertThat(json.err()).isEmpty();
    assertThat((Json.Fields) Json.parse(json.out()))
        .extracting(fields -> ((Json.Items) fields.get("points")).items().size())
        .isEqualTo(9);
  }

  @Test
  void settings_are_searched_once_and_the_best_come_first() {
    String[] search = {
      "tune", fish, "--epochs", "3", "--grid", "--set", "lr=1e-6,1e-2", "--set", "batch=8,16"
    };
    CommandRun searched = run(search);
    assertThat(searched.code()).as(searched.err()).isEqualTo(ExitCode.OK);
    assertThat(searched.err())
        .contains("4 trials of lr, batch, compared by the log loss of the validation part")
        .contains("trial 4/4    log loss ");
    List<String> table = searched.out().lines().toList();
    assertThat(table.get(1)).matches("log loss +lr +batch  trial");
    assertThat(table.get(2)).contains("  1e-2  ");
    assertThat(table).hasSize(9);
    assertThat(table.getLast()).contains("train " + fish + " --epochs 3 --batch ", " --lr 0.01");
    CommandRun again = run(search);
    assertThat(again.err()).doesNotContain("trial 1/4");
    assertThat(again.out()).isEqualTo(searched.out());
    CommandRun json = run("tune", fish, "--epochs", "1", "--trials", "2", "--json");
    assertThat(json.err()).isEmpty();
    assertThat(json.out().lines().map(line -> ((Json.Fields) Json.parse(line)).get("event").text()))
        .containsExactly("\"trial\"", "\"trial\"", "\"best\"");
  }

  @Test
  void a_search_ends_in_its_time_and_the_same_command_goes_on() {
    String[] search = {
      "tune",
      fish,
      "--epochs",
      "2000000",
      "--trials",
      "2",
      "--set",
      "lr=1e-3..1e-2:log",
      "--max-time",
      "1s",
      "--patience",
      "0"
    };
    CommandRun searched = run(search);
    assertThat(searched.code()).as(searched.err()).isEqualTo(ExitCode.OK);
    assertThat(searched.err())
        .contains("(2000000 epochs, cut short, 0:01)", "The time was over; the same command again")
        .doesNotContain("trial 2/2");
    List<String> table = searched.out().lines().toList();
    assertThat(table.get(2)).endsWith(" 1*");
    assertThat(table.get(3)).isEqualTo("* the time was over before it was done");
    CommandRun json =
        run(Stream.concat(Stream.of(search), Stream.of("--json")).toArray(String[]::new));
    assertThat(json.out()).contains("\"trial\":1,").contains("\"cut_short\":true");
    assertWrong(
        run("tune", fish, "--max-time", "soon"), ExitCode.USAGE, "--max-time: expected a time");
  }

  private static void assertWrong(CommandRun run, ExitCode code, String part) {
    assertThat(run.err()).startsWith("lockstep: ").contains(part).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }
}
