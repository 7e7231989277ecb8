package lockstep.kernels.conv;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The square of a 3 × 3 window, F(2×2, 3×3), whose points are 0, 1, −1 and infinity: 4 × 4 pixels.
///
/// Each transform is a few methods that the compiler's directives keep apart: with more in one, C2
/// makes objects of vectors (`jmh/lab`, 15).
record WinogradSquare2x3() implements WinogradSquareOfWeights {

  private static final int LEAST_CHANNELS = 32;
  private static final int VECTOR = Lanes.FLOAT.vectorByteSize();

  @Override
  public int side() {
    return 2;
  }

  @Override
  public int window() {
    return 3;
  }

  @Override
  public int leastChannels() {
    return LEAST_CHANNELS;
  }

  @Override
  public void pixels(
      long image, int y, int x, int height, int width, long pixel, long bytes, long to, long step) {
    long row = width * pixel;
    long at = image + y * row + x * pixel;
    boolean r0 = y >= 0 && y < height;
    boolean r1 = y + 1 >= 0 && y + 1 < height;
    boolean r2 = y + 2 >= 0 && y + 2 < height;
    boolean r3 = y + 3 >= 0 && y + 3 < height;
    boolean c0 = x >= 0 && x < width;
    boolean c1 = x + 1 >= 0 && x + 1 < width;
    boolean c2 = x + 2 >= 0 && x + 2 < width;
    boolean c3 = x + 3 >= 0 && x + 3 < width;
    long none = Zeros.CHANNELS;
    long a00 = r0 && c0 ? at : none;
    long a01 = r0 && c1 ? at + pixel : none;
    long a02 = r0 && c2 ? at + 2 * pixel : none;
    long a03 = r0 && c3 ? at + 3 * pixel : none;
    long a10 = r1 && c0 ? at + row : none;
    long a11 = r1 && c1 ? at + row + pixel : none;
    long a12 = r1 && c2 ? at + row + 2 * pixel : none;
    long a13 = r1 && c3 ? at + row + 3 * pixel : none;
    long a20 = r2 && c0 ? at + 2 * row : none;
    long a21 = r2 && c1 ? at + 2 * row + pixel : none;
    long a22 = r2 && c2 ? at + 2 * row + 2 * pixel : none;
    long a23 = r2 && c3 ? at + 2 * row + 3 * pixel : none;
    long a30 = r3 && c0 ? at + 3 * row : none;
    long a31 = r3 && c1 ? at + 3 * row + pixel : none;
    long a32 = r3 && c2 ? at + 3 * row + 2 * pixel : none;
    long a33 = r3 && c3 ? at + 3 * row + 3 * pixel : none;
    differences(bytes, a00, a01, a02, a03, a20, a21, a22, a23, to, step);
    sums(bytes, a10, a11, a12, a13, a20, a21, a22, a23, to + 4 * step, step);
    differences(bytes, a20, a21, a22, a23, a10, a11, a12, a13, to + 8 * step, step);
    differences(bytes, a10, a11, a12, a13, a30, a31, a32, a33, to + 12 * step, step);
  }

  @Override
  public void endPixels(long to, long step, long bytes) {}

  @Override
  public void beginResults(long sums, long step, long bytes) {}

  @Override
  public void endResultGradients(long to, long step, long bytes) {}

  /// A row of the square, of the differences of two rows of pixels.
  private static void differences(
      long bytes,
      long a0,
      long a1,
      long a2,
      long a3,
      long b0,
      long b1,
      long b2,
      long b3,
      long to,
      long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      row(
          Floats.load(a0 + i).sub(Floats.load(b0 + i)),
          Floats.load(a1 + i).sub(Floats.load(b1 + i)),
          Floats.load(a2 + i).sub(Floats.load(b2 + i)),
          Floats.load(a3 + i).sub(Floats.load(b3 + i)),
          to + i,
          step);
    }
  }

  private static void sums(
      long bytes,
      long a0,
      long a1,
      long a2,
      long a3,
      long b0,
      long b1,
      long b2,
      long b3,
      long to,
      long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      row(
          Floats.load(a0 + i).add(Floats.load(b0 + i)),
          Floats.load(a1 + i).add(Floats.load(b1 + i)),
          Floats.load(a2 + i).add(Floats.load(b2 + i)),
          Floats.load(a3 + i).add(Floats.load(b3 + i)),
          to + i,
          step);
    }
  }

  private static void row(
      FloatVector t0, FloatVector t1, FloatVector t2, FloatVector t3, long to, long step) {
    Floats.store(to, t0.sub(t2));
    Floats.store(to + step, t1.add(t2));
    Floats.store(to + 2 * step, t2.sub(t1));
    Floats.store(to + 3 * step, t1.sub(t3));
  }

  @Override
  public void results(
      long sums,
      long step,
      long bytes,
      long at,
      long pixel,
      long row,
      int rows,
      int columns,
      long outside) {
    boolean right = columns > 1;
    boolean below = rows > 1;
    upper(sums, step, bytes, at, right ? at + pixel : outside);
    lower(
        sums + 4 * step,
        step,
        bytes,
        below ? at + row : outside,
        right && below ? at + row + pixel : outside);
  }

  /// From the first three rows of positions.
  private static void upper(long sums, long step, long bytes, long left, long right) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long a = sums + i;
      long b = a + 4 * step;
      long c = b + 4 * step;
      pair(
          Floats.load(a).add(Floats.load(b)).add(Floats.load(c)),
          Floats.load(a + step).add(Floats.load(b + step)).add(Floats.load(c + step)),
          Floats.load(a + 2 * step).add(Floats.load(b + 2 * step)).add(Floats.load(c + 2 * step)),
          Floats.load(a + 3 * step).add(Floats.load(b + 3 * step)).add(Floats.load(c + 3 * step)),
          left + i,
          right + i);
    }
  }

  /// From the last three.
  private static void lower(long sums, long step, long bytes, long left, long right) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long a = sums + i;
      long b = a + 4 * step;
      long c = b + 4 * step;
      pair(
          Floats.load(a).sub(Floats.load(b)).sub(Floats.load(c)),
          Floats.load(a + step).sub(Floats.load(b + step)).sub(Floats.load(c + step)),
          Floats.load(a + 2 * step).sub(Floats.load(b + 2 * step)).sub(Floats.load(c + 2 * step)),
          Floats.load(a + 3 * step).sub(Floats.load(b + 3 * step)).sub(Floats.load(c + 3 * step)),
          left + i,
          right + i);
    }
  }

  private static void pair(
      FloatVector t0, FloatVector t1, FloatVector t2, FloatVector t3, long left, long right) {
    Floats.store(left, t0.add(t1).add(t2));
    Floats.store(right, t1.sub(t2).sub(t3));
  }

  /// The last row and the last column have the other sign, which [#windowGradient] knows.
  @Override
  public void resultGradients(
      long at, long pixel, long row, int rows, int columns, long bytes, long to, long step) {
    long right = columns > 1 ? at + pixel : Zeros.CHANNELS;
    long below = rows > 1 ? at + row : Zeros.CHANNELS;
    long last = columns > 1 && rows > 1 ? at + row + pixel : Zeros.CHANNELS;
    ends(at, right, below, last, bytes, to, step);
    middles(at, right, below, last, bytes, to + 4 * step, step);
  }

  /// The first and the last row.
  private static void ends(long d00, long d01, long d10, long d11, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      four(Floats.load(d00 + i), Floats.load(d01 + i), to + i, step);
      four(Floats.load(d10 + i), Floats.load(d11 + i), to + 12 * step + i, step);
    }
  }

  private static void middles(
      long d00, long d01, long d10, long d11, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      var a = Floats.load(d00 + i);
      var b = Floats.load(d01 + i);
      var c = Floats.load(d10 + i);
      var d = Floats.load(d11 + i);
      four(a.add(c), b.add(d), to + i, step);
      four(a.sub(c), b.sub(d), to + 4 * step + i, step);
    }
  }

  private static void four(FloatVector a, FloatVector b, long to, long step) {
    Floats.store(to, a);
    Floats.store(to + step, a.add(b));
    Floats.store(to + 2 * step, a.sub(b));
    Floats.store(to + 3 * step, b);
  }

  @Override
  public void windowGradient(long sums, long step, long bytes, long to, long tap) {
    firstRow(sums, step, bytes, to, tap);
    middleRow(sums + 4 * step, step, bytes, to + 3 * tap, tap);
    lastRow(sums + 4 * step, step, bytes, to + 6 * tap, tap);
  }

  private static void firstRow(long sums, long step, long bytes, long to, long tap) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long a = sums + i;
      long b = a + 4 * step;
      long c = b + 4 * step;
      three(
          Floats.load(a).add(half(Floats.load(b).add(Floats.load(c)))),
          Floats.load(a + step).add(half(Floats.load(b + step).add(Floats.load(c + step)))),
          Floats.load(a + 2 * step)
              .add(half(Floats.load(b + 2 * step).add(Floats.load(c + 2 * step)))),
          Floats.load(a + 3 * step)
              .add(half(Floats.load(b + 3 * step).add(Floats.load(c + 3 * step)))),
          to + i,
          tap);
    }
  }

  private static void middleRow(long sums, long step, long bytes, long to, long tap) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long a = sums + i;
      long b = a + 4 * step;
      three(
          half(Floats.load(a).sub(Floats.load(b))),
          half(Floats.load(a + step).sub(Floats.load(b + step))),
          half(Floats.load(a + 2 * step).sub(Floats.load(b + 2 * step))),
          half(Floats.load(a + 3 * step).sub(Floats.load(b + 3 * step))),
          to + i,
          tap);
    }
  }

  private static void lastRow(long sums, long step, long bytes, long to, long tap) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long a = sums + i;
      long b = a + 4 * step;
      long c = b + 4 * step;
      three(
          half(Floats.load(a).add(Floats.load(b))).sub(Floats.load(c)),
          half(Floats.load(a + step).add(Floats.load(b + step))).sub(Floats.load(c + step)),
          half(Floats.load(a + 2 * step).add(Floats.load(b + 2 * step)))
              .sub(Floats.load(c + 2 * step)),
          half(Floats.load(a + 3 * step).add(Floats.load(b + 3 * step)))
              .sub(Floats.load(c + 3 * step)),
          to + i,
          tap);
    }
  }

  private static void three(
      FloatVector a, FloatVector b, FloatVector c, FloatVector d, long to, long tap) {
    var middle = half(b.add(c));
    Floats.store(to, a.add(middle));
    Floats.store(to + tap, half(b.sub(c)));
    Floats.store(to + 2 * tap, middle.sub(d));
  }

  private static FloatVector half(FloatVector v) {
    return v.mul(0.5f);
  }

  @Override
  public void weights(long from, long tap, long bytes, long to, long step) {
    outerOfWindow(from, tap, bytes, to, step);
    sumsOfWindow(from, tap, bytes, to + 4 * step, step);
    differencesOfWindow(from, tap, bytes, to + 8 * step, step);
    outerOfWindow(from + 6 * tap, tap, bytes, to + 12 * step, step);
  }

  /// The first or the last row of positions, of one row of the window.
  private static void outerOfWindow(long from, long tap, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long g = from + i;
      rowOfWindow(Floats.load(g), Floats.load(g + tap), Floats.load(g + 2 * tap), to + i, step);
    }
  }

  private static void sumsOfWindow(long from, long tap, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long g = from + i;
      long h = g + 3 * tap;
      long k = h + 3 * tap;
      rowOfWindow(
          middle(Floats.load(g), Floats.load(h), Floats.load(k)),
          middle(Floats.load(g + tap), Floats.load(h + tap), Floats.load(k + tap)),
          middle(Floats.load(g + 2 * tap), Floats.load(h + 2 * tap), Floats.load(k + 2 * tap)),
          to + i,
          step);
    }
  }

  private static void differencesOfWindow(long from, long tap, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      long g = from + i;
      long h = g + 3 * tap;
      long k = h + 3 * tap;
      rowOfWindow(
          other(Floats.load(g), Floats.load(h), Floats.load(k)),
          other(Floats.load(g + tap), Floats.load(h + tap), Floats.load(k + tap)),
          other(Floats.load(g + 2 * tap), Floats.load(h + 2 * tap), Floats.load(k + 2 * tap)),
          to + i,
          step);
    }
  }

  private static void rowOfWindow(FloatVector a, FloatVector b, FloatVector c, long to, long step) {
    Floats.store(to, a);
    Floats.store(to + step, middle(a, b, c));
    Floats.store(to + 2 * step, other(a, b, c));
    Floats.store(to + 3 * step, c);
  }

  private static FloatVector middle(FloatVector a, FloatVector b, FloatVector c) {
    return a.add(c).add(b).mul(0.5f);
  }

  private static FloatVector other(FloatVector a, FloatVector b, FloatVector c) {
    return a.add(c).sub(b).mul(0.5f);
  }
}
