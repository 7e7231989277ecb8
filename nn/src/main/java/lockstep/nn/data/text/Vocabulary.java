package lockstep.nn.data.text;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// The parts that texts are made of, and a number for each.
///
/// Number 0 is padding and number 1 whatever is not among the parts; the parts follow.
public sealed interface Vocabulary permits BytePairVocabulary, CharacterVocabulary, WordVocabulary {

  /// The number that fills up short texts.
  int PADDING = 0;

  /// The number of what is unknown.
  int UNKNOWN = 1;

  /// The number of the first part.
  int FIRST = 2;

  /// {@return the numbers of the parts of a text}
  int[] encode(String text);

  /// {@return the text of such numbers, padding left out}
  ///
  /// @throws IllegalArgumentException if a number is none of this vocabulary
  String decode(int... tokens);

  /// {@return how many numbers there are, with those of padding and of the unknown}
  int size();

  /// {@return the number that fills up short texts}
  default int padding() {
    return PADDING;
  }

  /// {@return the number of what is unknown}
  default int unknown() {
    return UNKNOWN;
  }

  /// {@return the texts of samples after cleaning: what a vocabulary is fitted to}
  ///
  /// @param cleaning the steps that come before {@link Encode} in the preparation
  static Stream<String> texts(Dataset data, Step... cleaning) {
    return IntStream.range(0, data.size())
        .mapToObj(index -> {
          Item item = data.get(index).input();
          for (Step step : cleaning) {
            item = step.apply(item);
          }
          return Step.expect(Text.class, item, "Vocabulary").text();
        });
  }
}
