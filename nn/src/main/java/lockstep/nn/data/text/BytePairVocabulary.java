package lockstep.nn.data.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Bytes, and those pairs of parts that were most frequent in the training texts, merged again and
/// again (Sennrich, Haddow and Birch, "Neural machine translation of rare words with subword
/// units", 2016). Nothing is unknown: any text is bytes.
///
/// Merges do not reach across the borders of words, numbers, white space and punctuation; a space
/// belongs to the word that follows. What {@link #encode} makes of a text, {@link #decode} makes
/// that text again.
///
/// {@snippet :
/// BytePairVocabulary.fit("low lower lowest", 3).merges();    // [l o, lo w, low e]
/// }
///
/// @param merges the merges in the order in which they were learnt, `left right` each, with a
///   visible character for every byte: `Ġ` for a space
public record BytePairVocabulary(List<String> merges) implements Vocabulary {

  /// Checks that each merge is of parts that there are by then.
  public BytePairVocabulary {
    merges = MergeList.of(merges);
  }

  /// {@return a vocabulary of so many merges, or fewer where no pair is left that is there twice.
  /// Of pairs as frequent as each other the one of parts learnt earlier is merged first}
  public static BytePairVocabulary fit(Stream<String> texts, int merges) {
    if (merges < 0) {
      throw new IllegalArgumentException(
          "BytePairVocabulary: expected 0 merges or more, got " + merges + ".");
    }
    Map<String, Integer> pieces = new HashMap<>();
    texts.forEach(text -> Pieces.of(text, piece -> pieces.merge(piece, 1, Integer::sum)));
    return new BytePairVocabulary(new BytePairTraining(pieces).merges(merges));
  }

  /// {@return a vocabulary of so many merges of one text}
  public static BytePairVocabulary fit(String text, int merges) {
    return fit(Stream.of(text), merges);
  }

  @Override
  public int[] encode(String text) {
    var list = MergeList.of(merges);
    Map<String, int[]> known = new HashMap<>();
    var tokens = new Tokenised(text.length());
    Pieces.of(text, piece -> tokens.add(known.computeIfAbsent(piece, list::encode)));
    return tokens.toArray();
  }

  /// {@return the text; a character that the tokens have a part of only is U+FFFD}
  @Override
  public String decode(int... tokens) {
    var list = MergeList.of(merges);
    var bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      Parts.require(this, token);
      if (token == UNKNOWN) {
        bytes.writeBytes("\uFFFD".getBytes(UTF_8));
      } else if (token != PADDING) {
        list.decode(token - FIRST, bytes);
      }
    }
    return bytes.toString(UTF_8);
  }

  @Override
  public int size() {
    return FIRST + MergeList.of(merges).parts();
  }
}
