package lockstep.kernels.conv;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// F(4×4, 3×3), which sees [SixPixels] a side. Like [WinogradSquare2x5] in all else.
record WinogradSquare4x3() implements WinogradSquareOfWeights {

  private static final int PIXELS = SixPixels.COUNT;
  private static final int SIDE = 4;
  private static final int WINDOW = 3;
  private static final int LEAST_CHANNELS = 16;
  private static final int VECTOR = Lanes.FLOAT.vectorByteSize();

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public int window() {
    return WINDOW;
  }

  @Override
  public int leastChannels() {
    return LEAST_CHANNELS;
  }

  @Override
  public void pixels(
      long image, int y, int x, int height, int width, long pixel, long bytes, long to, long step) {
    SixPixels.begin(image, y, x, height, width, pixel, bytes, to, step);
  }

  @Override
  public void endPixels(long to, long step, long bytes) {
    SixPixels.end(to, step, bytes);
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
      var even = g0.add(g2);
      var two = SixPixels.plus(2, SixPixels.plus(2, g2, g1), g0);
      var half = SixPixels.plus(-0.5f, SixPixels.plus(-0.5f, g2, g1), g0);
      Floats.store(to + i, g0);
      Floats.store(to + step + i, even.add(g1).mul(-SixPixels.THIRD));
      Floats.store(to + 2 * step + i, even.sub(g1).mul(SixPixels.THIRD));
      Floats.store(to + 3 * step + i, two.mul(SixPixels.FIFTEENTH));
      Floats.store(to + 4 * step + i, half.mul(SixPixels.MINUS_SIXTEEN_FIFTEENTHS));
      Floats.store(to + 5 * step + i, g2);
    }
  }

  @Override
  public void beginResults(long sums, long step, long bytes) {
    long down = PIXELS * step;
    resultLines(
        PIXELS, sums, down, step, bytes, sums, sums + down, sums + 2 * down, sums + 3 * down, step);
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
    int lines = Math.min(rows, SIDE);
    if (columns >= SIDE) {
      resultLines(
          lines,
          sums,
          step,
          PIXELS * step,
          bytes,
          at,
          at + pixel,
          at + 2 * pixel,
          at + 3 * pixel,
          row);
      return;
    }
    for (int i = 0; i < lines; i++) {
      long y = at + i * row;
      resultLines(
          1,
          sums + i * (PIXELS * step),
          step,
          0,
          bytes,
          y,
          columns > 1 ? y + pixel : outside,
          columns > 2 ? y + 2 * pixel : outside,
          outside,
          0);
    }
  }

  /// So many lines, `Aᵀ m`.
  ///
  /// @param step bytes from an element of a line to the next
  /// @param next bytes from a line to the next
  /// @param row bytes from what a line becomes to what the next one does
  private static void resultLines(
      int count,
      long from,
      long step,
      long next,
      long bytes,
      long y0,
      long y1,
      long y2,
      long y3,
      long row) {
    for (int line = 0; line < count; line++) {
      long p = from + line * next;
      long q = line * row;
      for (long i = 0; i < bytes; i += VECTOR) {
        var m0 = Floats.load(p + i);
        var m1 = Floats.load(p + step + i);
        var m2 = Floats.load(p + 2 * step + i);
        var m3 = Floats.load(p + 3 * step + i);
        var m4 = Floats.load(p + 4 * step + i);
        var m5 = Floats.load(p + 5 * step + i);
        var even = m1.add(m2);
        var odd = m1.sub(m2);
        Floats.store(y0 + q + i, m0.add(even).add(m3.add(m4)));
        Floats.store(y1 + q + i, SixPixels.plus(-0.5f, m4, SixPixels.plus(2, m3, odd)));
        Floats.store(y2 + q + i, SixPixels.plus(0.25f, m4, SixPixels.plus(4, m3, even)));
        Floats.store(y3 + q + i, SixPixels.plus(-0.125f, m4, SixPixels.plus(8, m3, odd)).add(m5));
      }
    }
  }

  @Override
  public void resultGradients(
      long at, long pixel, long row, int rows, int columns, long bytes, long to, long step) {
    int inside = Math.min(columns, SIDE);
    long down = PIXELS * step;
    gradientLines(
        inside,
        at,
        rows > 1 ? at + row : Zeros.CHANNELS,
        rows > 2 ? at + 2 * row : Zeros.CHANNELS,
        rows > 3 ? at + 3 * row : Zeros.CHANNELS,
        pixel,
        bytes,
        to,
        down,
        step);
    for (int i = inside; i < SIDE; i++) {
      for (int k = 0; k < PIXELS; k++) {
        Zeros.fill(to + k * down + i * step, bytes / Float.BYTES);
      }
    }
  }

  @Override
  public void endResultGradients(long to, long step, long bytes) {
    long down = PIXELS * step;
    gradientLines(PIXELS, to, to + step, to + 2 * step, to + 3 * step, down, bytes, to, step, down);
  }

  /// So many lines, `A e`.
  ///
  /// @param from bytes from a line's results to the next one's
  /// @param step bytes from an element of what a line becomes to the next
  /// @param next bytes from a line of those to the next
  private static void gradientLines(
      int count,
      long e0,
      long e1,
      long e2,
      long e3,
      long from,
      long bytes,
      long to,
      long step,
      long next) {
    for (int line = 0; line < count; line++) {
      long at = line * from;
      long q = to + line * next;
      for (long i = 0; i < bytes; i += VECTOR) {
        var v0 = Floats.load(e0 + at + i);
        var v1 = Floats.load(e1 + at + i);
        var v2 = Floats.load(e2 + at + i);
        var v3 = Floats.load(e3 + at + i);
        var even = v0.add(v2);
        var odd = v1.add(v3);
        var two = SixPixels.plus(2, SixPixels.plus(2, SixPixels.plus(2, v3, v2), v1), v0);
        var half =
            SixPixels.plus(-0.5f, SixPixels.plus(-0.5f, SixPixels.plus(-0.5f, v3, v2), v1), v0);
        Floats.store(q + i, v0);
        Floats.store(q + step + i, even.add(odd));
        Floats.store(q + 2 * step + i, even.sub(odd));
        Floats.store(q + 3 * step + i, two);
        Floats.store(q + 4 * step + i, half);
        Floats.store(q + 5 * step + i, v3);
      }
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
      var u3 = Floats.load(from + 3 * next + i).mul(SixPixels.FIFTEENTH);
      var u4 = Floats.load(from + 4 * next + i).mul(SixPixels.MINUS_SIXTEEN_FIFTEENTHS);
      var even = u2.sub(u1).mul(SixPixels.THIRD);
      var odd = u1.add(u2).mul(-SixPixels.THIRD);
      var u0 = Floats.load(from + i);
      var u5 = Floats.load(from + 5 * next + i);
      Floats.store(to + i, u0.add(even).add(u3.add(u4)));
      Floats.store(to + step + i, SixPixels.plus(-0.5f, u4, SixPixels.plus(2, u3, odd)));
      Floats.store(
          to + 2 * step + i, SixPixels.plus(0.25f, u4, SixPixels.plus(4, u3, even)).add(u5));
    }
  }
}
