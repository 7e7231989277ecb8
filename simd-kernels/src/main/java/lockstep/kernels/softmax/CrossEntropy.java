package lockstep.kernels.softmax;

import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSums;
import lockstep.kernels.map.Logarithm;

/// The cross-entropy of softmax with labels, from logits.
///
/// With the row's largest logit m, `L = log Σ exp(x[j] − m)`, class weights w, the label t and
/// `spread = smoothing / columns`:
///
/// ```
/// loss = (1 − smoothing)·w[t]·(L − (x[t] − m)) + spread·Σ w[j]·(L − (x[j] − m))
/// mean = Σ loss / Σ w[t]        over the rows that count
/// ```
///
/// | memory | shape | |
/// |---|---|---|
/// | logits | `[rows, columns]` | |
/// | labels | `[rows]` | int32 |
/// | classWeights | `[columns]` | or address 0: all 1 |
/// | losses | `[rows]` | |
/// | saved | `[3, rows]` | for the gradient: the weight of each row, m, `1 / Σ exp(x[j] − m)` |
/// | mean | `[2]` | the mean, and `1 / Σ w[t]`: the scale that makes [CrossEntropyGradient] its gradient |
///
/// A row with the ignored label has loss and weight 0, whatever its logits are. Where no row
/// counts, or all that count weigh 0, mean and scale are 0. A label that is neither ignored nor a
/// class makes the loss of its row NaN, and so do logits without a softmax. A class of weight 0
/// adds nothing, even if its logit is −∞. The bits are those of [CrossEntropyReference].
public final class CrossEntropy {

  private final CrossEntropyShape shape;
  private final RowShares shares;
  private final Parallel.Task task = this::rows;
  private long logits;
  private long labels;
  private long classWeights;
  private long losses;
  private long saved;
  private float allWeights;

  private CrossEntropy(CrossEntropyShape shape) {
    this.shape = shape;
    shares = new RowShares(shape.rows(), shape.columns());
  }

  /// {@return the kernel of that shape}
  public static CrossEntropy of(CrossEntropyShape shape) {
    return new CrossEntropy(shape);
  }

  /// Runs it; all arguments are addresses.
  public void run(
      Parallel parallel,
      long logits,
      long labels,
      long classWeights,
      long losses,
      long saved,
      long mean) {
    this.logits = logits;
    this.labels = labels;
    this.classWeights = classWeights;
    this.losses = losses;
    this.saved = saved;
    allWeights = allWeights(classWeights, shape.columns());
    parallel.run(shares.count(), task);
    float weights = RowSums.sum(saved, shape.rows());
    float sum = RowSums.sum(losses, shape.rows());
    Floats.set(mean, weights == 0 ? 0 : sum / weights);
    Floats.set(mean + Float.BYTES, weights == 0 ? 0 : 1 / weights);
  }

  static float allWeights(long classWeights, int columns) {
    return classWeights == Labels.NO_WEIGHTS ? columns : RowSums.sum(classWeights, columns);
  }

  private void rows(int share, int thread) {
    int end = shares.first(share + 1);
    for (int row = shares.first(share); row < end; row++) {
      row(row);
    }
  }

  private void row(int row) {
    int label = Labels.get(labels, row);
    if (label == shape.ignoredLabel()) {
      save(row, 0, 0, 0, 0);
    } else if (label < 0 || label >= shape.columns()) {
      save(row, Float.NaN, 1, Float.NaN, Float.NaN);
    } else {
      countingRow(row, label);
    }
  }

  private void countingRow(int row, int label) {
    int columns = shape.columns();
    long x = logits + (long) row * columns * Float.BYTES;
    float max = RowSums.largest(x, columns);
    float sum = ExpLoops.LOOPS.sum(x, max, columns);
    float log = Logarithm.log(sum);
    float weight = Labels.weight(classWeights, label);
    float loss = log - (Floats.get(x + (long) label * Float.BYTES) - max);
    loss = weight == 0 ? 0 : shape.kept() * weight * loss;
    if (shape.smoothing() > 0) {
      float distances =
          classWeights == Labels.NO_WEIGHTS
              ? RowLoops.distances(x, max, columns)
              : RowLoops.weighted(classWeights, x, max, columns);
      loss = Math.fma(shape.spread(), allWeights * log - distances, loss);
    }
    save(row, loss, weight, max, 1 / sum);
  }

  private void save(int row, float loss, float weight, float max, float factor) {
    long at = (long) row * Float.BYTES;
    long plane = (long) shape.rows() * Float.BYTES;
    Floats.set(losses + at, loss);
    Floats.set(saved + at, weight);
    Floats.set(saved + plane + at, max);
    Floats.set(saved + 2 * plane + at, factor);
  }
}
