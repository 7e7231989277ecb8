package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `inspect`: what a network is made of.
class InspectCommandTest {

  @TempDir private static Path folder;
  private static String run;
  private static String picture;

  @BeforeAll
  static void train() throws IOException {
    for (int i = 0; i < 24; i++) {
      var image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
      for (int at = 0; at < 144; at++) {
        boolean lit = i % 2 == 0 ? at % 12 < 6 : at / 12 < 6;
        image.setRGB(at % 12, at / 12, lit ? 0xF0A040 + i : 0x102030);
      }
      Path of =
          Files.createDirectories(folder.resolve("flags").resolve(i % 2 == 0 ? "left" : "top"));
      ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
    }
    picture = folder.resolve("flags/top/1.png").toString();
    run = folder.resolve("runs/flags").toString();
    CommandRun trained =
        CommandRun.of(
            "train",
            folder.resolve("flags").toString(),
            "--epochs",
            "2",
            "--threads",
            "1",
            "--quiet",
            "--runs",
            folder.resolve("runs").toString(),
            "--name",
            "flags");
    assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void a_trained_model_shows_layers_costs_and_what_it_remembers() {
    CommandRun said = CommandRun.of("inspect", run);
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
    assertThat(said.out())
        .startsWith(run + ": classification of images\n")
        .contains(
            "0  Conv2d 32, 3×3, same, no bias  12×12×32         864  249 k\n",
            "1  BatchNorm                      12×12×32          64\n",
            "total                                    2     148,770  544 k\n",
            "input    12×12×3 float32\n",
            "prepared DropAlpha 255, 255, 255 → ToColour → Resize 12, 12, bilinear → ToNumbers"
                + " 0.0039",
            "labels   2: left, top\n",
            "FLOP an input; ",
            "FLOP a step of ");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void a_network_of_the_zoo_needs_no_run() {
    assertThat(CommandRun.of("inspect", "lenet").out())
        .startsWith("lenet\n\nlayer ")
        .contains("total ", "582,026", "8.53 MFLOP an input", "a step of 64");
    assertThat(CommandRun.of("inspect", "resnet20", "--depth", "1", "--shape", "64x64x3").out())
        .contains("1  3 layers           64×64×16      14,016   113 M\n")
        .doesNotContain("Residual");
    assertThat(CommandRun.of("inspect", "cnn").out()).contains("input    28×28×1 float32");
    assertThat(CommandRun.of("inspect", "chargpt").out()).contains("804,096", "64 int32");
  }

  @Test
  void a_network_as_text_is_shown_without_any_training() throws IOException {
    Path file = folder.resolve("my.net");
    Files.writeString(file, "conv2d 8 3 # comment\nrelu\nflatten\ndense outputs\n");
    CommandRun said = CommandRun.of("inspect", file.toString());
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
    assertThat(said.out())
        .contains("0  Conv2d 8, 3×3  26×26×8 ", "input    28×28×1 float32")
        .contains("words    channels 1, height 28, outputs 10, width 28\n");
    assertThat(CommandRun.of("inspect", file.toString(), "--shape", "9x9x3").out())
        .contains("0  Conv2d 8, 3×3   7×7×8 ");
    Files.writeString(file, "dense 16\nrelu\ndense outputs\n");
    assertThat(CommandRun.of("inspect", file.toString(), "--data", "spirals").out())
        .contains("words    features 2, outputs 3\n");
    assertThat(CommandRun.of("inspect", file.toString()).out()).contains("input    16 float32");
    assertThat(CommandRun.of("inspect", "mlp", "--data", "spirals").out())
        .contains("input    2 float32");
    Files.writeString(file, "embedding symbols 8\nlstm 8 last\ndense outputs\n");
    assertThat(CommandRun.of("inspect", file.toString()).out()).contains("input    64 int32");
    Files.writeString(file, CommandRun.of("model", "chargpt").out());
    assertThat(CommandRun.of("inspect", file.toString(), "--json").out())
        .contains("\"output\":[64,65]");
    Files.writeString(file, "conv2d 8 3\ndense outputs\nreluu\n");
    assertWrong(
        CommandRun.of("inspect", file.toString()),
        ExitCode.MODEL,
        "my.net:3:1: expected a layer, found `reluu`. Did you mean `relu`?");
    assertWrong(CommandRun.of("inspect", run, "--data", "glyphs"), ExitCode.USAGE, "--data: ");
  }

  @Test
  void the_plan_says_what_was_merged() {
    assertThat(CommandRun.of("inspect", run, "--plan").out())
        .contains("plan     for one input: ", "first    only when weights have changed: ")
        .containsPattern(
            "%\\d+  Conv2d 3×3 \\+ bias \\+ Relu +0 +1×12×12×32 +249 k  BatchNorm of 1, Relu of 2");
    assertThat(CommandRun.of("inspect", "mlp", "--plan", "--train", "--batch", "8").out())
        .contains("a step of 8 inputs", "Relu gradient", "Update by Adam");
  }

  @Test
  void json_holds_all_of_it() {
    CommandRun said = CommandRun.of("inspect", run, "--plan", "--json");
    Json.Fields json = (Json.Fields) Json.parse(said.out());
    assertThat(json.members().sequencedKeySet())
        .containsExactly(
            "name",
            "input",
            "dtype",
            "output",
            "parameters",
            "kept",
            "layers",
            "predict",
            "learn",
            "labels",
            "task",
            "kind",
            "data",
            "preparation",
            "plan");
    assertThat(json.get("labels").text()).isEqualTo("[\"left\",\"top\"]");
    assertThat(json.get("input").text()).isEqualTo("[12,12,3]");
    assertThat(json.get("plan").text()).contains("\"merged\":[\"BatchNorm of 1\",\"Relu of 2\"]");
  }

  @Test
  void pictures_are_written_with_and_without_an_input() throws IOException {
    Path filters = folder.resolve("filters.png");
    CommandRun said = CommandRun.of("inspect", run, "--picture", filters.toString());
    assertThat(said.err())
        .isEqualTo(
            "picture " + filters + "; with --input FILE it shows what the model makes of it\n");
    Path seen = folder.resolve("seen.png");
    assertThat(
            CommandRun.of("inspect", run, "--picture", seen.toString(), "--input", picture).code())
        .isEqualTo(ExitCode.OK);
    int rows = ImageIO.read(filters.toFile()).getHeight();
    assertThat(ImageIO.read(seen.toFile()).getHeight()).isGreaterThan(rows + 500);
    CommandRun.of(
        "inspect", run, "--picture", seen.toString(), "--input", picture, "--of", "saliency");
    assertThat(ImageIO.read(seen.toFile()).getHeight()).isBetween(300, 500);
  }

  @Test
  void a_narrow_terminal_shows_less_and_not_less_legibly() {
    var out = new StringWriter();
    var terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), false, 40, false);
    assertThat(Main.run(terminal, "inspect", run, "--plan")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().skip(1)).allMatch(line -> line.length() <= 46, "46 columns");
    assertThat(out.toString()).contains("12x12x32").doesNotContain("×", "→", "…");
  }

  @Test
  void what_makes_no_sense_is_a_sentence() {
    assertWrong(CommandRun.of("inspect", "resnet2"), ExitCode.MODEL, "Did you mean `resnet20`?");
    assertWrong(CommandRun.of("inspect", "lenet", "--train"), ExitCode.USAGE, "--plan");
    assertWrong(CommandRun.of("inspect", "lenet", "--shape", "28by28"), ExitCode.USAGE, "28x28x1");
    assertWrong(
        CommandRun.of("inspect", "lenet", "--shape", "28"), ExitCode.USAGE, "--shape: 0 (Conv2d)");
    assertWrong(CommandRun.of("inspect", run, "--shape", "9"), ExitCode.USAGE, "a network by name");
    assertWrong(CommandRun.of("inspect", run, "--input", picture), ExitCode.USAGE, "--picture");
    String file = folder.resolve("no.png").toString();
    assertWrong(
        CommandRun.of("inspect", run, "--picture", file, "--of", "filter"),
        ExitCode.USAGE,
        "--of: expected filters, activations, saliency, got 'filter'. Did you mean `filters`?");
    assertWrong(
        CommandRun.of("inspect", run, "--picture", file, "--of", "saliency"),
        ExitCode.USAGE,
        "expected an input to show");
    assertWrong(
        CommandRun.of("inspect", "chargpt", "--picture", file),
        ExitCode.MODEL,
        "this one sees [64]. There is nothing to draw.");
    assertWrong(
        CommandRun.of("inspect", run, "--picture", file, "--input", "absent.png"),
        ExitCode.DATA,
        "found nothing of that name");
    assertThat(Path.of(file)).doesNotExist();
  }

  private static void assertWrong(CommandRun run, ExitCode code, String part) {
    assertThat(run.err()).startsWith("lockstep: ").contains(part).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }
}
