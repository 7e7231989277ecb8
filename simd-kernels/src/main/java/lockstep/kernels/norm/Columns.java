package lockstep.kernels.norm;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// Loops over the columns of `[rows, columns]`. A sum is one chain down its column, in order.
final class Columns {

  private static final int COUNT = Lanes.COUNT;

  private Columns() {}

  /// `sums[c] = Σ in[r][c]`.
  static void sums(long in, long sums, int rows, int columns) {
    if (NarrowColumns.fit(columns)) {
      NarrowColumns.sums(in, sums, rows, columns);
      return;
    }
    NormRows.clear(sums, columns);
    long stride = (long) columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      sumsRow(in + r * stride, sums, columns);
    }
  }

  private static void sumsRow(long in, long sums, int columns) {
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      Floats.store(at(sums, c), Floats.load(at(sums, c)).add(Floats.load(at(in, c))));
    }
    for (; c < columns; c++) {
      Floats.set(at(sums, c), Floats.get(at(sums, c)) + Floats.get(at(in, c)));
    }
  }

  /// `sums[c] = Σ (in[r][c] − center[c])²`.
  static void squares(long in, long center, long sums, int rows, int columns) {
    if (NarrowColumns.fit(columns)) {
      NarrowColumns.squares(in, center, sums, rows, columns);
      return;
    }
    NormRows.clear(sums, columns);
    long stride = (long) columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      squaresRow(in + r * stride, center, sums, columns);
    }
  }

  private static void squaresRow(long in, long center, long sums, int columns) {
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      FloatVector d = Floats.load(at(in, c)).sub(Floats.load(at(center, c)));
      Floats.store(at(sums, c), d.fma(d, Floats.load(at(sums, c))));
    }
    for (; c < columns; c++) {
      float d = Floats.get(at(in, c)) - Floats.get(at(center, c));
      Floats.set(at(sums, c), Math.fma(d, d, Floats.get(at(sums, c))));
    }
  }

  /// `sums[c] = Σ dy[r][c]` and `products[c] = Σ dy[r][c]·(x[r][c] − center[c])`.
  static void sumsAndProducts(
      long x, long dy, long center, long sums, long products, int rows, int columns) {
    if (NarrowColumns.fit(columns)) {
      NarrowColumns.sumsAndProducts(x, dy, center, sums, products, rows, columns);
      return;
    }
    sums(dy, sums, rows, columns);
    products(x, dy, center, products, rows, columns);
  }

  private static void products(long x, long dy, long center, long sums, int rows, int columns) {
    NormRows.clear(sums, columns);
    long stride = (long) columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      productsRow(x + r * stride, dy + r * stride, center, sums, columns);
    }
  }

  private static void productsRow(long x, long dy, long center, long sums, int columns) {
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      FloatVector d = Floats.load(at(x, c)).sub(Floats.load(at(center, c)));
      Floats.store(at(sums, c), Floats.load(at(dy, c)).fma(d, Floats.load(at(sums, c))));
    }
    for (; c < columns; c++) {
      float d = Floats.get(at(x, c)) - Floats.get(at(center, c));
      Floats.set(at(sums, c), Math.fma(Floats.get(at(dy, c)), d, Floats.get(at(sums, c))));
    }
  }

  /// `out[r][c] = (in[r][c] − center[c])·factor[c] + shift[c]`.
  static void apply(
      long in, long center, long factor, long shift, long out, int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      applyRow(in + r * stride, center, factor, shift, out + r * stride, columns);
    }
  }

  private static void applyRow(
      long in, long center, long factor, long shift, long out, int columns) {
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      FloatVector d = Floats.load(at(in, c)).sub(Floats.load(at(center, c)));
      Floats.store(at(out, c), d.fma(Floats.load(at(factor, c)), Floats.load(at(shift, c))));
    }
    for (; c < columns; c++) {
      float d = Floats.get(at(in, c)) - Floats.get(at(center, c));
      Floats.set(at(out, c), Math.fma(d, Floats.get(at(factor, c)), Floats.get(at(shift, c))));
    }
  }

  /// As {@link #apply}, and 0 where that is not greater than 0; NaN stays.
  static void applyRelu(
      long in, long center, long factor, long shift, long out, int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      applyReluRow(in + r * stride, center, factor, shift, out + r * stride, columns);
    }
  }

  private static void applyReluRow(
      long in, long center, long factor, long shift, long out, int columns) {
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      FloatVector d = Floats.load(at(in, c)).sub(Floats.load(at(center, c)));
      FloatVector y = d.fma(Floats.load(at(factor, c)), Floats.load(at(shift, c)));
      Floats.store(at(out, c), y.blend(0, y.compare(LE, 0)));
    }
    for (; c < columns; c++) {
      float d = Floats.get(at(in, c)) - Floats.get(at(center, c));
      float y = Math.fma(d, Floats.get(at(factor, c)), Floats.get(at(shift, c)));
      Floats.set(at(out, c), y <= 0 ? 0 : y);
    }
  }

  /// `out[r][c] = (x[r][c] − center[c])·b[c] + (dy[r][c]·a[c] + s[c])` for the four rows `center`,
  /// a, b and s at `coefficients`.
  static void gradient(long x, long dy, long coefficients, long out, int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      gradientRow(x + r * stride, dy + r * stride, coefficients, out + r * stride, columns);
    }
  }

  private static void gradientRow(long x, long dy, long center, long out, int columns) {
    long a = at(center, columns);
    long b = at(a, columns);
    long s = at(b, columns);
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      FloatVector d = Floats.load(at(x, c)).sub(Floats.load(at(center, c)));
      FloatVector y = Floats.load(at(dy, c)).fma(Floats.load(at(a, c)), Floats.load(at(s, c)));
      Floats.store(at(out, c), d.fma(Floats.load(at(b, c)), y));
    }
    for (; c < columns; c++) {
      float d = Floats.get(at(x, c)) - Floats.get(at(center, c));
      float y = Math.fma(Floats.get(at(dy, c)), Floats.get(at(a, c)), Floats.get(at(s, c)));
      Floats.set(at(out, c), Math.fma(d, Floats.get(at(b, c)), y));
    }
  }

  /// Joins the mean and the sum of squares about it of two sets of rows (Chan's formula).
  ///
  /// @param part how much of all rows the second set is
  /// @param weight the rows of the first times those of the second, over all
  static void join(
      long mean, long squares, long mean2, long squares2, float part, float weight, int columns) {
    int c = 0;
    for (; c <= columns - COUNT; c += COUNT) {
      FloatVector m = Floats.load(at(mean, c));
      FloatVector d = Floats.load(at(mean2, c)).sub(m);
      FloatVector s = Floats.load(at(squares, c)).add(Floats.load(at(squares2, c)));
      Floats.store(at(squares, c), d.mul(d).fma(FloatVector.broadcast(Lanes.FLOAT, weight), s));
      Floats.store(at(mean, c), d.fma(FloatVector.broadcast(Lanes.FLOAT, part), m));
    }
    for (; c < columns; c++) {
      float m = Floats.get(at(mean, c));
      float d = Floats.get(at(mean2, c)) - m;
      float s = Floats.get(at(squares, c)) + Floats.get(at(squares2, c));
      Floats.set(at(squares, c), Math.fma(d * d, weight, s));
      Floats.set(at(mean, c), Math.fma(d, part, m));
    }
  }

  static long at(long address, long index) {
    return address + index * Float.BYTES;
  }
}
