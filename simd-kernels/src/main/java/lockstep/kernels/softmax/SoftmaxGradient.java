package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// The gradient of [Softmax]: `dx[i] = y[i]·(dy[i] − Σ y[j]·dy[j])`.
///
/// | memory | shape |
/// |---|---|
/// | y (the softmax), dy, dx | `[rows, columns]` |
///
/// `dx` may be `y` or `dy`. The bits are those of [SoftmaxReference].
public final class SoftmaxGradient {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long y;
  private long dy;
  private long dx;

  private SoftmaxGradient(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static SoftmaxGradient of(int rows, int columns) {
    return new SoftmaxGradient(new RowShares(rows, columns));
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
      float mean = RowSums.dot(y + at, dy + at, columns);
      RowLoops.gradient(y + at, dy + at, dx + at, mean, columns);
    }
  }
}
