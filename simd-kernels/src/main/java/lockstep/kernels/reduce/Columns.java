package lockstep.kernels.reduce;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// Reductions down columns: each is one chain, in the order of the rows. Four vectors of columns go
/// side by side, because an addition takes four cycles; what is left goes by single, masked ones.
final class Columns {

  private static final int LANES = Lanes.COUNT;
  private static final int VECTOR = LANES * Float.BYTES;

  private Columns() {}

  static void add(long in, long rowBytes, int rows, int columns, long out) {
    int column = 0;
    for (; column + 4 * LANES <= columns; column += 4 * LANES) {
      long at = (long) column * Float.BYTES;
      addFour(in + at, rowBytes, rows, out + at);
    }
    for (; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      addOne(in + at, rowBytes, rows, Lanes.FLOAT.indexInRange(column, columns), out + at);
    }
  }

  private static void addFour(long in, long rowBytes, int rows, long out) {
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, 0);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < rows; row++) {
      long at = in + row * rowBytes;
      FloatVector x0 = load(at);
      FloatVector x1 = load(at + VECTOR);
      FloatVector x2 = load(at + 2L * VECTOR);
      FloatVector x3 = load(at + 3L * VECTOR);
      s0 = x0.add(s0);
      s1 = x1.add(s1);
      s2 = x2.add(s2);
      s3 = x3.add(s3);
    }
    store(out, s0);
    store(out + VECTOR, s1);
    store(out + 2L * VECTOR, s2);
    store(out + 3L * VECTOR, s3);
  }

  private static void addOne(long in, long rowBytes, int rows, VectorMask<Float> inside, long out) {
    FloatVector s = FloatVector.broadcast(Lanes.FLOAT, 0);
    for (int row = 0; row < rows; row++) {
      FloatVector x = Floats.load(in + row * rowBytes, inside);
      s = x.add(s);
    }
    Floats.store(out, s, inside);
  }

  static void addSquare(long in, long rowBytes, int rows, int columns, long out) {
    int column = 0;
    for (; column + 4 * LANES <= columns; column += 4 * LANES) {
      long at = (long) column * Float.BYTES;
      addSquareFour(in + at, rowBytes, rows, out + at);
    }
    for (; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      addSquareOne(in + at, rowBytes, rows, Lanes.FLOAT.indexInRange(column, columns), out + at);
    }
  }

  private static void addSquareFour(long in, long rowBytes, int rows, long out) {
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, 0);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < rows; row++) {
      long at = in + row * rowBytes;
      FloatVector x0 = load(at);
      FloatVector x1 = load(at + VECTOR);
      FloatVector x2 = load(at + 2L * VECTOR);
      FloatVector x3 = load(at + 3L * VECTOR);
      s0 = x0.fma(x0, s0);
      s1 = x1.fma(x1, s1);
      s2 = x2.fma(x2, s2);
      s3 = x3.fma(x3, s3);
    }
    store(out, s0);
    store(out + VECTOR, s1);
    store(out + 2L * VECTOR, s2);
    store(out + 3L * VECTOR, s3);
  }

  private static void addSquareOne(
      long in, long rowBytes, int rows, VectorMask<Float> inside, long out) {
    FloatVector s = FloatVector.broadcast(Lanes.FLOAT, 0);
    for (int row = 0; row < rows; row++) {
      FloatVector x = Floats.load(in + row * rowBytes, inside);
      s = x.fma(x, s);
    }
    Floats.store(out, s, inside);
  }

  static void larger(long in, long rowBytes, int rows, int columns, long out) {
    int column = 0;
    for (; column + 4 * LANES <= columns; column += 4 * LANES) {
      long at = (long) column * Float.BYTES;
      largerFour(in + at, rowBytes, rows, out + at);
    }
    for (; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      largerOne(in + at, rowBytes, rows, Lanes.FLOAT.indexInRange(column, columns), out + at);
    }
  }

  private static void largerFour(long in, long rowBytes, int rows, long out) {
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < rows; row++) {
      long at = in + row * rowBytes;
      FloatVector x0 = load(at);
      FloatVector x1 = load(at + VECTOR);
      FloatVector x2 = load(at + 2L * VECTOR);
      FloatVector x3 = load(at + 3L * VECTOR);
      s0 = Sixteen.larger(x0, s0);
      s1 = Sixteen.larger(x1, s1);
      s2 = Sixteen.larger(x2, s2);
      s3 = Sixteen.larger(x3, s3);
    }
    store(out, s0);
    store(out + VECTOR, s1);
    store(out + 2L * VECTOR, s2);
    store(out + 3L * VECTOR, s3);
  }

  private static void largerOne(
      long in, long rowBytes, int rows, VectorMask<Float> inside, long out) {
    FloatVector s = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < rows; row++) {
      FloatVector x = Floats.load(in + row * rowBytes, inside);
      s = Sixteen.larger(x, s);
    }
    Floats.store(out, s, inside);
  }

  static void largerNegated(long in, long rowBytes, int rows, int columns, long out) {
    int column = 0;
    for (; column + 4 * LANES <= columns; column += 4 * LANES) {
      long at = (long) column * Float.BYTES;
      largerNegatedFour(in + at, rowBytes, rows, out + at);
    }
    for (; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      largerNegatedOne(
          in + at, rowBytes, rows, Lanes.FLOAT.indexInRange(column, columns), out + at);
    }
  }

  private static void largerNegatedFour(long in, long rowBytes, int rows, long out) {
    FloatVector s0 = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < rows; row++) {
      long at = in + row * rowBytes;
      FloatVector x0 = load(at);
      FloatVector x1 = load(at + VECTOR);
      FloatVector x2 = load(at + 2L * VECTOR);
      FloatVector x3 = load(at + 3L * VECTOR);
      s0 = Sixteen.larger(x0.neg(), s0);
      s1 = Sixteen.larger(x1.neg(), s1);
      s2 = Sixteen.larger(x2.neg(), s2);
      s3 = Sixteen.larger(x3.neg(), s3);
    }
    store(out, s0);
    store(out + VECTOR, s1);
    store(out + 2L * VECTOR, s2);
    store(out + 3L * VECTOR, s3);
  }

  private static void largerNegatedOne(
      long in, long rowBytes, int rows, VectorMask<Float> inside, long out) {
    FloatVector s = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < rows; row++) {
      FloatVector x = Floats.load(in + row * rowBytes, inside);
      s = Sixteen.larger(x.neg(), s);
    }
    Floats.store(out, s, inside);
  }
}
