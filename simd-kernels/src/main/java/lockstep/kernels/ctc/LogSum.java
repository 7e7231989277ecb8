package lockstep.kernels.ctc;

import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Exponential;
import lockstep.kernels.map.Logarithm;

/// Sums of numbers that are given, and wanted, as logarithms.
final class LogSum {

  /// The logarithm of 0.
  static final float NOTHING = Float.NEGATIVE_INFINITY;

  private LogSum() {}

  /// `log(eᵃ + eᵇ)`: of the larger number the part is 1, and needs no exponential.
  static float of(float a, float b) {
    float largest = Math.max(a, b);
    if (largest == NOTHING) {
      return NOTHING;
    }
    return largest + Logarithm.log(1 + Exponential.exp(Math.min(a, b) - largest));
  }

  /// `log(eᵃ + eᵇ + eᶜ)`.
  static float of(float a, float b, float c) {
    float larger = Math.max(a, b);
    float largest = Math.max(larger, c);
    if (largest == NOTHING) {
      return NOTHING;
    }
    float least = Exponential.exp(Math.min(a, b) - largest);
    float other = Exponential.exp(Math.min(larger, c) - largest);
    return largest + Logarithm.log(1 + least + other);
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
