package lockstep.nn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import lockstep.nn.data.Sound;
import lockstep.nn.data.sound.Wav;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found in data before a network learns from it.
class CheckupTest {

  @TempDir private Path folder;

  private Report check(String name) {
    return Checkup.of(Source.open(Wanted.of(folder.resolve(name).toString())));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private static List<String> whats(Report report, Finding.Weight weight) {
    return report.findings().stream()
        .filter(each -> each.weight() == weight)
        .map(Finding::what)
        .toList();
  }

  private void picture(String name, int side, int shade) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(1, 2, shade);
    ImageIO.write(picture, "png", file.toFile());
  }

  @Test
  void built_in_data_has_nothing_doubtful() {
    Report report = Checkup.of(Source.open(Wanted.of("spirals")));
    assertThat(report.findings()).isEmpty();
    assertThat(report.isTrainable()).isTrue();
    assertThat(report.parts()).containsExactly(1350, 150, 600);
    assertThat(report.facts()).extracting(Fact::name).containsExactly("number 1", "number 2");
  }

  @Test
  void columns_of_a_table_are_told_with_what_is_wrong_with_them() throws IOException {
    var rows = new StringBuilder("size,same,gaps,code,far,kind\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i * 7 % 391).append(",1,").append(i % 3 == 0 ? "4" : "").append(',');
      rows.append(i % 2 == 0 ? "x" : "y").append(',').append(i == 7 ? 99_999 : i % 10).append(',');
      rows.append(i % 2 == 0 ? "ham" : "spam").append('\n');
    }
    write("mail.csv", rows.toString());
    Report report =
        Checkup.of(Source.open(Wanted.of(folder.resolve("mail.csv").toString()).target("kind")));
    assertThat(report.columns())
        .extracting(ColumnFacts::name, ColumnFacts::kind, ColumnFacts::missing)
        .contains(
            tuple("size", ColumnFacts.Kind.NUMBER, 0),
            tuple("gaps", ColumnFacts.Kind.NUMBER, 266),
            tuple("code", ColumnFacts.Kind.CATEGORY, 0),
            tuple("kind", ColumnFacts.Kind.TARGET, 0));
    assertThat(whats(report, Finding.Weight.DOUBT))
        .contains(
            "The column same has the same value in all rows: it teaches nothing.",
            "The column gaps is missing in 67 % of the rows.",
            "The column code tells kind in every row.")
        .anyMatch(what ->
            what.startsWith("The column far has 99,999 in it, and all others are around 4."));
    assertThat(report.isTrainable()).isTrue();
  }

  @Test
  void rare_classes_and_uneven_ones_are_told() throws IOException {
    var rows = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i).append(',').append(i * 3 % 50).append(',').append(i < 4 ? "rare" : "usual");
      rows.append('\n');
    }
    write("t.csv", rows.toString());
    Report report =
        Checkup.of(Source.open(Wanted.of(folder.resolve("t.csv").toString()).target("kind")));
    assertThat(report.classes().stream().mapToInt(ClassCount::count)).containsExactly(4, 196);
    assertThat(whats(report, Finding.Weight.DOUBT))
        .contains(
            "1 class has fewer than 10 samples to learn from.",
            "Classes are uneven: usual has 196 samples, rare has 4. Who always says usual is right"
                + " in 98 %.");
  }

  @Test
  void copies_between_what_is_learnt_from_and_what_judges_are_told() throws IOException {
    for (int i = 0; i < 40; i++) {
      picture("p/train/" + (i % 2 == 0 ? "rose" : "tulip") + "/" + i + ".png", 16, 1000 + 50 * i);
    }
    picture("p/train/rose/again.png", 16, 1000);
    picture("p/train/rose/tulip-1.png", 16, 1050);
    for (int i = 0; i < 12; i++) {
      picture("p/test/" + (i % 2 == 0 ? "rose" : "tulip") + "/" + i + ".png", 16, 990_000 + 90 * i);
    }
    picture("p/test/rose/leak.png", 16, 1000);
    Report report = check("p");
    assertThat(whats(report, Finding.Weight.DOUBT))
        .anyMatch(what -> what.matches("[1-4] of the \\d+ samples that judge the network .*"))
        .anyMatch(what -> what.startsWith("1 sample is the same as an earlier one, with another"));
    assertThat(report.json().text()).contains("\"weight\":\"doubt\"", "\"trainable\":true");
  }

  @Test
  void all_broken_pictures_are_listed_and_stop_the_training() throws IOException {
    for (int i = 0; i < 30; i++) {
      picture(
          "p/" + (i % 2 == 0 ? "rose" : "tulip") + "/" + i + ".png", i == 3 ? 90 : 16, 1000 + i);
    }
    write("p/rose/2.png", "no picture");
    write("p/tulip/5.png", "");
    Report report = check("p");
    assertThat(report.isTrainable()).isFalse();
    Finding first = report.findings().getFirst();
    assertThat(first.what()).isEqualTo("2 files cannot be read.");
    assertThat(first.examples()).hasSize(2).anyMatch(each -> each.startsWith("rose/2.png"));
    assertThat(report.facts())
        .contains(
            new Fact("colours", "all in colour"),
            new Fact("sizes", "16×16 to 90×90, 2 different; most often 16×16 (96 %)"));
    assertThat(whats(report, Finding.Weight.NOTE)).contains("Sides are from 16 to 90 pixels long.");
  }

  @Test
  void silent_recordings_are_told() throws IOException {
    for (int i = 0; i < 24; i++) {
      float[] samples = new float[800];
      for (int j = 0; j < samples.length && i != 5; j++) {
        samples[j] = (float) Math.sin(j * (0.1 + 0.01 * i)) * 0.5f;
      }
      Path file = folder.resolve("w/" + (i % 2 == 0 ? "low" : "high") + "/" + i + ".wav");
      Files.createDirectories(file.getParent());
      Wav.write(file, new Sound(8000, 1, samples));
    }
    Report report = check("w");
    assertThat(whats(report, Finding.Weight.DOUBT))
        .contains("1 recording is silent: nowhere louder than a thousandth of what can be.");
    assertThat(report.facts()).contains(new Fact("rates", "all 8000 Hz"));
  }

  @Test
  void empty_and_garbled_texts_are_told() throws IOException {
    var rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 60; i++) {
      String text = i == 4 ? "caf\uFFFD number four is closed" : "this is the text number " + i;
      rows.append(i == 9 ? " " : text).append(',').append(i % 2 == 0 ? "even" : "odd").append('\n');
    }
    write("t.csv", rows.toString());
    Report report = check("t.csv");
    assertThat(whats(report, Finding.Weight.DOUBT))
        .contains("1 text is empty.")
        .anyMatch(what -> what.startsWith("1 text holds the sign for characters that were lost"));
  }

  @Test
  void a_series_that_leaves_what_was_learnt_is_told() throws IOException {
    var rows = new StringBuilder("month,value\n");
    for (int i = 0; i < 120; i++) {
      rows.append(2000 + i / 12)
          .append('-')
          .append(String.format(Locale.ROOT, "%02d", 1 + i % 12))
          .append("-01,");
      rows.append(i * i).append('\n');
    }
    write("growth.csv", rows.toString());
    Report report = check("growth.csv");
    assertThat(whats(report, Finding.Weight.DOUBT))
        .anyMatch(what -> what.startsWith("Held out are values from"));
  }
}
