package lockstep.kernels.conv;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The square of a 5 × 5 window, F(2×2, 5×5), whose points are 0, 1, −1, 2, −½ and infinity: 6 × 6
/// pixels. A pair 2 and −½ rounds less than 2 and −2 (`jmh/lab`, 21).
///
/// Each transform takes lines of six, first the columns, then the rows. The columns' are left where
/// the rows' go, or where the sums were.
record WinogradSquare5x5() implements WinogradSquare {

  /// Pixels along a side.
  private static final int PIXELS = 6;

  private static final int WINDOW = 5;
  private static final float THIRD = 1f / 3;
  private static final float FIFTEENTH = 1f / 15;
  private static final int VECTOR = Lanes.FLOAT.vectorByteSize();

  @Override
  public int window() {
    return WINDOW;
  }

  @Override
  public void pixels(
      long image, int y, int x, int height, int width, long pixel, long bytes, long to, long step) {
    long row = width * pixel;
    long down = PIXELS * step;
    for (int i = 0; i < PIXELS; i++) {
      long at = image + y * row + (x + i) * pixel;
      boolean in = x + i >= 0 && x + i < width;
      pixelLine(
          in && y >= 0 && y < height ? at : Zeros.CHANNELS,
          in && y + 1 >= 0 && y + 1 < height ? at + row : Zeros.CHANNELS,
          in && y + 2 >= 0 && y + 2 < height ? at + 2 * row : Zeros.CHANNELS,
          in && y + 3 >= 0 && y + 3 < height ? at + 3 * row : Zeros.CHANNELS,
          in && y + 4 >= 0 && y + 4 < height ? at + 4 * row : Zeros.CHANNELS,
          in && y + 5 >= 0 && y + 5 < height ? at + 5 * row : Zeros.CHANNELS,
          bytes,
          to + i * step,
          down);
    }
    for (int i = 0; i < PIXELS; i++) {
      long a = to + i * down;
      pixelLine(
          a, a + step, a + 2 * step, a + 3 * step, a + 4 * step, a + 5 * step, bytes, a, step);
    }
  }

  /// One line, `Bᵀ d`.
  private static void pixelLine(
      long d0, long d1, long d2, long d3, long d4, long d5, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      var v1 = Floats.load(d1 + i);
      var v2 = Floats.load(d2 + i);
      var v3 = Floats.load(d3 + i);
      var v4 = Floats.load(d4 + i);
      var first = Floats.load(d0 + i).sub(v2);
      var last = Floats.load(d5 + i).sub(v3);
      var even = v4.sub(v2);
      var odd = v3.sub(v1);
      var e = plus(-1.5f, v3, even);
      var o = plus(-1.5f, v2, odd);
      Floats.store(to + i, plus(-1.5f, odd, even.add(first)));
      Floats.store(to + step + i, e.add(o));
      Floats.store(to + 2 * step + i, e.sub(o));
      Floats.store(to + 3 * step + i, plus(0.5f, odd, even));
      Floats.store(to + 4 * step + i, plus(-2, odd, even));
      Floats.store(to + 5 * step + i, plus(-1.5f, even, last.sub(odd)));
    }
  }

  @Override
  public void weights(long from, long tap, long bytes, long to, long step) {
    for (int i = 0; i < WINDOW; i++) {
      weightLine(from + i * tap, WINDOW * tap, bytes, to + i * step, PIXELS * step);
    }
    for (int i = 0; i < PIXELS; i++) {
      long a = to + i * (PIXELS * step);
      weightLine(a, step, bytes, a, step);
    }
  }

  /// One line, `G g`.
  private static void weightLine(long from, long next, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      var g0 = Floats.load(from + i);
      var g1 = Floats.load(from + next + i);
      var g2 = Floats.load(from + 2 * next + i);
      var g3 = Floats.load(from + 3 * next + i);
      var g4 = Floats.load(from + 4 * next + i);
      var even = g0.add(g2).add(g4);
      var odd = g1.add(g3);
      var two = plus(2, plus(2, plus(2, plus(2, g4, g3), g2), g1), g0);
      var half = plus(-0.5f, plus(-0.5f, plus(-0.5f, plus(-0.5f, g4, g3), g2), g1), g0);
      Floats.store(to + i, g0);
      Floats.store(to + step + i, even.add(odd).mul(-THIRD));
      Floats.store(to + 2 * step + i, even.sub(odd).mul(THIRD));
      Floats.store(to + 3 * step + i, two.mul(FIFTEENTH));
      Floats.store(to + 4 * step + i, half.mul(-16 * FIFTEENTH));
      Floats.store(to + 5 * step + i, g4);
    }
  }

  @Override
  public void results(long sums, long step, int channels, long y00, long y01, long y10, long y11) {
    long bytes = (long) channels * Float.BYTES;
    long down = PIXELS * step;
    for (int i = 0; i < PIXELS; i++) {
      long a = sums + i * step;
      resultLine(a, down, bytes, a, a + down);
    }
    resultLine(sums, step, bytes, y00, y01);
    resultLine(sums + down, step, bytes, y10, y11);
  }

  /// One line, `Aᵀ m`.
  private static void resultLine(long from, long next, long bytes, long y0, long y1) {
    for (long i = 0; i < bytes; i += VECTOR) {
      var m1 = Floats.load(from + next + i);
      var m2 = Floats.load(from + 2 * next + i);
      var m3 = Floats.load(from + 3 * next + i);
      var m4 = Floats.load(from + 4 * next + i);
      var even = Floats.load(from + i).add(m1.add(m2)).add(m3.add(m4));
      var odd = plus(2, m3, plus(-0.5f, m4, Floats.load(from + 5 * next + i))).add(m1.sub(m2));
      Floats.store(y0 + i, even);
      Floats.store(y1 + i, odd);
    }
  }

  @Override
  public void resultGradients(
      long d00, long d01, long d10, long d11, long bytes, long to, long step) {
    long down = PIXELS * step;
    gradientLine(d00, d10, bytes, to, down);
    gradientLine(d01, d11, bytes, to + step, down);
    for (int i = 0; i < PIXELS; i++) {
      long a = to + i * down;
      gradientLine(a, a + step, bytes, a, step);
    }
  }

  /// One line, `A e`.
  private static void gradientLine(long e0, long e1, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      var first = Floats.load(e0 + i);
      var last = Floats.load(e1 + i);
      Floats.store(to + i, first);
      Floats.store(to + step + i, first.add(last));
      Floats.store(to + 2 * step + i, first.sub(last));
      Floats.store(to + 3 * step + i, plus(2, last, first));
      Floats.store(to + 4 * step + i, plus(-0.5f, last, first));
      Floats.store(to + 5 * step + i, last);
    }
  }

  @Override
  public void windowGradient(long sums, long step, long bytes, long to, long tap) {
    long down = PIXELS * step;
    for (int i = 0; i < PIXELS; i++) {
      windowLine(sums + i * step, down, bytes, sums + i * step, down);
    }
    for (int i = 0; i < WINDOW; i++) {
      windowLine(sums + i * down, step, bytes, to + i * (WINDOW * tap), tap);
    }
  }

  /// One line, `Gᵀ u`.
  private static void windowLine(long from, long next, long bytes, long to, long step) {
    for (long i = 0; i < bytes; i += VECTOR) {
      var u1 = Floats.load(from + next + i);
      var u2 = Floats.load(from + 2 * next + i);
      var u3 = Floats.load(from + 3 * next + i).mul(FIFTEENTH);
      var u4 = Floats.load(from + 4 * next + i).mul(-16 * FIFTEENTH);
      var even = u2.sub(u1).mul(THIRD);
      var odd = u1.add(u2).mul(-THIRD);
      var u0 = Floats.load(from + i);
      var u5 = Floats.load(from + 5 * next + i);
      Floats.store(to + i, u0.add(even).add(u3.add(u4)));
      Floats.store(to + step + i, plus(-0.5f, u4, plus(2, u3, odd)));
      Floats.store(to + 2 * step + i, plus(0.25f, u4, plus(4, u3, even)));
      Floats.store(to + 3 * step + i, plus(-0.125f, u4, plus(8, u3, odd)));
      Floats.store(to + 4 * step + i, plus(0.0625f, u4, plus(16, u3, even)).add(u5));
    }
  }

  private static FloatVector plus(float factor, FloatVector x, FloatVector onto) {
    return x.fma(FloatVector.broadcast(Lanes.FLOAT, factor), onto);
  }
}
