package lockstep.kernels.norm;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// Layer norm over rows: `y = (x − mean)/σ·gamma + beta` with the row's mean and `σ² = mean of (x −
/// mean)² + epsilon`.
///
/// | memory | shape | |
/// |---|---|---|
/// | in, out | `[rows, columns]` | |
/// | gamma, beta | `[columns]` | |
/// | saved | `[2, rows]` | for the gradient: mean, 1/σ |
///
/// A row with NaN or an infinity is NaN throughout. `out` may be `in`, but the gradient needs `in`.
/// The bits are those of [RowNormReference].
public final class LayerNorm {

  private final RowShares shares;
  private final float epsilon;
  private final Parallel.Task task = this::rows;
  private long in;
  private long gamma;
  private long beta;
  private long out;
  private long saved;

  private LayerNorm(RowShares shares, float epsilon) {
    this.shares = shares;
    this.epsilon = epsilon;
  }

  /// {@return the kernel for matrices of that size}
  public static LayerNorm of(int rows, int columns, float epsilon) {
    return new LayerNorm(new RowShares(rows, columns), Epsilon.require(epsilon));
  }

  /// Runs it; all arguments are addresses.
  public void run(Parallel parallel, long in, long gamma, long beta, long out, long saved) {
    this.in = in;
    this.gamma = gamma;
    this.beta = beta;
    this.out = out;
    this.saved = saved;
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    long inverses = saved + (long) shares.rows() * Float.BYTES;
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      long at = (long) row * columns * Float.BYTES;
      float mean = RowSums.sum(in + at, columns) / columns;
      float squares = RowSums.squares(in + at, mean, columns);
      float inverse = NormRows.inverse(squares, columns, epsilon);
      NormRows.normalize(in + at, mean, inverse, gamma, beta, out + at, columns);
      Floats.set(saved + (long) row * Float.BYTES, mean);
      Floats.set(inverses + (long) row * Float.BYTES, inverse);
    }
  }
}
