package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// The gradient of [LogSoftmax]: `dx[i] = dy[i] − exp(y[i])·Σ dy[j]`.
///
/// | memory | shape |
/// |---|---|
/// | y (the logarithm of softmax), dy, dx | `[rows, columns]` |
///
/// `dx` may be `y` or `dy`. The bits are those of [SoftmaxReference].
public final class LogSoftmaxGradient {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long y;
  private long dy;
  private long dx;

  private LogSoftmaxGradient(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static LogSoftmaxGradient of(int rows, int columns) {
    return new LogSoftmaxGradient(new RowShares(rows, columns));
  }

  /// Runs it, from the addresses of y and dy to that of dx.
  public void run(Parallel parallel, long y, long dy, long dx) {
    this.y = y;
    this.dy = dy;
    this.dx = dx;
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      long at = (long) row * columns * Float.BYTES;
      float sum = RowSums.sum(dy + at, columns);
      ExpLoops.LOOPS.join(y + at, dy + at, dx + at, 0, -sum, 1, columns);
    }
  }
}
