package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;
import lockstep.kernels.map.Logarithm;

/// The cross-entropy of softmax with a distribution over the classes for each row, from logits: for
/// mixtures of examples and for what another model says.
///
/// With the row's largest logit m, `L = log Σ exp(x[j] − m)` and targets q:
///
/// ```
/// loss = L·Σ q[j] − Σ q[j]·(x[j] − m)
/// mean = Σ loss / rows
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | logits, targets | `[rows, columns]` | |
/// | losses | `[rows]` | |
/// | saved | `[2, rows]` | for the gradient: m, `Σ q[j] / Σ exp(x[j] − m)` |
/// | mean | `[2]` | the mean, and `1 / rows`: the scale that makes [SoftCrossEntropyGradient] its gradient |
///
/// Targets need not sum to 1: weights of classes and rows are multiplied into them, and smoothing
/// is mixed into them. A target of 0 adds nothing, even if its logit is −∞. Without rows mean and
/// scale are 0. The bits are those of [CrossEntropyReference].
public final class SoftCrossEntropy {

  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long logits;
  private long targets;
  private long losses;
  private long saved;

  private SoftCrossEntropy(RowShares shares) {
    this.shares = shares;
  }

  /// {@return the kernel for matrices of that size}
  public static SoftCrossEntropy of(int rows, int columns) {
    return new SoftCrossEntropy(new RowShares(rows, columns));
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel, long logits, long targets, long losses, long saved, long mean) {
    this.logits = logits;
    this.targets = targets;
    this.losses = losses;
    this.saved = saved;
    parallel.run(shares.count(), task);
    int rows = shares.rows();
    Floats.set(mean, rows == 0 ? 0 : RowSums.sum(losses, rows) / rows);
    Floats.set(mean + Float.BYTES, rows == 0 ? 0 : 1f / rows);
  }

  private void rows(int share, int thread) {
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      row(row);
    }
  }

  private void row(int row) {
    int columns = shares.columns();
    long x = logits + (long) row * columns * Float.BYTES;
    long q = targets + (long) row * columns * Float.BYTES;
    float max = RowSums.largest(x, columns);
    float sum = ExpLoops.LOOPS.sum(x, max, columns);
    float total = RowSums.sum(q, columns);
    float loss = total * Logarithm.log(sum) - RowLoops.weighted(q, x, max, columns);
    long at = (long) row * Float.BYTES;
    Floats.set(losses + at, loss);
    Floats.set(saved + at, max);
    Floats.set(saved + (long) shares.rows() * Float.BYTES + at, total / sum);
  }
}
