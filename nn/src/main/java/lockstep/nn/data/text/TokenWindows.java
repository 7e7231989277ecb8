package lockstep.nn.data.text;

import java.util.Arrays;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// Windows over one long text: what a network sees is a block of tokens, what it should say the
/// block one token further on.
///
/// {@snippet :
/// int[] tokens = vocabulary.encode(text);
/// int cut = tokens.length / 10 * 9;
/// var train = new TokenWindows(tokens, 0, cut, 64);
/// var validation = new TokenWindows(tokens, cut, tokens.length, 64);
/// }
public final class TokenWindows implements Dataset {

  private final int[] tokens;
  private final int from;
  private final int size;
  private final int block;

  /// The windows within the tokens `from` up to, not including, `to`: one for each position. Takes
  /// the array as it is.
  ///
  /// @throws IllegalArgumentException if there is not one such window
  public TokenWindows(int[] tokens, int from, int to, int block) {
    if (block < 1 || from < 0 || to > tokens.length || (long) from + block >= to) {
      throw new IllegalArgumentException(
          "windows: expected a block of 1 or more and a range within 0 and "
              + tokens.length
              + " that is longer than it, got "
              + block
              + " and "
              + from
              + " to "
              + to
              + ".");
    }
    this.tokens = tokens;
    this.from = from;
    this.size = to - from - block;
    this.block = block;
  }

  /// The windows within all tokens.
  public TokenWindows(int[] tokens, int block) {
    this(tokens, 0, tokens.length, block);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Sample get(int index) {
    return new Sample(at(from + index), target(index), "token " + (from + index));
  }

  @Override
  public Tokens target(int index) {
    return at(from + index + 1);
  }

  private Tokens at(int first) {
    return Tokens.of(Arrays.copyOfRange(tokens, first, first + block));
  }
}
