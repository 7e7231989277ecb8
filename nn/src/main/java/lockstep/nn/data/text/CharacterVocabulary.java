package lockstep.nn.data.text;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A number for each character, which is a Unicode code point.
///
/// @param characters the characters, each a text of its own
public record CharacterVocabulary(List<String> characters) implements Vocabulary {

  private static final String REPLACEMENT = "\uFFFD";

  /// Copies the list.
  public CharacterVocabulary {
    characters = TextIndex.of("CharacterVocabulary", characters);
    for (String character : characters) {
      if (character.codePointCount(0, character.length()) != 1) {
        throw new IllegalArgumentException(
            "CharacterVocabulary: expected single characters, got '" + character + "'.");
      }
    }
  }

  /// {@return the characters of texts, by their code points}
  public static CharacterVocabulary fit(Stream<String> texts) {
    var seen = new TreeSet<Integer>();
    texts.forEach(text -> text.codePoints().forEach(seen::add));
    return new CharacterVocabulary(seen.stream().map(Character::toString).toList());
  }

  /// {@return the characters of a text, by their code points}
  public static CharacterVocabulary fit(String text) {
    return fit(Stream.of(text));
  }

  @Override
  public int[] encode(String text) {
    var index = TextIndex.of("CharacterVocabulary", characters);
    return text.codePoints()
        .map(c -> index.place(Character.toString(c)))
        .map(place -> place == TextIndex.ABSENT ? UNKNOWN : place + FIRST)
        .toArray();
  }

  @Override
  public String decode(int... tokens) {
    var text = new StringBuilder(tokens.length);
    Arrays.stream(tokens)
        .filter(token -> token != PADDING)
        .forEach(token -> text.append(Parts.part(this, characters, token, REPLACEMENT)));
    return text.toString();
  }

  @Override
  public int size() {
    return FIRST + characters.size();
  }
}
