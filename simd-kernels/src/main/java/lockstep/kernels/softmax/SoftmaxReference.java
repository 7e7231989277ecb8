package lockstep.kernels.softmax;

import lockstep.kernels.access.Floats;
import lockstep.kernels.access.RowSumsReference;
import lockstep.kernels.access.Sixteen;
import lockstep.kernels.map.Exponential;
import lockstep.kernels.map.Logarithm;

/// What [Softmax], [LogSoftmax] and their gradients compute, element by element.
public final class SoftmaxReference {

  private SoftmaxReference() {}

  /// As [Softmax].
  public static void softmax(int rows, int columns, long in, long out) {
    for (int row = 0; row < rows; row++) {
      long x = in + (long) row * columns * Float.BYTES;
      long y = out + (long) row * columns * Float.BYTES;
      float max = RowSumsReference.largest(x, columns);
      float factor = 1 / expSum(x, max, columns);
      for (int i = 0; i < columns; i++) {
        set(y, i, Exponential.exp(get(x, i) - max) * factor);
      }
    }
  }

  /// As [SoftmaxGradient].
  public static void softmaxGradient(int rows, int columns, long y, long dy, long dx) {
    for (int row = 0; row < rows; row++) {
      long at = (long) row * columns * Float.BYTES;
      float mean = RowSumsReference.dot(y + at, dy + at, columns);
      for (int i = 0; i < columns; i++) {
        set(dx + at, i, get(y + at, i) * (get(dy + at, i) - mean));
      }
    }
  }

  /// As [LogSoftmax].
  public static void logSoftmax(int rows, int columns, long in, long out) {
    for (int row = 0; row < rows; row++) {
      long x = in + (long) row * columns * Float.BYTES;
      long y = out + (long) row * columns * Float.BYTES;
      float max = RowSumsReference.largest(x, columns);
      float log = Logarithm.log(expSum(x, max, columns));
      for (int i = 0; i < columns; i++) {
        set(y, i, get(x, i) - max - log);
      }
    }
  }

  /// As [LogSoftmaxGradient].
  public static void logSoftmaxGradient(int rows, int columns, long y, long dy, long dx) {
    for (int row = 0; row < rows; row++) {
      long at = (long) row * columns * Float.BYTES;
      float sum = RowSumsReference.sum(dy + at, columns);
      for (int i = 0; i < columns; i++) {
        set(dx + at, i, Exponential.exp(get(y + at, i)) * -sum + get(dy + at, i));
      }
    }
  }

  /// The sum of `exp(x[i] − max)`: that of the whole sixteens, plus that of the rest.
  static float expSum(long x, float max, int columns) {
    int whole = columns - columns % Sixteen.LANES;
    return expSum(x, max, 0, whole) + expSum(x, max, whole, columns);
  }

  private static float expSum(long x, float max, int from, int to) {
    float[] lanes = new float[Sixteen.LANES];
    for (int i = from; i < to; i++) {
      lanes[i % Sixteen.LANES] += Exponential.exp(get(x, i) - max);
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
