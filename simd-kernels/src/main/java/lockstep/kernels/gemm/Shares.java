package lockstep.kernels.gemm;

/// How work is cut into shares: by sizes alone, so that the number of threads changes nothing.
final class Shares {

  /// Enough for the threads of a large machine to even out, few enough to cost nothing.
  static final int MOST = 64;

  /// Operations below which a share is not worth the telling.
  private static final double LEAST = 500_000;

  private Shares() {}

  /// {@return how many shares that many operations are worth, if they can be cut into `parts`}
  static int of(double operations, int parts) {
    return (int) Math.clamp(operations / LEAST, 1, Math.max(1, Math.min(MOST, parts)));
  }

  /// {@return where share number `share` of `shares` begins, of `count` things}
  static int first(int share, int shares, int count) {
    return (int) ((long) count * share / shares);
  }
}
