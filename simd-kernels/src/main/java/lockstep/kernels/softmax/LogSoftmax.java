package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;
import lockstep.kernels.map.Logarithm;

/// The logarithm of softmax over rows: `y[i] = (x[i] − m) − log Σ exp(x[j] − m)` with the row's
/// largest number m.
///
/// | memory | shape |
/// |---|---|
/// | in, out | `[rows, columns]` |
///
/// A row with NaN or +∞ and a row of −∞ only give NaN in every column; a single −∞ stays −∞. `out`
/// may be `in`. The bits are those of [SoftmaxReference].
public final class LogSoftmax {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long in;
  private long out;

  private LogSoftmax(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static LogSoftmax of(int rows, int columns) {
    return new LogSoftmax(new RowShares(rows, columns));
  }

  /// Runs it, from address to address.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      long at = (long) row * columns * Float.BYTES;
      float max = RowSums.largest(in + at, columns);
      float log = Logarithm.log(ExpLoops.LOOPS.sum(in + at, max, columns));
      RowLoops.subtract(in + at, out + at, max, log, columns);
    }
  }
}
