package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// The same words in another place, which may not overlap the first.
public final class Copy {

  private final Stretches stretches;
  private final Parallel.Task copying = this::copy;

  // Of the current run.
  private long in;
  private long out;

  private Copy(long count) {
    stretches = new Stretches(count);
  }

  /// {@return the copy of `count` floats}
  public static Copy of(long count) {
    return new Copy(count);
  }

  /// Writes the floats at `in` to `out`.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(stretches.shares, copying);
  }

  private void copy(int share, int thread) {
    for (long at = stretches.first(share); at < stretches.first(share + 1); ) {
      int count = (int) Math.min(stretches.first(share + 1) - at, Stretches.MOST);
      Runs.copyAny(in + Sizes.bytes(at), out + Sizes.bytes(at), count);
      at += count;
    }
  }
}
