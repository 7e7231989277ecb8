package lockstep.kernels.softmax;

import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowSumsReference;
import lockstep.kernels.access.Sixteen;
import lockstep.kernels.map.Exponential;
import lockstep.kernels.map.Logarithm;

/// What [CrossEntropy], [SoftCrossEntropy] and their gradients compute, element by element.
public final class CrossEntropyReference {

  private CrossEntropyReference() {}

  /// As [CrossEntropy].
  public static void labels(
      CrossEntropyShape shape,
      long logits,
      long labels,
      long classWeights,
      long losses,
      long saved,
      long mean) {
    int rows = shape.rows();
    int columns = shape.columns();
    float all = allWeights(classWeights, columns);
    for (int row = 0; row < rows; row++) {
      long x = logits + (long) row * columns * Float.BYTES;
      int label = Labels.get(labels, row);
      float loss = 0;
      float weight = 0;
      float max = 0;
      float factor = 0;
      if (label != shape.ignoredLabel() && (label < 0 || label >= columns)) {
        loss = max = factor = Float.NaN;
        weight = 1;
      } else if (label != shape.ignoredLabel()) {
        max = RowSumsReference.largest(x, columns);
        float sum = SoftmaxReference.expSum(x, max, columns);
        float log = Logarithm.log(sum);
        factor = 1 / sum;
        weight = Labels.weight(classWeights, label);
        loss = weight == 0 ? 0 : shape.kept() * weight * (log - (get(x, label) - max));
        if (shape.smoothing() > 0) {
          float distances = distances(classWeights, x, max, columns);
          loss = Math.fma(shape.spread(), all * log - distances, loss);
        }
      }
      set(losses, row, loss);
      set(saved, row, weight);
      set(saved, rows + row, max);
      set(saved, 2 * rows + row, factor);
    }
    float weights = RowSumsReference.sum(saved, rows);
    set(mean, 0, weights == 0 ? 0 : RowSumsReference.sum(losses, rows) / weights);
    set(mean, 1, weights == 0 ? 0 : 1 / weights);
  }

  /// As [CrossEntropyGradient].
  public static void labelsGradient(
      CrossEntropyShape shape,
      long logits,
      long labels,
      long classWeights,
      long saved,
      long scale,
      long gradient) {
    int rows = shape.rows();
    int columns = shape.columns();
    float by = get(scale, 0);
    float all = allWeights(classWeights, columns);
    for (int row = 0; row < rows; row++) {
      long x = logits + (long) row * columns * Float.BYTES;
      long dx = gradient + (long) row * columns * Float.BYTES;
      int label = Labels.get(labels, row);
      float target = shape.kept() * get(saved, row);
      float max = get(saved, rows + row);
      float factor = by * Math.fma(shape.spread(), all, target) * get(saved, 2 * rows + row);
      float spread = -by * shape.spread();
      for (int i = 0; i < columns; i++) {
        float e = Exponential.exp(get(x, i) - max);
        float d =
            classWeights == Labels.NO_WEIGHTS
                ? Math.fma(e, factor, spread)
                : Math.fma(get(classWeights, i), spread, e * factor);
        d = i == label ? d - by * target : d;
        d = label < 0 || label >= columns ? Float.NaN : d;
        set(dx, i, label == shape.ignoredLabel() ? 0 : d);
      }
    }
  }

  /// As [SoftCrossEntropy].
  public static void soft(
      int rows, int columns, long logits, long targets, long losses, long saved, long mean) {
    for (int row = 0; row < rows; row++) {
      long x = logits + (long) row * columns * Float.BYTES;
      long q = targets + (long) row * columns * Float.BYTES;
      float max = RowSumsReference.largest(x, columns);
      float sum = SoftmaxReference.expSum(x, max, columns);
      float total = RowSumsReference.sum(q, columns);
      set(losses, row, total * Logarithm.log(sum) - weighted(q, x, max, columns));
      set(saved, row, max);
      set(saved, rows + row, total / sum);
    }
    set(mean, 0, rows == 0 ? 0 : RowSumsReference.sum(losses, rows) / rows);
    set(mean, 1, rows == 0 ? 0 : 1f / rows);
  }

  /// As [SoftCrossEntropyGradient].
  public static void softGradient(
      int rows, int columns, long logits, long targets, long saved, long scale, long gradient) {
    float by = get(scale, 0);
    for (int row = 0; row < rows; row++) {
      long at = (long) row * columns * Float.BYTES;
      float factor = by * get(saved, rows + row);
      for (int i = 0; i < columns; i++) {
        float e = Exponential.exp(get(logits + at, i) - get(saved, row));
        set(gradient + at, i, Math.fma(get(targets + at, i), -by, e * factor));
      }
    }
  }

  private static float allWeights(long classWeights, int columns) {
    return classWeights == Labels.NO_WEIGHTS
        ? columns
        : RowSumsReference.sum(classWeights, columns);
  }

  private static float distances(long classWeights, long x, float max, int columns) {
    if (classWeights != Labels.NO_WEIGHTS) {
      return weighted(classWeights, x, max, columns);
    }
    float[] lanes = new float[Sixteen.LANES];
    for (int i = 0; i < columns; i++) {
      lanes[i % Sixteen.LANES] += get(x, i) - max;
    }
    return Sixteen.sum(lanes);
  }

  private static float weighted(long w, long x, float max, int columns) {
    float[] lanes = new float[Sixteen.LANES];
    for (int i = 0; i < columns; i++) {
      int lane = i % Sixteen.LANES;
      if (get(w, i) != 0) {
        lanes[lane] = Math.fma(get(w, i), get(x, i) - max, lanes[lane]);
      }
    }
    return Sixteen.sum(lanes);
  }

  private static float get(long address, int index) {
    return Floats.get(address + (long) index * Float.BYTES);
  }

  private static void set(long address, int index, float value) {
    Floats.set(address + (long) index * Float.BYTES, value);
  }
}
