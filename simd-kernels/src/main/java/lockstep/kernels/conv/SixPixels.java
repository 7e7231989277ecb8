package lockstep.kernels.conv;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The pixels of [Winograd]'s squares whose points are 0, 1, −1, 2, −½ and infinity: 6 × 6. A pair
/// 2 and −½ rounds less than 2 and −2 (`jmh/lab`, 21).
///
/// Columns are transformed first, and left where the rows go.
final class SixPixels {

  /// Along a side.
  static final int COUNT = 6;

  /// What the weights' transforms multiply by.
  static final float THIRD = 1f / 3;

  static final float FIFTEENTH = 1f / 15;
  static final float MINUS_SIXTEEN_FIFTEENTHS = -16f / 15;

  private static final int VECTOR = Lanes.FLOAT.vectorByteSize();

  private SixPixels() {}

  /// See [WinogradSquare#pixels].
  static void begin(
      long image, int y, int x, int height, int width, long pixel, long bytes, long to, long step) {
    int first = Math.clamp(-x, 0, COUNT);
    int end = Math.clamp(width - x, first, COUNT);
    for (int i = 0; i < COUNT; i++) {
      if (i < first || i >= end) {
        for (int k = 0; k < COUNT; k++) {
          Zeros.fill(to + (k * COUNT + i) * step, bytes / Float.BYTES);
        }
      }
    }
    long row = width * pixel;
    long at = image + y * row + (x + first) * pixel;
    lines(
        end - first,
        y >= 0 && y < height ? at : Zeros.CHANNELS,
        y + 1 >= 0 && y + 1 < height ? at + row : Zeros.CHANNELS,
        y + 2 >= 0 && y + 2 < height ? at + 2 * row : Zeros.CHANNELS,
        y + 3 >= 0 && y + 3 < height ? at + 3 * row : Zeros.CHANNELS,
        y + 4 >= 0 && y + 4 < height ? at + 4 * row : Zeros.CHANNELS,
        y + 5 >= 0 && y + 5 < height ? at + 5 * row : Zeros.CHANNELS,
        pixel,
        bytes,
        to + first * step,
        COUNT * step,
        step);
  }

  /// See [WinogradSquare#endPixels].
  static void end(long to, long step, long bytes) {
    lines(
        COUNT,
        to,
        to + step,
        to + 2 * step,
        to + 3 * step,
        to + 4 * step,
        to + 5 * step,
        COUNT * step,
        bytes,
        to,
        step,
        COUNT * step);
  }

  /// So many lines, `Bᵀ d`.
  ///
  /// @param from bytes from a line's pixels to the next one's
  /// @param step bytes from an element of what a line becomes to the next
  /// @param next bytes from a line of those to the next
  private static void lines(
      int count,
      long d0,
      long d1,
      long d2,
      long d3,
      long d4,
      long d5,
      long from,
      long bytes,
      long to,
      long step,
      long next) {
    for (int line = 0; line < count; line++) {
      long at = line * from;
      long q = to + line * next;
      for (long i = 0; i < bytes; i += VECTOR) {
        var v1 = Floats.load(d1 + at + i);
        var v2 = Floats.load(d2 + at + i);
        var v3 = Floats.load(d3 + at + i);
        var v4 = Floats.load(d4 + at + i);
        var first = Floats.load(d0 + at + i).sub(v2);
        var last = Floats.load(d5 + at + i).sub(v3);
        var even = v4.sub(v2);
        var odd = v3.sub(v1);
        var e = plus(-1.5f, v3, even);
        var o = plus(-1.5f, v2, odd);
        Floats.store(q + i, plus(-1.5f, odd, even.add(first)));
        Floats.store(q + step + i, e.add(o));
        Floats.store(q + 2 * step + i, e.sub(o));
        Floats.store(q + 3 * step + i, plus(0.5f, odd, even));
        Floats.store(q + 4 * step + i, plus(-2, odd, even));
        Floats.store(q + 5 * step + i, plus(-1.5f, even, last.sub(odd)));
      }
    }
  }

  /// `factor·x + onto`.
  static FloatVector plus(float factor, FloatVector x, FloatVector onto) {
    return x.fma(FloatVector.broadcast(Lanes.FLOAT, factor), onto);
  }
}
