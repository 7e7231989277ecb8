package lockstep.kernels.reduce;

import static lockstep.kernels.access.Floats.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// Reductions along rows, by sixteen virtual lanes. Four vectors go side by side, because an
/// addition takes four cycles: of 512 bits, they are four rows; of 256, the halves of two; of 128,
/// the quarters of one.
final class Rows {

  /// The most rows of a call.
  static final int AT_ONCE = 4 / Sixteen.PARTS;

  private static final int STEP = Sixteen.LANES;

  private static final int STEP_BYTES = STEP * Float.BYTES;
  private static final int VECTOR = Lanes.COUNT * Float.BYTES;

  /// Bytes of scratch memory of a call.
  static final int SCRATCH = 4 * STEP_BYTES;

  private Rows() {}

  static void add(long in, long rowBytes, long rows, int count, long out, long scratch) {
    long a0 = vector(in, rowBytes, rows, 0);
    long a1 = vector(in, rowBytes, rows, 1);
    long a2 = vector(in, rowBytes, rows, 2);
    long a3 = vector(in, rowBytes, rows, 3);
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, 0);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = count / STEP;
    for (int i = 0; i < whole; i++) {
      long step = (long) i * STEP_BYTES;
      FloatVector x0 = load(a0 + step);
      FloatVector x1 = load(a1 + step);
      FloatVector x2 = load(a2 + step);
      FloatVector x3 = load(a3 + step);
      s0 = x0.add(s0);
      s1 = x1.add(s1);
      s2 = x2.add(s2);
      s3 = x3.add(s3);
    }
    int rest = count - whole * STEP;
    if (rest > 0) {
      long step = (long) whole * STEP_BYTES;
      VectorMask<Float> m0 = inside(rest, 0);
      VectorMask<Float> m1 = inside(rest, 1);
      VectorMask<Float> m2 = inside(rest, 2);
      VectorMask<Float> m3 = inside(rest, 3);
      FloatVector x0 = Floats.load(a0 + step, m0);
      FloatVector x1 = Floats.load(a1 + step, m1);
      FloatVector x2 = Floats.load(a2 + step, m2);
      FloatVector x3 = Floats.load(a3 + step, m3);
      s0 = s0.blend(x0.add(s0), m0);
      s1 = s1.blend(x1.add(s1), m1);
      s2 = s2.blend(x2.add(s2), m2);
      s3 = s3.blend(x3.add(s3), m3);
    }
    Floats.store(scratch, s0);
    Floats.store(scratch + VECTOR, s1);
    Floats.store(scratch + 2L * VECTOR, s2);
    Floats.store(scratch + 3L * VECTOR, s3);
    sums(scratch, rows, out);
  }

  static void addSquare(long in, long rowBytes, long rows, int count, long out, long scratch) {
    long a0 = vector(in, rowBytes, rows, 0);
    long a1 = vector(in, rowBytes, rows, 1);
    long a2 = vector(in, rowBytes, rows, 2);
    long a3 = vector(in, rowBytes, rows, 3);
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, 0);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = count / STEP;
    for (int i = 0; i < whole; i++) {
      long step = (long) i * STEP_BYTES;
      FloatVector x0 = load(a0 + step);
      FloatVector x1 = load(a1 + step);
      FloatVector x2 = load(a2 + step);
      FloatVector x3 = load(a3 + step);
      s0 = x0.fma(x0, s0);
      s1 = x1.fma(x1, s1);
      s2 = x2.fma(x2, s2);
      s3 = x3.fma(x3, s3);
    }
    int rest = count - whole * STEP;
    if (rest > 0) {
      long step = (long) whole * STEP_BYTES;
      VectorMask<Float> m0 = inside(rest, 0);
      VectorMask<Float> m1 = inside(rest, 1);
      VectorMask<Float> m2 = inside(rest, 2);
      VectorMask<Float> m3 = inside(rest, 3);
      FloatVector x0 = Floats.load(a0 + step, m0);
      FloatVector x1 = Floats.load(a1 + step, m1);
      FloatVector x2 = Floats.load(a2 + step, m2);
      FloatVector x3 = Floats.load(a3 + step, m3);
      s0 = s0.blend(x0.fma(x0, s0), m0);
      s1 = s1.blend(x1.fma(x1, s1), m1);
      s2 = s2.blend(x2.fma(x2, s2), m2);
      s3 = s3.blend(x3.fma(x3, s3), m3);
    }
    Floats.store(scratch, s0);
    Floats.store(scratch + VECTOR, s1);
    Floats.store(scratch + 2L * VECTOR, s2);
    Floats.store(scratch + 3L * VECTOR, s3);
    sums(scratch, rows, out);
  }

  static void larger(long in, long rowBytes, long rows, int count, long out, long scratch) {
    long a0 = vector(in, rowBytes, rows, 0);
    long a1 = vector(in, rowBytes, rows, 1);
    long a2 = vector(in, rowBytes, rows, 2);
    long a3 = vector(in, rowBytes, rows, 3);
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = count / STEP;
    for (int i = 0; i < whole; i++) {
      long step = (long) i * STEP_BYTES;
      FloatVector x0 = load(a0 + step);
      FloatVector x1 = load(a1 + step);
      FloatVector x2 = load(a2 + step);
      FloatVector x3 = load(a3 + step);
      s0 = Sixteen.larger(x0, s0);
      s1 = Sixteen.larger(x1, s1);
      s2 = Sixteen.larger(x2, s2);
      s3 = Sixteen.larger(x3, s3);
    }
    Floats.store(scratch, s0);
    Floats.store(scratch + VECTOR, s1);
    Floats.store(scratch + 2L * VECTOR, s2);
    Floats.store(scratch + 3L * VECTOR, s3);
    largerRest(in, rowBytes, rows, whole, count - whole * STEP, scratch);
    maxima(scratch, rows, out);
  }

  static void largerNegated(long in, long rowBytes, long rows, int count, long out, long scratch) {
    long a0 = vector(in, rowBytes, rows, 0);
    long a1 = vector(in, rowBytes, rows, 1);
    long a2 = vector(in, rowBytes, rows, 2);
    long a3 = vector(in, rowBytes, rows, 3);
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = count / STEP;
    for (int i = 0; i < whole; i++) {
      long step = (long) i * STEP_BYTES;
      FloatVector x0 = load(a0 + step);
      FloatVector x1 = load(a1 + step);
      FloatVector x2 = load(a2 + step);
      FloatVector x3 = load(a3 + step);
      s0 = Sixteen.larger(x0.neg(), s0);
      s1 = Sixteen.larger(x1.neg(), s1);
      s2 = Sixteen.larger(x2.neg(), s2);
      s3 = Sixteen.larger(x3.neg(), s3);
    }
    Floats.store(scratch, s0);
    Floats.store(scratch + VECTOR, s1);
    Floats.store(scratch + 2L * VECTOR, s2);
    Floats.store(scratch + 3L * VECTOR, s3);
    largerNegatedRest(in, rowBytes, rows, whole, count - whole * STEP, scratch);
    maxima(scratch, rows, out);
  }

  /// Of what is left of each row. One vector at a time: four after a loop of four are more nodes
  /// than C2 inlines in.
  private static void largerRest(
      long in, long rowBytes, long rows, int whole, int rest, long scratch) {
    if (rest == 0) {
      return;
    }
    for (int number = 0; number < 4; number++) {
      VectorMask<Float> inside = inside(rest, number);
      long at = scratch + (long) number * VECTOR;
      long from = vector(in, rowBytes, rows, number) + (long) whole * STEP_BYTES;
      FloatVector s = load(at);
      Floats.store(at, s.blend(Sixteen.larger(Floats.load(from, inside), s), inside));
    }
  }

  /// As [#largerRest].
  private static void largerNegatedRest(
      long in, long rowBytes, long rows, int whole, int rest, long scratch) {
    if (rest == 0) {
      return;
    }
    for (int number = 0; number < 4; number++) {
      VectorMask<Float> inside = inside(rest, number);
      long at = scratch + (long) number * VECTOR;
      long from = vector(in, rowBytes, rows, number) + (long) whole * STEP_BYTES;
      FloatVector s = load(at);
      FloatVector larger = Sixteen.larger(Floats.load(from, inside).neg(), s);
      Floats.store(at, s.blend(larger, inside));
    }
  }

  /// Where vector `number` of the four begins; of rows that there are not, in the last one.
  private static long vector(long in, long rowBytes, long rows, int number) {
    long row = Math.min(number / Sixteen.PARTS, rows - 1);
    return in + row * rowBytes + (long) number % Sixteen.PARTS * Lanes.COUNT * Float.BYTES;
  }

  private static VectorMask<Float> inside(int rest, int number) {
    return Sixteen.inside(number % Sixteen.PARTS * Lanes.COUNT, rest);
  }

  /// The tree of [Sixteen], one element at a time: as vectors it is more than C2 inlines after a
  /// loop of four, and even by itself boxed one vector a row after other rooms had run.
  private static void sums(long scratch, long rows, long out) {
    for (int row = 0; row < rows; row++) {
      long at = scratch + (long) row * STEP_BYTES;
      for (int distance = STEP / 2; distance > 0; distance /= 2) {
        for (int l = 0; l < distance; l++) {
          Scalars.set(at, l, Scalars.get(at, l) + Scalars.get(at, l + distance));
        }
      }
      Scalars.set(out, row, Scalars.get(at, 0));
    }
  }

  /// As {@link #sums}, the largest.
  private static void maxima(long scratch, long rows, long out) {
    for (int row = 0; row < rows; row++) {
      long at = scratch + (long) row * STEP_BYTES;
      for (int distance = STEP / 2; distance > 0; distance /= 2) {
        for (int l = 0; l < distance; l++) {
          float larger = Sixteen.larger(Scalars.get(at, l), Scalars.get(at, l + distance));
          Scalars.set(at, l, larger);
        }
      }
      Scalars.set(out, row, Scalars.get(at, 0));
    }
  }
}
