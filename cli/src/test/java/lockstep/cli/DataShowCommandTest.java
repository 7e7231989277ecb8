package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import lockstep.nn.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `data show`.
class DataShowCommandTest {

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String table() throws IOException {
    var rows = new StringBuilder("length,colour,species\n");
    for (int i = 0; i < 120; i++) {
      rows.append(i % 2 * 4 + i % 60 * 0.01).append(i % 3 == 0 ? ",red," : ",green,");
      rows.append(i % 2 == 0 ? "short" : "long").append('\n');
    }
    return write("fish.csv", rows.toString());
  }

  @Test
  void a_row_of_a_table_is_shown_with_the_numbers_it_becomes() throws IOException {
    CommandRun run = CommandRun.of("data", "show", table(), "--count", "2");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith("fish is a table of 120 rows and 3 columns")
        .contains("96 to learn from", "prepared: EncodeRow")
        .containsPattern("(long|short) \\(fish\\.csv:\\d+\\)\n {2}column +as written +as seen")
        .containsPattern("colour +(red|green) +place [12] of 2")
        .containsPattern("to say +species = short");
  }

  @Test
  void texts_are_shown_with_their_tokens_and_unknown_words() throws IOException {
    var rows = new StringBuilder("Label\tmessage\n");
    for (int i = 0; i < 80; i++) {
      rows.append(i % 2 == 0 ? "good\tthat was a fine day " : "bad\twhat an awful hour ");
      rows.append(i).append('\n');
    }
    CommandRun run =
        CommandRun.of(
            "data",
            "show",
            write("days.tsv", rows.toString()),
            "--kind",
            "labelled-text",
            "--class",
            "bad");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("bad (days.tsv:", "what an awful hour", "5 of 16: ")
        .doesNotContain("fine day");
  }

  @Test
  void built_in_data_of_each_kind_is_shown() {
    assertThat(CommandRun.of("data", "show", "spirals").out()).contains("second arm", "seen  ");
    assertThat(CommandRun.of("data", "show", "echo").out()).contains("to say   0 0 0 ");
    assertThat(CommandRun.of("data", "show", "waves").out())
        .contains("48 steps of value", "to say   12 steps");
  }

  @Test
  void a_narrow_terminal_gets_short_lines() throws IOException {
    String rhyme = write("rhyme.txt", "all work and no play makes jack a dull boy\n".repeat(60));
    var out = new StringWriter();
    var narrow =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(new StringWriter()), false, 40, false);
    for (String data : new String[] {table(), rhyme, "waves", "echo", "spirals"}) {
      assertThat(Main.run(narrow, "data", "show", data)).isEqualTo(ExitCode.OK);
    }
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 40);
    assertThat(out.toString()).doesNotContain("█", "▁");
  }

  @Test
  void json_holds_what_the_network_sees() throws IOException {
    CommandRun run = CommandRun.of("data", "show", table(), "--json", "--count", "3");
    assertThat(run.out().lines().map(Json::parse)).hasSize(3);
    var first = (Json.Fields) Json.parse(run.out().lines().findFirst().orElseThrow());
    assertThat(((Json.Items) first.get("input")).items()).hasSize(3);
    assertThat(first.get("shape")).isEqualTo(new Json.Text("3"));
  }

  @Test
  void pictures_and_sounds_are_drawn() throws IOException {
    Path pictures = folder.resolve("pictures");
    Path sounds = folder.resolve("sounds");
    for (int i = 0; i < 40; i++) {
      String kind = i % 2 == 0 ? "dark" : "light";
      Files.createDirectories(pictures.resolve(kind));
      Files.createDirectories(sounds.resolve(kind));
      var picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      picture.setRGB(i % 16, i / 16, i % 2 == 0 ? 0xFF101010 : 0xFFF0F0F0);
      ImageIO.write(picture, "png", pictures.resolve(kind + "/" + i + ".png").toFile());
      Files.write(sounds.resolve(kind + "/" + i + ".wav"), wav(i));
    }
    Path file = folder.resolve("out.png");
    CommandRun run =
        CommandRun.of("data", "show", pictures.toString(), "--augmented", "--out", file.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("varied while learning: Shift", "10 samples and how they vary: " + file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1170);

    CommandRun heard = CommandRun.of("data", "show", sounds.toString(), "--count", "1");
    assertThat(heard.code()).as(heard.err()).isEqualTo(ExitCode.OK);
    assertThat(heard.out()).contains("0.25 s at 8,000 a second", "bands, the low ones below", "█");
    Path drawn = folder.resolve("heard.png");
    assertThat(CommandRun.of("data", "show", sounds.toString(), "--out", drawn.toString()).code())
        .isEqualTo(ExitCode.OK);
    assertThat(drawn).isNotEmptyFile();
  }

  private static byte[] wav(int pitch) {
    int count = 2000;
    var bytes = java.nio.ByteBuffer.allocate(44 + 2 * count);
    bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * count);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    bytes.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
    bytes.putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * count);
    for (int i = 0; i < count; i++) {
      bytes.putShort((short) (9000 * StrictMath.sin(i * (0.1 + 0.02 * pitch))));
    }
    return bytes.array();
  }

  @Test
  void what_does_not_fit_is_said_in_a_sentence() throws IOException {
    String table = table();
    CommandRun drawn = CommandRun.of("data", "show", table, "--augmented");
    assertThat(drawn.code()).isEqualTo(ExitCode.USAGE);
    assertThat(drawn.err())
        .isEqualTo(
            "lockstep: --out and --augmented: expected pictures or sounds, got table. Leave them"
                + " out.\n");
    CommandRun unknown = CommandRun.of("data", "show", table, "--class", "shrt");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).endsWith("Did you mean `short`?\n");
    assertThat(CommandRun.of("data", "show", table, "--part", "tset").err())
        .endsWith("Did you mean `test`?\n");
    assertThat(CommandRun.of("data", "show", table, "--count", "0").code())
        .isEqualTo(ExitCode.USAGE);
    CommandRun glyphs =
        CommandRun.of("data", "show", "glyphs", "--augmented", "--out", folder + "/g.png");
    assertThat(glyphs.code()).isEqualTo(ExitCode.USAGE);
    assertThat(glyphs.err()).contains("glyphs is learnt from as it is");
  }
}
