package lockstep.kernels.conv;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// F(2×2, 5×5), which sees [SixPixels] a side.
///
/// Each transform takes lines of six, first the columns, then the rows. The columns' are left where
/// the rows' go, or where the sums were.
record WinogradSquare2x5() implements WinogradSquare {

  /// Pixels along a side.
  private static final int PIXELS = SixPixels.COUNT;

  private static final int SIDE = 2;
  private static final int WINDOW = 5;
  private static final int LEAST_CHANNELS = 32;
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
      var g3 = Floats.load(from + 3 * next + i);
      var g4 = Floats.load(from + 4 * next + i);
      var even = g0.add(g2).add(g4);
      var odd = g1.add(g3);
      var two =
          SixPixels.plus(
              2, SixPixels.plus(2, SixPixels.plus(2, SixPixels.plus(2, g4, g3), g2), g1), g0);
      var half =
          SixPixels.plus(
              -0.5f,
              SixPixels.plus(-0.5f, SixPixels.plus(-0.5f, SixPixels.plus(-0.5f, g4, g3), g2), g1),
              g0);
      Floats.store(to + i, g0);
      Floats.store(to + step + i, even.add(odd).mul(-SixPixels.THIRD));
      Floats.store(to + 2 * step + i, even.sub(odd).mul(SixPixels.THIRD));
      Floats.store(to + 3 * step + i, two.mul(SixPixels.FIFTEENTH));
      Floats.store(to + 4 * step + i, half.mul(SixPixels.MINUS_SIXTEEN_FIFTEENTHS));
      Floats.store(to + 5 * step + i, g4);
    }
  }

  @Override
  public void beginResults(long sums, long step, long bytes) {
    long down = PIXELS * step;
    resultLines(PIXELS, sums, down, step, bytes, sums, sums + down, step);
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
      resultLines(lines, sums, step, PIXELS * step, bytes, at, at + pixel, row);
      return;
    }
    for (int i = 0; i < lines; i++) {
      resultLines(1, sums + i * (PIXELS * step), step, 0, bytes, at + i * row, outside, 0);
    }
  }

  /// So many lines, `Aᵀ m`.
  ///
  /// @param step bytes from an element of a line to the next
  /// @param next bytes from a line to the next
  /// @param row bytes from what a line becomes to what the next one does
  private static void resultLines(
      int count, long from, long step, long next, long bytes, long y0, long y1, long row) {
    for (int line = 0; line < count; line++) {
      long p = from + line * next;
      long q = line * row;
      for (long i = 0; i < bytes; i += VECTOR) {
        var m1 = Floats.load(p + step + i);
        var m2 = Floats.load(p + 2 * step + i);
        var m3 = Floats.load(p + 3 * step + i);
        var m4 = Floats.load(p + 4 * step + i);
        var m5 = Floats.load(p + 5 * step + i);
        var odd = m1.sub(m2);
        Floats.store(y0 + q + i, Floats.load(p + i).add(m1.add(m2)).add(m3.add(m4)));
        Floats.store(y1 + q + i, SixPixels.plus(-0.5f, m4, SixPixels.plus(2, m3, odd)).add(m5));
      }
    }
  }
}
