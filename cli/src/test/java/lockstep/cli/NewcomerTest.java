package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody does on the first day, one command after the other, each as the one before told.
class NewcomerTest {

  private static final String RHYME =
      "one two three four five, once I caught a fish alive; six seven eight nine ten, then I let it"
          + " go again. ";

  @TempDir private Path folder;

  private String ok(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.code())
        .as(String.join(" ", arguments) + "\n" + run.err())
        .isEqualTo(ExitCode.OK);
    return run.out();
  }

  @Test
  void pictures_from_the_first_command_to_the_report() throws IOException {
    String runs = folder.resolve("runs").toString();
    String run = Path.of(runs, "cnn-glyphs-1").toString();
    String examples = Path.of(run, "examples").toString();
    String trained = ok("train", "--epochs", "1", "--runs", runs);
    assertThat(trained)
        .containsPattern("accuracy 9\\d\\.\\d\\d %  \\(.* 2,000 held out\\)")
        .contains("taken for", "lockstep predict " + run + " " + examples, "lockstep eval " + run);

    assertThat(ok("eval", run)).contains("macro f1", "calibration error", "precision");

    List<Path> pictures;
    try (Stream<Path> files = Files.list(Path.of(examples))) {
      pictures = files.sorted().toList();
    }
    int right = 0;
    for (Path picture : pictures) {
      String said = ok("predict", run, picture.toString(), "--csv").lines().toList().getLast();
      String truth = String.valueOf(picture.getFileName()).substring(0, 1);
      right += said.contains("," + truth + ",") ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(pictures.size() - 1);
    assertThat(ok("predict", run, examples).lines()).hasSize(pictures.size());

    CommandRun more = CommandRun.of("resume", run, "--epochs", "2");
    assertThat(more.code()).as(more.err()).isEqualTo(ExitCode.OK);
    assertThat(more.err()).contains("168 made", "epoch 2/2");

    Files.delete(Path.of(run, "report.html"));
    assertThat(ok("report", run)).contains("report.html");
    assertThat(Path.of(run, "report.html")).content().contains("<svg", "train glyphs");
    assertThat(ok("compare", run)).contains("accuracy");
    assertThat(ok("inspect", run)).contains("Conv2d", "206,970");
  }

  @Test
  void a_text_from_training_to_writing() throws IOException {
    Path text = Files.writeString(folder.resolve("rhyme.txt"), RHYME.repeat(60));
    String runs = folder.resolve("runs").toString();
    String trained =
        ok("train", text.toString(), "--model", "gru", "--epochs", "30", "--runs", runs);
    String run = Path.of(runs, "gru-rhyme-1").toString();
    assertThat(trained).contains("perplexity", "lockstep generate " + run);
    assertThat(ok("generate", run, "one two ", "--temperature", "0", "--length", "12"))
        .contains("one two three four ");
  }
}
