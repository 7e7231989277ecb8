package lockstep.nn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sound;
import lockstep.nn.data.sound.Wav;
import lockstep.nn.data.table.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What data is, by the looks of it.
class SourceTest {

  @TempDir private Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Source open(String data) {
    return Source.open(Wanted.of(data));
  }

  private static void assertIs(Source source, DataKind kind, TaskKind task, String sentence) {
    assertThat(source.purpose().data().kind()).isEqualTo(kind);
    assertThat(source.purpose().data().task()).isEqualTo(task);
    assertThat(source.sentence()).isEqualTo(sentence);
    // All that follows can be chosen, stored and read again.
    Project project = Defaults.resolve(source, Learning.usual(), Limits.none());
    assertThat(Project.of(project.json(), "config.json")).isEqualTo(project);
  }

  private void picture(String name, int shade) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    var picture = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(3, 4, shade);
    ImageIO.write(picture, "png", file.toFile());
  }

  @Test
  void a_folder_of_pictures() throws IOException {
    for (int i = 0; i < 20; i++) {
      picture("flowers/" + (i % 2 == 0 ? "rose" : "tulip") + "/" + i + ".png", i);
    }
    Source source = open(folder.resolve("flowers").toString());
    assertIs(
        source,
        DataKind.IMAGES,
        TaskKind.CLASSIFICATION,
        "flowers is 20 pictures in 2 classes (rose, tulip); the task is classification.");
    assertThat(source.split())
        .isEqualTo("16 to learn from, 2 to choose the best weights by, 2 held out");
  }

  @Test
  void pictures_without_classes_are_reconstructed() throws IOException {
    for (int i = 0; i < 10; i++) {
      picture("many/" + i + ".png", i);
    }
    assertIs(
        open(folder.resolve("many").toString()),
        DataKind.IMAGES,
        TaskKind.RECONSTRUCTION,
        "many is 10 pictures without classes; the task is reconstruction: the picture again, through"
            + " 32 numbers.");
  }

  @Test
  void idx_files_with_their_own_split() throws IOException {
    idx("train", 30);
    idx("t10k", 10);
    assertIs(
        open(folder.toString()),
        DataKind.IDX,
        TaskKind.CLASSIFICATION,
        folder.getFileName()
            + " is 40 pictures of 8×8 in 3 classes (0, 1, 2); the task is classification.");
  }

  private void idx(String part, int count) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 64 * count);
    images.putInt(0x803).putInt(count).putInt(8).putInt(8);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      images.put(16 + 64 * i, (byte) i);
      labels.put((byte) (i % 3));
    }
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
  }

  @Test
  void cifar_files() throws IOException {
    byte[] batch = new byte[20 * 3073];
    for (int i = 0; i < 20; i++) {
      batch[i * 3073] = (byte) (i % 10);
    }
    Path file = Files.write(folder.resolve("data_batch_1.bin"), batch);
    assertIs(
        open(file.toString()),
        DataKind.CIFAR,
        TaskKind.CLASSIFICATION,
        "data_batch_1 is 20 pictures of 32×32 in colour in 10 classes (airplane, automobile, bird, cat,"
            + " …); the task is classification.");
  }

  @Test
  void a_table_with_classes_and_one_with_numbers() throws IOException {
    var rows = new StringBuilder("species,length,price\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 == 0 ? "perch" : "pike").append(',').append(i * 0.5).append(',');
      rows.append(i * 1.5 + 0.25).append('\n');
    }
    String file = write("fish.csv", rows.toString());
    assertIs(
        open(file),
        DataKind.TABLE,
        TaskKind.CLASSIFICATION,
        "fish is a table of 40 rows and 3 columns; the task is classification: species, 2 classes"
            + " (perch, pike).");
    assertIs(
        Source.open(Wanted.of(file).target("price")),
        DataKind.TABLE,
        TaskKind.REGRESSION,
        "fish is a table of 40 rows and 3 columns; the task is regression: price.");
  }

  @Test
  void rows_without_a_target_are_left_out_and_said() throws IOException {
    Source source = open(write("t.csv", "a,b\n" + "1,x\n2,y\n".repeat(10) + "3,NA\n"));
    assertThat(source.notes()).contains("Rows without b are left out: 1.");
  }

  @Test
  void decimal_commas_are_said_and_so_is_what_may_be_some() throws IOException {
    var rows = new StringBuilder("size;tax;kind\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i).append(",5;").append(i + 1).append('.').append(100 + i);
      rows.append(i % 2 == 0 ? ";a\n" : ";b\n");
    }
    Source source = open(write("eu.csv", rows.toString()));
    assertThat(source.notes())
        .containsExactly(
            "The column tax is left out: 40 texts, as '1.100' at eu.csv:2 may be 1.100 or 1100.",
            "Numbers have decimal commas in size.",
            "Numbers are surest as 1234 and 1234.5: without marks between thousands.");
    Schema schema = source.purpose().details().schema();
    assertThat(schema.decimalCommas()).containsExactly("size");
    String stored = source.purpose().text();
    assertThat(Purpose.of(stored)).isEqualTo(source.purpose());
    String older = stored.replaceAll(",\\s*\"mark\":\\s*\"[A-Z]*\"", "");
    assertThat(older).doesNotContain("mark");
    assertThat(Purpose.of(older).details().schema().decimalCommas()).isEmpty();
    assertThat(Inputs.of("2,5;1;", source.purpose()).getFirst().input())
        .isEqualTo(new Row(List.of("2,5", "1", "")));
    assertThat(Inputs.of("2.5,1", source.purpose()).getFirst().input())
        .isEqualTo(new Row(List.of("2.5", "1")));
  }

  @Test
  void a_series_with_decimal_commas() throws IOException {
    var days = new StringBuilder("date;power\n");
    for (int i = 0; i < 100; i++) {
      days.append("2024-0").append(1 + i / 20).append('-').append(10 + i % 20).append(';');
      days.append(i % 7).append(",25\n");
    }
    Source source = open(write("power.csv", days.toString()));
    assertThat(source.purpose().data().kind()).isEqualTo(DataKind.SERIES);
    assertThat(((Numbers) source.train().get(0).input()).values()).startsWith(0.25f, 1.25f);

    // Thousands or decimals? The model knows what it learnt from.
    var later = new StringBuilder("date;power\n");
    for (int i = 0; i < 20; i++) {
      later.append("2024-08-").append(10 + i).append(';').append(1 + i % 7).append(",125\n");
    }
    String file = write("later.csv", later.toString());
    float[] read = ((Numbers) Inputs.of(file, source.purpose()).getFirst().input()).values();
    assertThat(read).endsWith(5.125f, 6.125f);
    String stored = source.purpose().text();
    assertThat(Purpose.of(stored)).isEqualTo(source.purpose());
    Purpose older = Purpose.of(stored.replaceAll(",\\s*\"mark\":\\s*\"COMMA\"", ""));
    assertThatThrownBy(() -> Inputs.of(file, older))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("power");
  }

  @Test
  void a_series() throws IOException {
    var rows = new StringBuilder("date,load,temperature\n");
    for (int day = 0; day < 120; day++) {
      rows.append("2024-%02d-%02d,".formatted(1 + day / 28, 1 + day % 28)).append(day % 7);
      rows.append(',').append(day % 10).append('\n');
    }
    assertIs(
        open(write("power.csv", rows.toString())),
        DataKind.SERIES,
        TaskKind.FORECASTING,
        "power is a series of 120 rows; the task is forecasting: 6 steps of temperature from the 12"
            + " before.");
  }

  @Test
  void texts_with_labels_by_tabs_and_in_a_table() throws IOException {
    String tabbed = "ham\tsee you at the station\nspam\tyou have won a prize\n".repeat(15);
    assertIs(
        open(write("messages", tabbed)),
        DataKind.LABELLED_TEXT,
        TaskKind.CLASSIFICATION,
        "messages is 30 texts in 2 classes (ham, spam); the task is classification.");
    var rows = new StringBuilder("text,mood\n");
    for (int i = 0; i < 30; i++) {
      rows.append("what a day number ").append(i).append(i % 2 == 0 ? ",good\n" : ",bad\n");
    }
    assertIs(
        open(write("moods.csv", rows.toString())),
        DataKind.LABELLED_TEXT,
        TaskKind.CLASSIFICATION,
        "moods is 30 texts in 2 classes (bad, good); the task is classification.");
  }

  @Test
  void a_plain_text() throws IOException {
    assertIs(
        open(write("song.txt", "row, row, row your boat\n".repeat(40))),
        DataKind.TEXT,
        TaskKind.LANGUAGE_MODEL,
        "song is a text of 960 characters, 11 different; the task is language-model: which character"
            + " comes next.");
  }

  @Test
  void a_folder_of_sounds() throws IOException {
    for (int i = 0; i < 20; i++) {
      Path file = folder.resolve("birds/" + (i % 2 == 0 ? "wren" : "tit") + "/" + i + ".wav");
      Files.createDirectories(file.getParent());
      float[] samples = new float[2_000];
      samples[i] = 0.5f;
      Wav.write(file, new Sound(8_000, 1, samples));
    }
    assertIs(
        open(folder.resolve("birds").toString()),
        DataKind.SOUNDS,
        TaskKind.CLASSIFICATION,
        "birds is 20 recordings at 8000 Hz in 2 classes (tit, wren); the task is classification.");
  }

  @Test
  void built_in_data() {
    for (String name : List.of("glyphs", "spirals", "waves", "echo")) {
      Source source = open(name);
      assertThat(source.sentence()).startsWith(name + " is ").contains("; the task is ");
      Project project = Defaults.resolve(source, Learning.usual(), Limits.none());
      assertThat(Project.of(project.json(), "config.json")).isEqualTo(project);
    }
  }

  @Test
  void what_cannot_be_opened_is_one_sentence() throws IOException {
    assertWrong("no/such/place", "expected a file, a folder or one of glyphs,");
    assertWrong(
        Files.createDirectory(folder.resolve("empty")).toString(), "Is it the right folder?");
    assertWrong(write("nothing.csv", ""), "found an empty file");
    assertWrong(write("binary.dat", "a\0b"), "found a file of another kind");
    assertWrong(write("short.txt", "too short"), "expected a text of at least 320 characters");
    assertWrong(write("few.csv", "a,b\n1,x\n2,y\n"), "expected at least 10 samples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Source.open(Wanted.of("glyphs").task(TaskKind.FORECASTING)))
        .withMessage(
            "task: expected classification or reconstruction for glyphs, got forecasting.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Learning.usual().model("lennet"))
        .withMessageEndingWith("Did you mean `lenet`?");
  }

  private static void assertWrong(String data, String part) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open(data))
        .withMessageContaining(part);
  }
}
