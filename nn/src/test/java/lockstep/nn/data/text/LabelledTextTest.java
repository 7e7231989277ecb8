package lockstep.nn.data.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Leaks;
import lockstep.nn.data.Sample;
import lockstep.nn.data.SharedData;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.file.Utf8File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextTest {

  private static final CsvForm.Header DETECT = CsvForm.Header.DETECT;

  private static LabelledText tabs(String text) {
    return LabelledText.tabSeparated(Utf8File.of("t.tsv", text.getBytes(UTF_8)), DETECT);
  }

  private static int label(Sample sample) {
    return ((Tokens) sample.target()).values()[0];
  }

  private static int[] counts(Dataset data) {
    int[] counts = new int[data.labels().size()];
    for (int i = 0; i < data.size(); i++) {
      counts[label(data.get(i))]++;
    }
    return counts;
  }

  @Test
  void labels_are_numbered_by_name() {
    LabelledText data = tabs("spam\twin\tnow\nham\t\"hello\nspam\tcall\n");
    assertThat(data.labels()).containsExactly("ham", "spam");
    Sample sample = data.get(0);
    assertThat(sample.input()).isEqualTo(new Text("win\tnow"));
    assertThat(label(sample)).isEqualTo(1);
    assertThat(sample.origin()).isEqualTo("t.tsv:1");
    assertThat(data.get(1).input()).isEqualTo(new Text("\"hello"));
  }

  @Test
  void a_first_line_with_a_label_of_its_own_is_a_header() {
    LabelledText data = tabs("Label\tSMS\nham\ta\nspam\tb\nham\tc\n");
    assertThat(data.labels()).containsExactly("ham", "spam");
    assertThat(data.get(0).origin()).isEqualTo("t.tsv:2");
  }

  @Test
  void lines_without_a_tab_or_a_label_are_named() {
    assertThatThrownBy(() -> tabs("ham\ta\nspam b\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("t.tsv:2: expected a label, a tab and a text, found a line without a tab.");
    assertThatThrownBy(() -> tabs("ham\ta\nham\tc\n\tb\n"))
        .hasMessage("t.tsv:3: expected a label, found nothing. Add one.");
  }

  @Test
  void classes_can_be_numbered_as_in_training() {
    LabelledText data = tabs("b\t1\nb\t2\n").numberedBy(List.of("a", "b"));
    assertThat(label(data.get(0))).isEqualTo(1);
    assertThatThrownBy(() -> tabs("c\t1\nc\t2\n").numberedBy(List.of("a", "b")))
        .hasMessage(
            "t.tsv:1: expected one of the 2 labels of the training data, found 'c'. Correct it, or"
                + " train with it.");
  }

  @Test
  void folders_are_classes(@TempDir Path root) throws IOException {
    for (String name : List.of("pos/b.txt", "pos/a.txt", "neg/c.txt", "neg/ignored.md")) {
      Files.createDirectories(root.resolve(name).resolveSibling(""));
      Files.writeString(root.resolve(name), "text of " + name);
    }
    LabelledText data = LabelledText.folders(root);
    assertThat(data.labels()).containsExactly("neg", "pos");
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.get(1))
        .extracting(Sample::input, Sample::origin)
        .containsExactly(new Text("text of pos/a.txt"), "pos/a.txt");
    Files.write(root.resolve("neg/c.txt"), new byte[] {'a', '\n', -1});
    assertThatThrownBy(() -> data.get(0))
        .hasMessageStartingWith("neg/c.txt:2: expected UTF-8, found the byte 0xFF at offset 2");
    assertThatThrownBy(() -> LabelledText.folders(root.resolve("pos")))
        .hasMessageContaining("expected a folder for each class");
    assertThatThrownBy(() -> LabelledText.folders(root.resolve("absent")))
        .isInstanceOf(DataException.class);
  }

  @Test
  void banking_questions() {
    Path folder = SharedData.of("text/banking77");
    LabelledText train = LabelledText.csv(folder.resolve("train.csv"), "text", "category");
    LabelledText test =
        LabelledText.csv(folder.resolve("test.csv"), "text", "category").numberedBy(train.labels());
    assertThat(train.size()).isEqualTo(10_003);
    assertThat(test.size()).isEqualTo(3_080);
    assertThat(train.labels()).hasSize(77).contains("card_arrival").isSorted();
    assertThat(train.get(0).input()).isEqualTo(new Text("I am still waiting on my card?"));
    assertThat(Leaks.check(train, test)).isEmpty();
    assertThat(Csv.read(folder.resolve("train.csv")).headed()).isTrue();
  }

  @Test
  void text_messages() {
    LabelledText data =
        LabelledText.tabSeparated(SharedData.of("text/sms-spam/SMSSpamCollection"), DETECT);
    assertThat(data.labels()).containsExactly("ham", "spam");
    assertThat(counts(data)).containsExactly(4827, 747);
    List<? extends Dataset> parts = Splits.stratified(data, 1, 0.8, 0.2);
    assertThat(counts(parts.get(1))).containsExactly(965, 149);
    TextReport report = TextReport.of(data);
    assertThat(report.text())
        .contains("5574 texts")
        .contains("2 classes: ham 4827, spam 747")
        .contains("empty texts: 0");
  }

  @Test
  void names_are_lines() {
    Lines lines = Lines.read(SharedData.of("text/names/names.txt"));
    assertThat(lines.size()).isEqualTo(32_033);
    assertThat(lines.get(1))
        .isEqualTo(new Sample(new Text("olivia"), new Text("olivia"), "names.txt:2"));
  }

  @Test
  void windows_are_a_block_and_the_same_one_token_on() {
    int[] tokens = {5, 6, 7, 8, 9};
    var windows = new TokenWindows(tokens, 1, 5, 2);
    assertThat(windows.size()).isEqualTo(2);
    Sample last = windows.get(1);
    assertThat(((Tokens) last.input()).values()).containsExactly(7, 8);
    assertThat(((Tokens) last.target()).values()).containsExactly(8, 9);
    assertThat(last.origin()).isEqualTo("token 2");
    assertThat(new TokenWindows(tokens, 4).size()).isEqualTo(1);
    assertThatThrownBy(() -> new TokenWindows(tokens, 1, 3, 2))
        .hasMessageStartingWith(
            "windows: expected a block of 1 or more and a range within 0 and 5");
  }

  @Test
  void a_report_tells_what_there_is() {
    assertThat(TextReport.of(tabs("a\tone two\nb\tone two\na\t \na\tthree, four\n")).text())
        .isEqualTo(
            """
            4 texts, 5 different words
              characters: 1 to 11, quartiles 1, 7, 7
              words: 0 to 3, quartiles 0, 2, 2
              2 classes: a 3, b 1
              empty texts: 1 (t.tsv:3)
              texts that were there before: 1 (t.tsv:2 is t.tsv:1), 1 of them in another class
            """);
  }
}
