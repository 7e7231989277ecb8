package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `model`, and `train --model FILE`.
class ModelCommandTest {

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("my.net"), text).toString();
  }

  private CommandRun train(String model, String... more) {
    String[] first = {"train", "spirals", "--model", model, "--threads", "1", "--runs"};
    var all = new java.util.ArrayList<>(java.util.List.of(first));
    all.add(folder.resolve("runs").toString());
    all.addAll(java.util.List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void networks_and_layers_are_listed() {
    assertThat(CommandRun.of("model").out().lines()).contains("cnn", "lenet", "chargpt");
    assertThat(CommandRun.of("model", "--layers").out().lines())
        .contains("dense OUT [no-bias]", "repeat COUNT { … }")
        .isSorted();
  }

  @Test
  void a_network_is_printed_as_it_is_written() {
    CommandRun run = CommandRun.of("model", "lenet");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith("# lenet, for classification of images of 28×28×1.\n# Numbers that data")
        .contains("\nconv2d 32 5\nrelu\nmax-pool2d 2\n")
        .endsWith("\ndense 512\nrelu\ndense outputs\n");
    assertThat(CommandRun.of("model", "--data", "spirals").out())
        .startsWith("# mlp, for classification of points of 2 numbers.\n")
        .endsWith("dense 64\nrelu\ndense 64\nrelu\ndense outputs\n");
  }

  @Test
  void a_network_as_text_is_checked_and_printed_as_it_was_understood() throws IOException {
    String file = file("dense out=16; relu   # first\ndense outputs\n");
    assertThat(CommandRun.of("model", file).out())
        .isEqualTo(
            "# "
                + file
                + ", for inputs of 16.\n# Numbers that data fills in: features (here 16), outputs"
                + " (here 10).\ndense 16\nrelu\ndense outputs\n");
    assertThat(CommandRun.of("model", file, "--data", "spirals").out())
        .endsWith("features (here 2), outputs (here 3).\ndense 16\nrelu\ndense outputs\n");
    assertWrong(
        CommandRun.of("model", file("dense 3\n"), "--data", "glyphs"),
        ExitCode.MODEL,
        "for classification of images, got [N, 28, 28, 3].");
  }

  @Test
  void a_network_of_ones_own_is_trained_resumed_judged_and_printed_without_its_file()
      throws IOException {
    String file = file("dense 16\nrelu\nresidual { dense 16; tanh }\ndense outputs\n");
    CommandRun trained = train(file, "--epochs", "1");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
    assertThat(trained.err()).contains("network " + file + ", 1 epochs");
    String run = folder.resolve("runs/my-spirals-1").toString();
    assertThat(trained.out()).contains("run " + run);
    Files.delete(Path.of(file));
    CommandRun more = CommandRun.of("resume", run, "--epochs", "2");
    assertThat(more.code()).as(more.err()).isEqualTo(ExitCode.OK);
    assertThat(CommandRun.of("eval", run).out()).contains("accuracy");
    String printed = CommandRun.of("model", run).out();
    assertThat(printed)
        .startsWith("# my-spirals-1, for classification of points of 2 numbers.\n")
        .endsWith("dense 16\nrelu\nresidual {\n  dense 16\n  tanh\n}\ndense outputs\n");
    assertThat(CommandRun.of("model", run + "/model.lockstep").out())
        .isEqualTo(printed.replace("my-spirals-1", "model.lockstep"));
  }

  @Test
  void what_is_wrong_with_a_network_is_a_sentence() throws IOException {
    assertWrong(
        train(file("dense 16\nrellu\n"), "--dry-run"),
        ExitCode.MODEL,
        "my.net:2:1: expected a layer, found `rellu`. Did you mean `relu`?");
    assertWrong(
        train(file("dense 16\nflatten\nconv2d 8 3"), "--dry-run"),
        ExitCode.MODEL,
        "my.net:3:1: Conv2d: expected images [N, H, W, C], got [N, 16].");
    assertWrong(
        train(file("dense 16"), "--dry-run"),
        ExitCode.MODEL,
        "my.net:1:1: expected [N, 3] at the end for classification of points, got [N, 16]. Make the"
            + " last layer `dense outputs`.");
    assertWrong(train("nothing.net"), ExitCode.DATA, "found nothing. Check the path;");
    assertWrong(train("lenett"), ExitCode.USAGE, "Did you mean `lenet`?");
    assertWrong(CommandRun.of("model", "lenett"), ExitCode.USAGE, "Did you mean `lenet`?");
    assertWrong(
        CommandRun.of("model", "lenet", "--data", "spirals"),
        ExitCode.USAGE,
        "model: expected mlp");
    assertWrong(
        CommandRun.of("model", "lenet", "--data", "spiral"),
        ExitCode.DATA,
        "Did you mean `spirals`?");
    assertWrong(CommandRun.of("model", folder.toString()), ExitCode.MODEL, "model.lockstep");
    assertWrong(
        CommandRun.of("model", folder.toString(), "--data", "spirals"),
        ExitCode.USAGE,
        "Leave out one of the two.");
  }

  @Test
  void a_terminal_shows_the_line_with_a_mark() throws IOException {
    var err = new StringWriter();
    var terminal =
        new Terminal(
            new PrintWriter(new StringWriter()), new PrintWriter(err, true), false, 60, true);
    Main.run(terminal, "train", "spirals", "--model", file("dense 16\nrelu 3\n"));
    assertThat(err.toString().lines().skip(1)).containsExactly("2 | relu 3", "  |      ^");
  }

  private static void assertWrong(CommandRun run, ExitCode code, String part) {
    assertThat(run.err()).startsWith("lockstep: ").contains(part).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }
}
