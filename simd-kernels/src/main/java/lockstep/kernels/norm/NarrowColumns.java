package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Sums of so few whole vectors of columns that they stay in registers from row to row. In memory
/// each would wait for the one before to be stored and read again, longer than a row takes to come.
///
/// What was read is asked to add a sum, not the sum to add it: C2 would not know the class of a sum
/// that the loop brings back, and make an object of each.
final class NarrowColumns {

  private static final int COUNT = Lanes.COUNT;
  private static final long VECTOR = COUNT * (long) Float.BYTES;

  /// Beyond, rows are read in order, and the sums of one wait for those of the last side by side.
  private static final int MOST = 4 * COUNT;

  private NarrowColumns() {}

  static boolean fit(int columns) {
    return columns <= MOST && columns % COUNT == 0;
  }

  static void sums(long in, long sums, int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    int c = 0;
    for (; c + 2 * COUNT <= columns; c += 2 * COUNT) {
      sums2(Columns.at(in, c), stride, Columns.at(sums, c), rows);
    }
    if (c < columns) {
      sums1(Columns.at(in, c), stride, Columns.at(sums, c), rows);
    }
  }

  private static void sums2(long in, long stride, long sums, int rows) {
    FloatVector s0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector s1 = FloatVector.zero(Lanes.FLOAT);
    for (int r = 0; r < rows; r++) {
      long row = in + r * stride;
      s0 = load(row).add(s0);
      s1 = load(row + VECTOR).add(s1);
    }
    store(sums, s0);
    store(sums + VECTOR, s1);
  }

  private static void sums1(long in, long stride, long sums, int rows) {
    FloatVector s = FloatVector.zero(Lanes.FLOAT);
    for (int r = 0; r < rows; r++) {
      s = load(in + r * stride).add(s);
    }
    store(sums, s);
  }

  static void squares(long in, long center, long sums, int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    int c = 0;
    for (; c + 2 * COUNT <= columns; c += 2 * COUNT) {
      squares2(Columns.at(in, c), stride, Columns.at(center, c), Columns.at(sums, c), rows);
    }
    if (c < columns) {
      squares1(Columns.at(in, c), stride, Columns.at(center, c), Columns.at(sums, c), rows);
    }
  }

  private static void squares2(long in, long stride, long center, long sums, int rows) {
    FloatVector m0 = load(center);
    FloatVector m1 = load(center + VECTOR);
    FloatVector s0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector s1 = FloatVector.zero(Lanes.FLOAT);
    for (int r = 0; r < rows; r++) {
      long row = in + r * stride;
      FloatVector d0 = load(row).sub(m0);
      FloatVector d1 = load(row + VECTOR).sub(m1);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
    }
    store(sums, s0);
    store(sums + VECTOR, s1);
  }

  private static void squares1(long in, long stride, long center, long sums, int rows) {
    FloatVector m = load(center);
    FloatVector s = FloatVector.zero(Lanes.FLOAT);
    for (int r = 0; r < rows; r++) {
      FloatVector d = load(in + r * stride).sub(m);
      s = d.fma(d, s);
    }
    store(sums, s);
  }

  static void sumsAndProducts(
      long x, long dy, long center, long sums, long products, int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    for (int c = 0; c < columns; c += COUNT) {
      sumAndProduct(
          Columns.at(x, c),
          Columns.at(dy, c),
          stride,
          Columns.at(center, c),
          Columns.at(sums, c),
          Columns.at(products, c),
          rows);
    }
  }

  private static void sumAndProduct(
      long x, long dy, long stride, long center, long sum, long product, int rows) {
    FloatVector m = load(center);
    FloatVector s = FloatVector.zero(Lanes.FLOAT);
    FloatVector p = FloatVector.zero(Lanes.FLOAT);
    for (int r = 0; r < rows; r++) {
      FloatVector y = load(dy + r * stride);
      s = y.add(s);
      p = y.fma(load(x + r * stride).sub(m), p);
    }
    store(sum, s);
    store(product, p);
  }
}
