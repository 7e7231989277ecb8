package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;

/// Swaps the first two axes: `[outer, inner, width]` becomes `[inner, outer, width]`.
final class Interchange {

  private static final int MOST_SHARES = 32;

  private final int outer;
  private final int inner;
  private final int width;
  private final Parallel.Task task = this::share;

  // Of the current run.
  private long in;
  private long out;

  Interchange(int outer, int inner, int width) {
    this.outer = outer;
    this.inner = inner;
    this.width = width;
  }

  void run(Parallel parallel, long from, long to) {
    in = from;
    out = to;
    parallel.run(shares(), task);
  }

  private int shares() {
    return Math.min(MOST_SHARES, inner);
  }

  private void share(int share, int thread) {
    long bytes = (long) width * Float.BYTES;
    int last = (int) ((long) inner * (share + 1) / shares());
    for (int i = (int) ((long) inner * share / shares()); i < last; i++) {
      for (int o = 0; o < outer; o++) {
        RowLoops.copy(
            in + ((long) o * inner + i) * bytes, out + ((long) i * outer + o) * bytes, width);
      }
    }
  }
}
