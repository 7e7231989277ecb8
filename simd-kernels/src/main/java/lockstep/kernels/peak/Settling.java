package lockstep.kernels.peak;

/// Whether a loop that is run again and again has reached the speed that it will keep.
///
/// How much faster it has become does not tell: compiled one method at a time, a loop is fifty
/// times as fast as interpreted while it still is at a tenth of its speed. What tells is that for a
/// while it became no faster. And a pass that takes as long as no compiled one still waits for its
/// compilation, however long the compiler has had other work.
final class Settling {

  /// What is less is noise.
  private static final double FASTER = 1.25;

  /// Longer than a loop waits for its compilation on a machine that has something else to do.
  static final long QUIET_NANOS = 250_000_000;

  static final long MOST_NANOS = 10_000_000_000L;

  /// A pass is some tens of thousands of vector operations: no processor needs so long for them.
  static final long NOT_COMPILED_NANOS = 300_000;

  private final long start;
  private long best = Long.MAX_VALUE;
  private long improved;

  Settling(long now) {
    start = now;
    improved = now;
  }

  /// Takes the duration of one more pass, which ended now.
  boolean ended(long nanos, long now) {
    if (nanos * FASTER < best) {
      best = nanos;
      improved = now;
    }
    boolean quiet = best < NOT_COMPILED_NANOS && now - improved > QUIET_NANOS;
    return quiet || now - start > MOST_NANOS;
  }
}
