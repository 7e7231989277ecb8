package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// Softmax over rows: `y[i] = exp(x[i] − m) / Σ exp(x[j] − m)` with the row's largest number m.
///
/// | memory | shape |
/// |---|---|
/// | in, out | `[rows, columns]` |
///
/// A row with NaN or +∞ and a row of −∞ only give NaN in every column; a single −∞ gives 0. `out`
/// may be `in`. The bits are those of [SoftmaxReference].
public final class Softmax {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long in;
  private long out;

  private Softmax(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static Softmax of(int rows, int columns) {
    return new Softmax(new RowShares(rows, columns));
  }

  /// Runs it, from address to address.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    long bytes = (long) columns * Float.BYTES;
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      row(in + row * bytes, out + row * bytes, columns);
    }
  }

  private static void row(long x, long y, int columns) {
    float max = RowSums.largest(x, columns);
    float sum = ExpLoops.LOOPS.storeAndSum(x, y, max, columns);
    RowLoops.scale(y, 1 / sum, columns);
  }
}
