package lockstep.kernels.move;

/// A long run of words in shares that begin on whole cache lines, counted from its beginning.
final class Stretches {

  /// What a loop over ints can take at once.
  static final int MOST = 1 << 30;

  private static final int LINE = 16;

  final int shares;
  private final long count;
  private final long lines;

  Stretches(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("count: expected 0 or more, got " + count + ".");
    }
    this.count = count;
    lines = (count + LINE - 1) / LINE;
    shares = Shares.of(lines, count);
  }

  long first(int share) {
    return Math.min(count, Shares.first(lines, share, shares) * LINE);
  }
}
