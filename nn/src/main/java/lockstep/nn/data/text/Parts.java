package lockstep.nn.data.text;

import java.util.List;

/// The text of a number.
final class Parts {

  private Parts() {}

  /// The text of a number.
  ///
  /// @param unknown what stands for the unknown
  static String part(Vocabulary vocabulary, List<String> parts, int token, String unknown) {
    require(vocabulary, token);
    return token < Vocabulary.FIRST ? unknown : parts.get(token - Vocabulary.FIRST);
  }

  static void require(Vocabulary vocabulary, int token) {
    if (token < 0 || token >= vocabulary.size()) {
      throw new IllegalArgumentException(
          "decode: expected numbers within 0 and "
              + (vocabulary.size() - 1)
              + ", got "
              + token
              + ".");
    }
  }
}
