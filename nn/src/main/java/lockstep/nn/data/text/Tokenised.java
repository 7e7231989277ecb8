package lockstep.nn.data.text;

import java.util.Arrays;

/// Tokens as they come.
final class Tokenised {

  private int[] tokens;
  private int count;

  /// Room for the tokens of a text of about so many characters.
  Tokenised(int most) {
    tokens = new int[Math.max(16, most / 2)];
  }

  void add(int[] parts) {
    if (tokens.length - count < parts.length) {
      tokens = Arrays.copyOf(tokens, Math.max(tokens.length * 2, count + parts.length));
    }
    for (int part : parts) {
      tokens[count++] = part + Vocabulary.FIRST;
    }
  }

  int[] toArray() {
    return Arrays.copyOf(tokens, count);
  }
}
