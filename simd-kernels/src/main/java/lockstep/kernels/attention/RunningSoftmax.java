package lockstep.kernels.attention;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Logarithm;

/// The softmax of queries whose keys come block by block. Columns are queries: a vector holds as
/// many queries, and every maximum and sum is a chain over keys in order.
///
/// Of each query it keeps the maximum so far, the sum of `exp(score − maximum)`, and the factor
/// that takes what was summed under the maximum before to the present one.
final class RunningSoftmax {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = Lanes.COUNT;
  private static final int BYTES = LANES * Float.BYTES;

  // Where the sums and factors are, from the maxima on.
  static final long SUMS = Block.ROW_BYTES;
  private static final long FACTORS = 2 * Block.ROW_BYTES;

  private static final long ORIGINS = 3 * Block.ROW_BYTES;

  static final int ROWS = 4;

  // No constants: see Loop.
  private final MethodHandle largest = Loop.of(MethodHandles.lookup(), "largest");
  private final MethodHandle shift = Loop.of(MethodHandles.lookup(), "shift");
  private final MethodHandle exponentials = Loop.of(MethodHandles.lookup(), "exponentials");
  private final MethodHandle sums = Loop.of(MethodHandles.lookup(), "sums");

  /// As no key was seen.
  static void start(int columns, long statistics) {
    for (int c = 0; c < columns; c++) {
      long at = statistics + (long) c * Float.BYTES;
      Floats.set(at, Float.NEGATIVE_INFINITY);
      Floats.set(at + SUMS, 0);
    }
  }

  /// Takes in a block of scores and leaves in their place `exp(scale·score − maximum)`.
  ///
  /// @param columns whole vectors
  /// @param statistics rows of maxima, sums, factors, and maxima without −∞
  void take(long scores, int rows, int columns, float scale, long statistics) {
    try {
      largest.invokeExact(scores, rows, columns, scale, statistics);
      shift.invokeExact(columns, statistics);
      exponentials.invokeExact(scores, rows, columns, scale, statistics);
      sums.invokeExact(scores, rows, columns, statistics);
    } catch (Throwable e) {
      throw Loop.thrown(e);
    }
  }

  /// Leaves the new maxima where the factors are to be.
  static void largest(long scores, int rows, int columns, float scale, long statistics) {
    int c = 0;
    for (; c + 4 * LANES <= columns; c += 4 * LANES) {
      long at = (long) c * Float.BYTES;
      largest4(scores + at, rows, scale, statistics + at);
    }
    for (; c < columns; c += LANES) {
      long at = (long) c * Float.BYTES;
      largest1(scores + at, rows, scale, statistics + at);
    }
  }

  /// A NaN is not greater than the maximum so far: it shows in the sum.
  private static void largest4(long scores, int rows, float scale, long maxima) {
    long out = maxima + FACTORS;
    FloatVector m0 = load(maxima);
    FloatVector m1 = load(maxima + BYTES);
    FloatVector m2 = load(maxima + 2L * BYTES);
    FloatVector m3 = load(maxima + 3L * BYTES);
    for (int r = 0; r < rows; r++) {
      long row = scores + r * Block.ROW_BYTES;
      FloatVector x0 = load(row).mul(scale);
      FloatVector x1 = load(row + BYTES).mul(scale);
      FloatVector x2 = load(row + 2L * BYTES).mul(scale);
      FloatVector x3 = load(row + 3L * BYTES).mul(scale);
      m0 = m0.blend(x0, x0.compare(GT, m0));
      m1 = m1.blend(x1, x1.compare(GT, m1));
      m2 = m2.blend(x2, x2.compare(GT, m2));
      m3 = m3.blend(x3, x3.compare(GT, m3));
    }
    store(out, m0);
    store(out + BYTES, m1);
    store(out + 2L * BYTES, m2);
    store(out + 3L * BYTES, m3);
  }

  private static void largest1(long scores, int rows, float scale, long maxima) {
    long out = maxima + FACTORS;
    FloatVector m = load(maxima);
    for (int r = 0; r < rows; r++) {
      FloatVector x = load(scores + r * Block.ROW_BYTES).mul(scale);
      m = m.blend(x, x.compare(GT, m));
    }
    store(out, m);
  }

  /// Goes from the old maxima to the new ones.
  static void shift(int columns, long statistics) {
    for (int c = 0; c < columns; c += LANES) {
      long at = statistics + (long) c * Float.BYTES;
      long sums = (at + SUMS) & ADDRESS_MASK;
      long factors = (at + FACTORS) & ADDRESS_MASK;
      FloatVector old = load(at);
      FloatVector now = load(factors);
      store(at, now);
      FloatVector origin = now.blend(0, now.compare(EQ, Float.NEGATIVE_INFINITY));
      store(at + ORIGINS, origin);
      FloatVector factor = Weight.of(old.sub(origin));
      factor.intoMemorySegment(SEGMENT, factors, ORDER);
      FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, sums, ORDER)
          .mul(factor)
          .intoMemorySegment(SEGMENT, sums, ORDER);
    }
  }

  static void exponentials(long scores, int rows, int columns, float scale, long statistics) {
    for (int c = 0; c < columns; c += LANES) {
      long at = (long) c * Float.BYTES;
      exponentials1(scores + at, rows, scale, statistics + at);
    }
  }

  private static void exponentials1(long scores, int rows, float scale, long statistics) {
    FloatVector origin = load(statistics + ORIGINS);
    for (int r = 0; r < rows; r++) {
      long at = (scores + r * Block.ROW_BYTES) & ADDRESS_MASK;
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at, ORDER);
      Weight.of(x.mul(scale).sub(origin)).intoMemorySegment(SEGMENT, at, ORDER);
    }
  }

  /// A pass of its own: in the one before, C2 would allocate the sum.
  static void sums(long weights, int rows, int columns, long statistics) {
    int c = 0;
    for (; c + 4 * LANES <= columns; c += 4 * LANES) {
      long at = (long) c * Float.BYTES;
      sum4(weights + at, rows, statistics + SUMS + at);
    }
    for (; c < columns; c += LANES) {
      long at = (long) c * Float.BYTES;
      sum1(weights + at, rows, statistics + SUMS + at);
    }
  }

  private static void sum4(long weights, int rows, long sums) {
    FloatVector s0 = load(sums);
    FloatVector s1 = load(sums + BYTES);
    FloatVector s2 = load(sums + 2L * BYTES);
    FloatVector s3 = load(sums + 3L * BYTES);
    for (int r = 0; r < rows; r++) {
      long row = weights + r * Block.ROW_BYTES;
      s0 = load(row).add(s0);
      s1 = load(row + BYTES).add(s1);
      s2 = load(row + 2L * BYTES).add(s2);
      s3 = load(row + 3L * BYTES).add(s3);
    }
    store(sums, s0);
    store(sums + BYTES, s1);
    store(sums + 2L * BYTES, s2);
    store(sums + 3L * BYTES, s3);
  }

  private static void sum1(long weights, int rows, long sums) {
    FloatVector sum = load(sums);
    for (int r = 0; r < rows; r++) {
      sum = load(weights + r * Block.ROW_BYTES).add(sum);
    }
    store(sums, sum);
  }

  /// Multiplies each query's row of sums by its factor.
  static void rescale(int columns, int padded, long statistics, long rows) {
    for (int c = 0; c < columns; c++) {
      float factor = Floats.get(statistics + FACTORS + (long) c * Float.BYTES);
      if (factor != 1) {
        multiply(rows + (long) c * padded * Float.BYTES, padded, factor);
      }
    }
  }

  private static void multiply(long row, int count, float factor) {
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, factor);
    for (int d = 0; d < count; d += LANES) {
      long at = row + (long) d * Float.BYTES;
      // Not load(at).mul(f): with what other rooms taught it of loads, C2 boxed the receiver.
      store(at, f.mul(load(at)));
    }
  }

  /// Leaves in place of the sums what a query's row is to be multiplied by, and writes the
  /// log-sum-exp. A query that saw no key has the sum 0 and a row of zeros, which it keeps.
  static void finish(int columns, long statistics, long lse) {
    for (int c = 0; c < columns; c++) {
      long at = (long) c * Float.BYTES;
      float sum = Floats.get(statistics + SUMS + at);
      float divisor = sum == 0 ? 1 : sum;
      Floats.set(statistics + SUMS + at, 1 / divisor);
      Floats.set(lse + at, Floats.get(statistics + at) + Logarithm.log(divisor));
    }
  }
}
