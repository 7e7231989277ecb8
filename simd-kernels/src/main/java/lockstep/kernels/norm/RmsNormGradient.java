package lockstep.kernels.norm;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;

/// The gradients of [RmsNorm]. With `x̂ = x/σ` and `g = dy·gamma`:
///
/// ```
/// dx = (g − x̂·mean of g·x̂)/σ      dgamma = Σ rows dy·x̂
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | x, dy, dx | `[rows, columns]` | |
/// | gamma, dgamma | `[columns]` | |
/// | saved | `[rows]` | by [RmsNorm] |
///
/// Each share of the rows has sums of its own, which are added in the order of shares. `dx` may be
/// `dy` or `x`. The bits are those of [RowNormReference].
public final class RmsNormGradient {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long x;
  private long dy;
  private long gamma;
  private long saved;
  private long dx;
  private long partial;

  private RmsNormGradient(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static RmsNormGradient of(int rows, int columns) {
    return new RmsNormGradient(new RowShares(rows, columns));
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (long) shares.count() * shares.columns() * Float.BYTES;
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
      long scratch) {
    this.x = x;
    this.dy = dy;
    this.gamma = gamma;
    this.saved = saved;
    this.dx = dx;
    partial = scratch;
    parallel.run(shares.count(), task);
    Columns.sums(partial, dgamma, shares.count(), shares.columns());
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    long mine = (long) share * columns * Float.BYTES;
    NormRows.clear(partial + mine, columns);
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      row(row, partial + mine);
    }
  }

  private void row(int row, long dgamma) {
    int columns = shares.columns();
    long at = (long) row * columns * Float.BYTES;
    float inverse = Floats.get(saved + (long) row * Float.BYTES);
    float product = NormRows.product(dy + at, gamma, x + at, 0, columns);
    NormRows.accumulate(x + at, dy + at, inverse, dgamma, columns);
    float b = -(inverse * product / columns * inverse) * inverse;
    NormRows.gradient(x + at, dy + at, gamma, 0, inverse, b, 0, dx + at, columns);
  }
}
