package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// One value in many places.
public final class Fill {

  private final Stretches stretches;
  private final Parallel.Task filling = this::fill;

  // Of the current run.
  private int word;
  private long out;

  private Fill(long count) {
    stretches = new Stretches(count);
  }

  /// {@return the filling of `count` floats}
  public static Fill of(long count) {
    return new Fill(count);
  }

  /// Writes `value` to all floats of `out`.
  public void run(Parallel parallel, float value, long out) {
    runBits(parallel, Float.floatToRawIntBits(value), out);
  }

  /// Writes `word` to all words of `out`: an integer, or a NaN whose bits matter.
  public void runBits(Parallel parallel, int word, long out) {
    this.word = word;
    this.out = out;
    parallel.run(stretches.shares, filling);
  }

  private void fill(int share, int thread) {
    for (long at = stretches.first(share); at < stretches.first(share + 1); ) {
      int count = (int) Math.min(stretches.first(share + 1) - at, Stretches.MOST);
      Runs.fill(out + Sizes.bytes(at), word, count);
      at += count;
    }
  }
}
