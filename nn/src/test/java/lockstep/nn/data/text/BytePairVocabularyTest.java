package lockstep.nn.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.nn.data.SharedData;
import lockstep.nn.data.file.Utf8File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BytePairVocabularyTest {

  @Test
  void the_most_frequent_pairs_are_merged_and_ties_by_age() {
    BytePairVocabulary vocabulary = BytePairVocabulary.fit("low lower lowest", 4);
    assertThat(vocabulary.merges()).containsExactly("l o", "lo w", "Ġ low", "Ġlow e");
    assertThat(vocabulary.size()).isEqualTo(2 + 256 + 4);
  }

  @Test
  void merges_end_where_no_pair_is_there_twice() {
    assertThat(BytePairVocabulary.fit("ab ab", 100).merges()).containsExactly("a b");
    assertThat(BytePairVocabulary.fit("", 5).merges()).isEmpty();
  }

  @Test
  void merges_of_overlapping_pairs_go_from_left_to_right() {
    BytePairVocabulary vocabulary = new BytePairVocabulary(List.of("a a"));
    int a = 2 + 'a';
    assertThat(vocabulary.encode("aaa")).containsExactly(2 + 256, a);
  }

  @Test
  void any_text_comes_back() {
    BytePairVocabulary vocabulary = BytePairVocabulary.fit("the quick brown fox ".repeat(20), 50);
    for (String text :
        List.of(
            "", " ", "  a   b\n\n c\t", "naïve 😀 日本語 \u0000\u0085", "x".repeat(1000), " 12  34")) {
      assertThat(vocabulary.decode(vocabulary.encode(text))).isEqualTo(text);
    }
    var random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      var text = new StringBuilder();
      random.ints(40, 0, 0x3000).forEach(text::appendCodePoint);
      assertThat(vocabulary.decode(vocabulary.encode(text.toString()))).isEqualTo(text.toString());
    }
  }

  @Test
  void pieces_together_are_the_text() {
    var pieces = new ArrayList<String>();
    Pieces.of("  Hello  world, it's 2024!\n\nx", pieces::add);
    assertThat(pieces)
        .containsExactly(
            " ", " Hello", " ", " world", ",", " it", "'", "s", " 2024", "!", "\n\n", "x");
    pieces.clear();
    Pieces.of("y".repeat(100), pieces::add);
    assertThat(pieces).containsExactly("y".repeat(64), "y".repeat(36));
  }

  @Test
  void a_part_that_two_merges_make_has_one_number() {
    BytePairVocabulary vocabulary = new BytePairVocabulary(List.of("a b", "b c", "ab c", "a bc"));
    assertThat(vocabulary.size()).isEqualTo(2 + 256 + 3);
    assertThat(vocabulary.encode("abc")).containsExactly(2 + 256 + 2);
  }

  @Test
  void broken_merges_are_refused() {
    for (List<String> merges :
        List.of(
            List.of("ab"), List.of("a bc"), List.of("a b", "a b"), List.of("a  b"), List.of(""))) {
      assertThatThrownBy(() -> new BytePairVocabulary(merges))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("BytePairVocabulary: expected two known parts");
    }
  }

  @Test
  void half_a_character_decodes_to_a_replacement() {
    BytePairVocabulary vocabulary = new BytePairVocabulary(List.of());
    assertThat(vocabulary.decode(2 + 0xC3)).isEqualTo("\uFFFD");
    assertThat(vocabulary.decode(0, 2 + 'a', 0)).isEqualTo("a");
  }

  /// The same merges by counting everything anew for each.
  @Test
  void fast_training_learns_what_slow_training_does() {
    String text = Utf8File.read(SharedData.of("text/names/names.txt")).text().substring(0, 8000);
    assertThat(BytePairVocabulary.fit(text, 150).merges()).isEqualTo(slow(text, 150));
  }

  private static List<String> slow(String text, int most) {
    var pieces = new ArrayList<List<Integer>>();
    Pieces.of(text, piece -> pieces.add(new ArrayList<>(piece.chars().boxed().toList())));
    var names = new ArrayList<String>();
    IntStream.range(0, 256)
        .forEach(value -> names.add(Character.toString(ByteAlphabet.character(value))));
    var merges = new ArrayList<String>();
    while (merges.size() < most) {
      var counts = new TreeMap<Long, Integer>();
      for (List<Integer> piece : pieces) {
        for (int i = 0; i + 1 < piece.size(); i++) {
          counts.merge(PairTable.key(piece.get(i), piece.get(i + 1)), 1, Integer::sum);
        }
      }
      long best = 0;
      int bestCount = 1;
      for (var entry : counts.entrySet()) {
        if (entry.getValue() > bestCount) {
          best = entry.getKey();
          bestCount = entry.getValue();
        }
      }
      if (bestCount == 1) {
        break;
      }
      int left = (int) (best >>> 32);
      int right = (int) best;
      merges.add(names.get(left) + " " + names.get(right));
      String whole = names.get(left) + names.get(right);
      if (!names.contains(whole)) {
        names.add(whole);
      }
      int number = names.indexOf(whole);
      for (List<Integer> piece : pieces) {
        for (int i = 0; i + 1 < piece.size(); i++) {
          if (piece.get(i) == left && piece.get(i + 1) == right) {
            piece.set(i, number);
            piece.subList(i + 1, i + 2).clear();
          }
        }
      }
    }
    return merges;
  }

  @Test
  void tiny_shakespeare_is_learnt_and_comes_back() {
    String text = Utf8File.read(SharedData.of("text/tinyshakespeare/input.txt")).text();
    BytePairVocabulary vocabulary = BytePairVocabulary.fit(Stream.of(text), 1000);
    assertThat(vocabulary.merges()).hasSize(1000);
    int[] tokens = vocabulary.encode(text);
    assertThat(tokens.length).isLessThan(text.length() / 2);
    assertThat(vocabulary.decode(tokens)).isEqualTo(text);
  }

  @Test
  @Tag("long")
  void time_to_learn_1000_merges_of_1_mb() {
    String text = Utf8File.read(SharedData.of("text/tinyshakespeare/input.txt")).text();
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      BytePairVocabulary vocabulary = BytePairVocabulary.fit(Stream.of(text), 1000);
      long learnt = System.nanoTime();
      int[] tokens = vocabulary.encode(text);
      long encoded = System.nanoTime();
      assertThat(learnt - start).as("ns to learn").isLessThan(10_000_000_000L);
      assertThat(encoded - learnt).as("ns to encode").isLessThan(5_000_000_000L);
      assertThat(tokens).isNotEmpty();
    }
  }
}
