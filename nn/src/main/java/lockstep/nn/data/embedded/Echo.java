package lockstep.nn.data.embedded;

import lockstep.nn.data.Dataset;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// Tokens, and the same tokens some steps later: what only a memory can do.
///
/// | item | is |
/// |---|---|
/// | input | tokens `[length]`, from 1 on |
/// | target | tokens `[length]`: at each step what was seen `delay` steps ago; 0 before that |
public final class Echo implements Dataset {

  /// Sequences to learn from.
  public static final int TRAIN = 4_000;

  /// Sequences to test with.
  public static final int TEST = 500;

  private static final int TOKENS = 9;
  private static final int LENGTH = 20;
  private static final int DELAY = 3;
  private static final long SEQUENCES = 0x6563_686F_0000_0001L;

  private final long seed;
  private final Part part;
  private final int size;
  private final int tokens;
  private final int length;
  private final int delay;

  private Echo(long seed, Part part, int size, int tokens, int length, int delay) {
    if (tokens < 2 || length < 1 || delay < 0 || delay > length) {
      throw new IllegalArgumentException(
          "echo: expected 2 tokens or more, a length of 1 or more and a delay within it, got "
              + tokens
              + " tokens, length "
              + length
              + ", delay "
              + delay
              + ".");
    }
    this.seed = seed;
    this.part = part;
    this.size = size;
    this.tokens = tokens;
    this.length = length;
    this.delay = delay;
  }

  /// {@return 4,000 sequences of 20 steps over 9 tokens, repeated after 3 steps}
  public static Echo train(long seed) {
    return train(seed, TOKENS, LENGTH, DELAY);
  }

  /// {@return 500 other such sequences to test with}
  public static Echo test(long seed) {
    return test(seed, TOKENS, LENGTH, DELAY);
  }

  /// {@return 4,000 sequences}
  ///
  /// @param tokens how many there are, the 0 of silence among them
  /// @param length steps of a sequence
  /// @param delay steps from a token to its echo
  public static Echo train(long seed, int tokens, int length, int delay) {
    return new Echo(seed, Part.TRAIN, TRAIN, tokens, length, delay);
  }

  /// {@return 500 other sequences to test with}
  ///
  /// @param tokens how many there are, the 0 of silence among them
  /// @param length steps of a sequence
  /// @param delay steps from a token to its echo
  public static Echo test(long seed, int tokens, int length, int delay) {
    return new Echo(seed, Part.TEST, TEST, tokens, length, delay);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Sample get(int index) {
    Draw draw = part.draw(seed, SEQUENCES, Part.inside(index, size));
    int[] heard = new int[length];
    for (int step = 0; step < length; step++) {
      heard[step] = 1 + draw.below(tokens - 1);
    }
    int[] echoed = new int[length];
    System.arraycopy(heard, 0, echoed, delay, length - delay);
    return new Sample(Tokens.of(heard), Tokens.of(echoed), part.origin("echo", index));
  }
}
