package lockstep.kernels.norm;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// RMS norm over rows: `y = x/σ·gamma` with `σ² = mean of x² + epsilon`.
///
/// | memory | shape | |
/// |---|---|---|
/// | in, out | `[rows, columns]` | |
/// | gamma | `[columns]` | |
/// | saved | `[rows]` | for the gradient: 1/σ |
///
/// A row with NaN is NaN throughout; with an infinity that is NaN and the rest 0. `out` may be
/// `in`, but the gradient needs `in`. The bits are those of [RowNormReference].
public final class RmsNorm {

  private final RowShares shares;
  private final float epsilon;
  private final Parallel.Task task = this::rows;
  private long in;
  private long gamma;
  private long out;
  private long saved;

  private RmsNorm(RowShares shares, float epsilon) {
    this.shares = shares;
    this.epsilon = epsilon;
  }

  /// {@return the kernel for matrices of that size}
  public static RmsNorm of(int rows, int columns, float epsilon) {
    return new RmsNorm(new RowShares(rows, columns), Epsilon.require(epsilon));
  }

  /// Runs it; all arguments are addresses.
  public void run(Parallel parallel, long in, long gamma, long out, long saved) {
    this.in = in;
    this.gamma = gamma;
    this.out = out;
    this.saved = saved;
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      long at = (long) row * columns * Float.BYTES;
      float squares = RowSums.squares(in + at, 0, columns);
      float inverse = NormRows.inverse(squares, columns, epsilon);
      NormRows.scale(in + at, inverse, gamma, out + at, columns);
      Floats.set(saved + (long) row * Float.BYTES, inverse);
    }
  }
}
