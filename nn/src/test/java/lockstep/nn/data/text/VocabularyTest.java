package lockstep.nn.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import lockstep.nn.data.SharedData;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Utf8File;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void characters_are_code_points_in_order() {
    CharacterVocabulary vocabulary = CharacterVocabulary.fit("banana 😀");
    assertThat(vocabulary.characters()).containsExactly(" ", "a", "b", "n", "😀");
    assertThat(vocabulary.encode("ab😀x")).containsExactly(3, 4, 6, Vocabulary.UNKNOWN);
    assertThat(vocabulary.decode(3, 4, 6, 0, 1)).isEqualTo("ab😀\uFFFD");
    assertThat(vocabulary.size()).isEqualTo(7);
  }

  @Test
  void tiny_shakespeare_has_65_characters() {
    String text = Utf8File.read(SharedData.of("text/tinyshakespeare/input.txt")).text();
    CharacterVocabulary vocabulary = CharacterVocabulary.fit(text);
    assertThat(vocabulary.characters()).hasSize(65);
    int[] tokens = vocabulary.encode(text);
    assertThat(tokens).hasSize(1_115_394);
    assertThat(vocabulary.decode(tokens)).isEqualTo(text);
  }

  @Test
  void words_are_split_from_punctuation() {
    assertThat(WordVocabulary.split("Don't stop, rock'n'roll 'quoted' x_1 é😀!"))
        .containsExactly(
            "Don't", "stop", ",", "rock'n'roll", "'", "quoted", "'", "x_1", "é", "😀", "!");
  }

  @Test
  void the_most_frequent_words_are_kept_first() {
    WordVocabulary vocabulary = WordVocabulary.fit(Stream.of("b a b c", "c a b d"), 3, 2);
    assertThat(vocabulary.words()).containsExactly("b", "a", "c");
    assertThat(vocabulary.encode("a d b")).containsExactly(3, 1, 2);
    assertThat(vocabulary.decode(3, 1, 2, 0)).isEqualTo("a \uFFFD b");
    assertThat(WordVocabulary.fit(Stream.of("b a b c"), 9, 2).words()).containsExactly("b");
  }

  @Test
  void vocabularies_are_their_lists() {
    assertThat(new WordVocabulary(List.of("a", "b")))
        .isEqualTo(WordVocabulary.fit(Stream.of("a a b"), 5, 1))
        .hasToString("WordVocabulary[words=[a, b]]");
    assertThatThrownBy(() -> new WordVocabulary(List.of("a", "a")))
        .hasMessage("WordVocabulary: expected different texts, got 'a' again or empty.");
    assertThatThrownBy(() -> new CharacterVocabulary(List.of("ab")))
        .hasMessage("CharacterVocabulary: expected single characters, got 'ab'.");
    assertThatThrownBy(() -> new WordVocabulary(List.of("a")).decode(3))
        .hasMessage("decode: expected numbers within 0 and 2, got 3.");
  }

  @Test
  void texts_are_cut_or_filled_up_and_know_their_length() {
    var encode = new Encode(new WordVocabulary(List.of("a", "b")), 3);
    Tokens shortened = (Tokens) encode.apply(new Text("a b a b"));
    assertThat(shortened.values()).containsExactly(2, 3, 2);
    assertThat(shortened.length()).isEqualTo(3);
    Tokens filled = (Tokens) encode.apply(new Text("b"));
    assertThat(filled.values()).containsExactly(3, 0, 0);
    assertThat(filled.length()).isEqualTo(1);
    assertThatThrownBy(() -> new Encode(new WordVocabulary(List.of("a")), 0))
        .hasMessage("Encode: expected a length of 1 or more, got 0.");
  }
}
