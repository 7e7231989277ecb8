package lockstep.kernels.norm;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;

/// The gradients of [LayerNorm]. With `x̂ = (x − mean)/σ` and `g = dy·gamma`:
///
/// ```
/// dx = (g − mean of g − x̂·mean of g·x̂)/σ      dgamma = Σ rows dy·x̂      dbeta = Σ rows dy
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | x, dy, dx | `[rows, columns]` | |
/// | gamma, dgamma, dbeta | `[columns]` | |
/// | saved | `[2, rows]` | by [LayerNorm] |
///
/// Each share of the rows has sums of its own, which are added in the order of shares. `dx` may be
/// `dy` or `x`. The bits are those of [RowNormReference].
public final class LayerNormGradient {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long x;
  private long dy;
  private long gamma;
  private long saved;
  private long dx;
  private long partial;
  private long partialBeta;

  private LayerNormGradient(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static LayerNormGradient of(int rows, int columns) {
    return new LayerNormGradient(new RowShares(rows, columns));
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return 2L * shares.count() * shares.columns() * Float.BYTES;
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long x,
      long dy,
      long gamma,
      long saved,
      long dx,
      long dgamma,
      long dbeta,
      long scratch) {
    this.x = x;
    this.dy = dy;
    this.gamma = gamma;
    this.saved = saved;
    this.dx = dx;
    partial = scratch;
    partialBeta = scratch + (long) shares.count() * shares.columns() * Float.BYTES;
    parallel.run(shares.count(), task);
    Columns.sums(partial, dgamma, shares.count(), shares.columns());
    Columns.sums(partialBeta, dbeta, shares.count(), shares.columns());
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    long mine = (long) share * columns * Float.BYTES;
    NormRows.clear(partial + mine, columns);
    NormRows.clear(partialBeta + mine, columns);
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      row(row, partial + mine, partialBeta + mine);
    }
  }

  private void row(int row, long dgamma, long dbeta) {
    int columns = shares.columns();
    long at = (long) row * columns * Float.BYTES;
    float mean = Floats.get(saved + (long) row * Float.BYTES);
    float inverse = Floats.get(saved + ((long) shares.rows() + row) * Float.BYTES);
    float sum = RowSums.dot(dy + at, gamma, columns);
    float product = NormRows.product(dy + at, gamma, x + at, mean, columns);
    NormRows.accumulate(x + at, dy + at, mean, inverse, dgamma, dbeta, columns);
    float b = -(inverse * product / columns * inverse) * inverse;
    float s = -inverse * (sum / columns);
    NormRows.gradient(x + at, dy + at, gamma, mean, inverse, b, s, dx + at, columns);
  }
}
