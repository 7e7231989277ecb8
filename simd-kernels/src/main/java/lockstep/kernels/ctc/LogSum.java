package lockstep.kernels.ctc;

import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Exponential;
import lockstep.kernels.map.Logarithm;

/// Sums of numbers that are given, and wanted, as logarithms.
final class LogSum {

  /// The logarithm of 0.
  static final float NOTHING = Float.NEGATIVE_INFINITY;

  private LogSum() {}

  /// `log(eᵃ + eᵇ + eᶜ)`.
  static float of(float a, float b, float c) {
    float largest = Math.max(Math.max(a, b), c);
    if (largest == NOTHING) {
      return NOTHING;
    }
    float sum =
        Exponential.exp(a - largest) + Exponential.exp(b - largest) + Exponential.exp(c - largest);
    return largest + Logarithm.log(sum);
  }

  /// Subtracts the largest of `count` numbers from them all, unless it is −∞, and returns it.
  static float shift(long numbers, int count) {
    float largest = NOTHING;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Floats.get(numbers + (long) i * Float.BYTES));
    }
    if (largest != NOTHING) {
      for (int i = 0; i < count; i++) {
        long at = numbers + (long) i * Float.BYTES;
        Floats.set(at, Floats.get(at) - largest);
      }
    }
    return largest;
  }
}
