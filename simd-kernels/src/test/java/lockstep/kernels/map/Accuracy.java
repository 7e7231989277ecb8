package lockstep.kernels.map;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The largest error of a function over many floats, in ulp of the exact result.
///
/// @param ulp the error
/// @param worst the bits of the argument
record Accuracy(double ulp, int worst) {

  private static final int CHUNK = 1 << 14;

  Accuracy max(Accuracy other) {
    return other.ulp > ulp ? other : this;
  }

  String text(Unary function) {
    float x = Float.intBitsToFloat(worst);
    return "%s: %.4f ulp at x = %s (0x%08x): got %s, exact %s"
        .formatted(
            function, ulp, x, worst, UnaryReference.apply(function, x), Exact.of(function, x));
  }

  /// Measures the vector kernel over the bit patterns `first`, `first + stride` … `first + (count −
  /// 1)·stride`.
  static Accuracy measure(Unary function, long first, long stride, long count) {
    var worst = new Accuracy(0, (int) first);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(CHUNK * 4L, 64);
      MemorySegment out = arena.allocate(CHUNK * 4L, 64);
      for (long done = 0; done < count; done += CHUNK) {
        int size = (int) Math.min(CHUNK, count - done);
        for (int i = 0; i < size; i++) {
          in.setAtIndex(JAVA_INT, i, (int) (first + (done + i) * stride));
        }
        Unary.apply(function, in.address(), out.address(), size);
        for (int i = 0; i < size; i++) {
          int bits = in.getAtIndex(JAVA_INT, i);
          float found = Float.intBitsToFloat(out.getAtIndex(JAVA_INT, i));
          double exact = Exact.of(function, Float.intBitsToFloat(bits));
          // The spacing is more than 2⁻²⁴ of the number: most errors are seen to be smaller.
          if (!(Math.abs(found - exact) <= Math.abs(exact) * (worst.ulp * 0x1p-24))) {
            worst = worst.max(new Accuracy(ulps(found, exact), bits));
          }
        }
      }
    }
    return worst;
  }

  /// How far a float is from the exact result, in the spacing of floats there.
  static double ulps(float found, double exact) {
    if (Double.isNaN(exact) || Float.isNaN(found)) {
      return Double.isNaN(exact) && Float.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (found == exact) {
      return 0;
    }
    double beyond = 0x1p128; // what would follow the largest float
    double near = Float.isInfinite(found) ? Math.copySign(beyond, found) : found;
    double goal = Math.max(-beyond, Math.min(exact, beyond));
    int exponent = Math.max(Float.MIN_EXPONENT, Math.min(Math.getExponent(goal), 127));
    return Math.abs(near - goal) / Math.scalb(1.0, exponent - 23);
  }
}
