package lockstep.kernels.attention;

/// Where the tokens of a tensor `[batch, tokens, heads, headSize]` lie. The heads of a token are
/// dense, one after the other; tokens and sequences may lie apart.
///
/// @param token floats from one token to the next
/// @param sequence floats from one sequence of the batch to the next
public record TokenLayout(int token, long sequence) {

  /// {@return the layout without gaps, of tokens of so many floats}
  public static TokenLayout dense(int tokens, int floats) {
    return new TokenLayout(floats, (long) tokens * floats);
  }

  /// The address of a head of a token.
  long at(long tensor, int sequenceIndex, int tokenIndex, int head, int headSize) {
    long floats = sequenceIndex * sequence + (long) tokenIndex * token + (long) head * headSize;
    return tensor + floats * Float.BYTES;
  }

  long tokenBytes() {
    return (long) token * Float.BYTES;
  }

  void require(String name, int tokens, int heads, int headSize) {
    long floats = (long) heads * headSize;
    if (token < floats) {
      throw new IllegalArgumentException(
          name
              + ".token: expected at least the "
              + floats
              + " floats of a token's heads, got "
              + token
              + ".");
    }
    long least = tokens == 0 ? 0 : (tokens - 1L) * token + floats;
    if (sequence < least) {
      throw new IllegalArgumentException(
          name
              + ".sequence: expected at least the "
              + least
              + " floats of a sequence, got "
              + sequence
              + ".");
    }
  }
}
