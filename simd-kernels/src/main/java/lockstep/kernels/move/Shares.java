package lockstep.kernels.move;

/// How work is shared: by sizes alone.
final class Shares {

  static final int MOST = 32;
  private static final long SERIAL_BELOW = 1 << 14;

  private Shares() {}

  /// {@return how many shares so many units are, which move so many words together}
  static int of(long units, long words) {
    return (int) Math.min(units, words < SERIAL_BELOW ? 1 : MOST);
  }

  /// {@return the first unit of a share}
  static long first(long units, int share, int shares) {
    return units * share / shares;
  }
}
