package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;

/// The gradient of [CrossEntropy] with respect to the logits.
///
/// With `p = softmax(x)` and the names given there:
///
/// ```
/// dx[j] = scale·(((1 − smoothing)·w[t] + spread·Σ w)·p[j] − spread·w[j] − (j = t ? (1 − smoothing)·w[t] : 0))
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | logits, gradient | `[rows, columns]` | |
/// | labels | `[rows]` | int32 |
/// | classWeights | `[columns]` | or address 0: all 1 |
/// | saved | `[3, rows]` | by [CrossEntropy] |
/// | scale | `[1]` | of the mean: the second number of `mean`; of the sum of losses: 1 |
///
/// Rows with the ignored label get 0, whatever their logits are. `gradient` may be `logits`. The
/// bits are those of [CrossEntropyReference].
public final class CrossEntropyGradient {

  private final CrossEntropyShape shape;
  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long logits;
  private long labels;
  private long classWeights;
  private long saved;
  private long gradient;
  private float scale;
  private float allWeights;

  private CrossEntropyGradient(CrossEntropyShape shape) {
    this.shape = shape;
    shares = new RowShares(shape.rows(), shape.columns());
  }

  /// {@return the kernel of that shape}
  public static CrossEntropyGradient of(CrossEntropyShape shape) {
    return new CrossEntropyGradient(shape);
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long logits,
      long labels,
      long classWeights,
      long saved,
      long scale,
      long gradient) {
    this.logits = logits;
    this.labels = labels;
    this.classWeights = classWeights;
    this.saved = saved;
    this.gradient = gradient;
    this.scale = Floats.get(scale);
    allWeights = CrossEntropy.allWeights(classWeights, shape.columns());
    parallel.run(shares.count(), task);
  }

  private void rows(int share, int thread) {
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      row(row);
    }
  }

  private void row(int row) {
    int columns = shape.columns();
    long at = (long) row * columns * Float.BYTES;
    int label = Labels.get(labels, row);
    if (label == shape.ignoredLabel()) {
      RowLoops.fill(gradient + at, 0, columns);
    } else if (label < 0 || label >= columns) {
      RowLoops.fill(gradient + at, Float.NaN, columns);
    } else {
      countingRow(row, at, label);
    }
  }

  private void countingRow(int row, long at, int label) {
    long plane = (long) shape.rows() * Float.BYTES;
    long mine = saved + (long) row * Float.BYTES;
    float target = shape.kept() * Floats.get(mine);
    float max = Floats.get(mine + plane);
    float factor =
        scale * Math.fma(shape.spread(), allWeights, target) * Floats.get(mine + 2 * plane);
    float spread = -scale * shape.spread();
    if (classWeights == Labels.NO_WEIGHTS) {
      ExpLoops.LOOPS.scale(logits + at, gradient + at, max, factor, spread, shape.columns());
    } else {
      ExpLoops.LOOPS.join(
          logits + at, classWeights, gradient + at, max, factor, spread, shape.columns());
    }
    long hit = gradient + at + (long) label * Float.BYTES;
    Floats.set(hit, Floats.get(hit) - scale * target);
  }
}
