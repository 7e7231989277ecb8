package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;

/// The gradient of [SoftCrossEntropy] with respect to the logits: `dx[j] = scale·(Σ q·softmax(x)[j]
/// − q[j])`.
///
/// | memory | shape | |
/// |---|---|---|
/// | logits, targets, gradient | `[rows, columns]` | |
/// | saved | `[2, rows]` | by [SoftCrossEntropy] |
/// | scale | `[1]` | of the mean: the second number of `mean`; of the sum of losses: 1 |
///
/// `gradient` may be `logits` or `targets`. The bits are those of [CrossEntropyReference].
public final class SoftCrossEntropyGradient {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long logits;
  private long targets;
  private long saved;
  private long gradient;
  private float scale;

  private SoftCrossEntropyGradient(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static SoftCrossEntropyGradient of(int rows, int columns) {
    return new SoftCrossEntropyGradient(new RowShares(rows, columns));
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel, long logits, long targets, long saved, long scale, long gradient) {
    this.logits = logits;
    this.targets = targets;
    this.saved = saved;
    this.gradient = gradient;
    this.scale = Floats.get(scale);
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int columns = shares.columns();
    long plane = (long) shares.rows() * Float.BYTES;
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      long at = (long) row * columns * Float.BYTES;
      long mine = saved + (long) row * Float.BYTES;
      float factor = scale * Floats.get(mine + plane);
      ExpLoops.LOOPS.join(
          logits + at, targets + at, gradient + at, Floats.get(mine), factor, -scale, columns);
    }
  }
}
