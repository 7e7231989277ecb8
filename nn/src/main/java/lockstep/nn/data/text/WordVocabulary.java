package lockstep.nn.data.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A number for each word and each punctuation mark.
///
/// A word is letters, digits and `_` together, with single apostrophes between them; any other
/// character that is not white space is a part of its own. Case and accents count: clean before.
///
/// {@snippet :
/// new WordVocabulary(List.of("don't", "go", "!")).encode("don't go!");    // 2, 3, 4
/// }
///
/// @param words words and punctuation marks, the most frequent first
public record WordVocabulary(List<String> words) implements Vocabulary {

  private static final String UNKNOWN_WORD = "\uFFFD";

  /// Copies the list.
  public WordVocabulary {
    words = TextIndex.of("WordVocabulary", words);
  }

  /// {@return the most frequent words of texts; of those as frequent as each other, by their
  /// characters}
  ///
  /// @param most how many at most
  /// @param least how often a word must be there
  public static WordVocabulary fit(Stream<String> texts, int most, int least) {
    if (most < 1 || least < 1) {
      throw new IllegalArgumentException(
          "WordVocabulary: expected 1 or more words that are there 1 time or more, got "
              + most
              + " and "
              + least
              + ".");
    }
    Map<String, Integer> counts = new HashMap<>();
    texts.forEach(text -> split(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
    return new WordVocabulary(
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= least)
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList());
  }

  @Override
  public int[] encode(String text) {
    var index = TextIndex.of("WordVocabulary", words);
    return split(text).stream()
        .mapToInt(index::place)
        .map(place -> place == TextIndex.ABSENT ? UNKNOWN : place + FIRST)
        .toArray();
  }

  /// {@return the words with a space between them}
  @Override
  public String decode(int... tokens) {
    var parts = new ArrayList<String>();
    for (int token : tokens) {
      if (token != PADDING) {
        parts.add(Parts.part(this, words, token, UNKNOWN_WORD));
      }
    }
    return String.join(" ", parts);
  }

  @Override
  public int size() {
    return FIRST + words.size();
  }

  /// The words and punctuation marks of a text, in order.
  static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (ofWord(c)) {
        end = endOfWord(text, end);
        parts.add(text.substring(at, end));
      } else if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        parts.add(text.substring(at, end));
      }
      at = end;
    }
    return parts;
  }

  private static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length()) {
      boolean apostrophe = text.charAt(at) == '\'' || text.charAt(at) == '’';
      int next = apostrophe ? at + 1 : at;
      if (next >= text.length() || !ofWord(text.codePointAt(next))) {
        return at;
      }
      at = next + Character.charCount(text.codePointAt(next));
    }
    return at;
  }

  private static boolean ofWord(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || c == '_'
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
