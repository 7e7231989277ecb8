package lockstep.nn.data.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.file.DamageTrial;
import lockstep.nn.data.file.Utf8File;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LabelledTextDamageTest {

  private static final byte[] TABS = whole(40, '\t', "\n");
  private static final byte[] TABLE = whole(40, ',', "\r\n");

  /// What vocabularies learn from is short: learning takes longer than reading.
  private static final byte[] SHORT = whole(6, '\t', "\n");

  private static byte[] whole(int texts, char delimiter, String end) {
    var text = new StringBuilder("label" + delimiter + "text" + end);
    for (int i = 0; i < texts; i++) {
      text.append(i % 3 == 0 ? "spam" : "ham").append(delimiter);
      text.append("\"Zoë says ").append(i).append(" 😀 times: hé\"").append(end);
    }
    return text.toString().getBytes(UTF_8);
  }

  @Test
  void damaged_texts_are_read_or_refused() {
    read(2_000);
  }

  @Test
  @Tag("long")
  void many_damaged_texts_are_read_or_refused() {
    read(100_000);
  }

  private static void read(int count) {
    DamageTrial.run(TABS, count, "t.txt", bytes -> all(tabs(bytes)));
    DamageTrial.run(TABLE, count, "t.txt", bytes -> all(table(bytes)));
    DamageTrial.run(TABS, count, "t.txt", bytes -> all(Lines.of(Utf8File.of("t.txt", bytes))));
  }

  private static LabelledText tabs(byte[] bytes) {
    return LabelledText.tabSeparated(Utf8File.of("t.txt", bytes), CsvForm.Header.DETECT);
  }

  private static LabelledText table(byte[] bytes) {
    Csv table = Csv.of(Utf8File.of("t.txt", bytes), CsvForm.detect().withHeader());
    return LabelledText.csv(table, "text", "label");
  }

  private static void all(Dataset data) {
    for (int i = 0; i < data.size(); i++) {
      data.get(i);
    }
  }

  @Test
  void vocabularies_learn_whatever_is_utf8() {
    learn(2_000);
  }

  @Test
  @Tag("long")
  void vocabularies_learn_much_that_is_utf8() {
    learn(100_000);
  }

  private static void learn(int count) {
    for (int number = 0; number < count; number++) {
      byte[] damaged = Damage.of(SHORT, number);
      String text;
      try {
        text = Utf8File.of("t.txt", damaged).text();
      } catch (DataException e) {
        Assertions.assertThat(e).hasMessageContaining("t.txt:");
        text = new String(damaged, UTF_8);
      }
      BytePairVocabulary pairs = BytePairVocabulary.fit(text, 20);
      CharacterVocabulary characters = CharacterVocabulary.fit(text);
      WordVocabulary words = WordVocabulary.fit(List.of(text).stream(), 50, 1);
      Assertions.assertThat(pairs.decode(pairs.encode(text))).isEqualTo(text);
      Assertions.assertThat(characters.decode(characters.encode(text))).isEqualTo(text);
      Assertions.assertThat(words.encode(text)).hasSameSizeAs(WordVocabulary.split(text).toArray());
    }
  }
}
