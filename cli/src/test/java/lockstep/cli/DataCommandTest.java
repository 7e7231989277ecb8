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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `data check`, `data list` and `data get`.
class DataCommandTest {

  @TempDir private Path folder;
  private String table;

  @BeforeEach
  void makeTable() throws IOException {
    var rows = new StringBuilder("length,width,same,species\n");
    for (int i = 0; i < 120; i++) {
      rows.append(i % 2 * 4 + i % 60 * 0.01).append(',').append(i % 60 * 0.2).append(",7,");
      rows.append(i % 2 == 0 ? "short" : "long").append('\n');
    }
    table = Files.writeString(folder.resolve("fish.csv"), rows).toString();
  }

  @Test
  void a_check_tells_what_it_is_what_is_doubtful_and_what_to_do() {
    CommandRun run = CommandRun.of("data", "check", table);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith("fish is a table of 120 rows and 4 columns")
        .contains("96 to learn from, 12 to choose by, 12 held out")
        .containsPattern("long +48 +6 +6  █+")
        .containsPattern("same +number +1  7.000 to 7.000")
        .contains("doubt  The column same has the same value in all rows: it teaches nothing.")
        .contains("Remove it, or look why.")
        .endsWith("It can be trained on:\n  lockstep train " + table + "\n");
    assertThat(run.out().lines().filter(line -> !line.contains(table)))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void a_narrow_terminal_gets_short_lines() {
    var out = new StringWriter();
    var narrow =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(new StringWriter()), false, 40, false);
    assertThat(Main.run(narrow, "data", "check", table)).isEqualTo(ExitCode.OK);
    assertThat(Main.run(narrow, "data", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().filter(line -> !line.contains(table)))
        .allMatch(line -> line.length() <= 40);
    assertThat(out.toString()).contains("####").doesNotContain("█");
  }

  @Test
  void a_check_as_json_holds_the_same() {
    var json = (Json.Fields) Json.parse(CommandRun.of("data", "check", table, "--json").out());
    assertThat(json.get("trainable")).isEqualTo(new Json.Truth(true));
    assertThat(json.get("train")).isEqualTo(new Json.Whole(96));
    assertThat(((Json.Items) json.get("columns")).items()).hasSize(4);
    assertThat(((Json.Items) json.get("classes")).items()).hasSize(2);
  }

  @Test
  void what_cannot_be_trained_on_ends_with_the_code_of_data() throws IOException {
    String one = Files.writeString(folder.resolve("one.csv"), rowsOfOneClass()).toString();
    CommandRun run = CommandRun.of("data", "check", one, "--task", "classification");
    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.out())
        .contains("stop   There is one class only", "It cannot be trained on yet.");
    CommandRun none = CommandRun.of("data", "check", folder.resolve("none").toString(), "--json");
    assertThat(none.code()).isEqualTo(ExitCode.DATA);
    assertThat(none.err()).startsWith("lockstep: ").hasLineCount(1);
    assertThat(((Json.Fields) Json.parse(none.out())).get("trainable"))
        .isEqualTo(new Json.Truth(false));
    assertThat(CommandRun.of("data", "check", table, "--kind", "tabel").err())
        .contains("Did you mean `table`?");
  }

  @Test
  void broken_pictures_are_all_named_be_it_the_first_one() throws IOException {
    for (int i = 0; i < 40; i++) {
      Path of = Files.createDirectories(folder.resolve("pictures/" + (i % 2 == 0 ? "a" : "b")));
      var picture = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(i % 12, i / 12, 0xFFFFFF);
      Path file = of.resolve((10 + i) + ".png");
      ImageIO.write(picture, "png", file.toFile());
      if (i < 7) {
        Files.writeString(file, "no picture");
      }
    }
    String pictures = folder.resolve("pictures").toString();
    CommandRun run = CommandRun.of("data", "check", pictures);
    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.out())
        .contains("stop   7 files cannot be read.", "a/10.png: ", "… and 2 more: --json has all")
        .endsWith("It cannot be trained on yet.\n");
    assertThat(CommandRun.of("data", "check", pictures, "--json").out())
        .contains(
            "a/10.png", "b/11.png", "a/12.png", "b/13.png", "a/14.png", "b/15.png", "a/16.png");
  }

  private static String rowsOfOneClass() {
    var rows = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 80; i++) {
      rows.append(i).append(',').append(i % 9).append(",only\n");
    }
    return rows.toString();
  }

  @Test
  void the_list_names_all_data_sets() {
    assertThat(CommandRun.of("data", "list").out())
        .contains("glyphs", "built in", "mnist", "cifar10");
    assertThat(CommandRun.of("data", "list", "--json").out().lines().map(Json::parse)).hasSize(7);
  }

  @Test
  void what_is_built_in_needs_no_fetching_and_unknown_names_get_the_nearest() {
    CommandRun glyphs = CommandRun.of("data", "get", "glyphs");
    assertThat(glyphs.code()).isEqualTo(ExitCode.OK);
    assertThat(glyphs.err()).isEqualTo("glyphs is built in: there is nothing to fetch.\n");
    CommandRun wrong = CommandRun.of("data", "get", "mnits");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).endsWith("Did you mean `mnist`?\n");
  }
}
