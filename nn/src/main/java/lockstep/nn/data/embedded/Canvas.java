package lockstep.nn.data.embedded;

import lockstep.nn.data.Draw;

/// A picture while it is drawn: how much ink is on each pixel, 0 to 1.
final class Canvas {

  /// Rows and columns.
  static final int SIZE = 28;

  /// Pixels.
  static final int PIXELS = SIZE * SIZE;

  /// The deviation of the sum of four random bytes.
  private static final double BYTES_DEVIATION = 147.8;

  private static final int BYTES_MEAN = 510;

  /// The constants of SplitMix64 (Steele, Lea and Flood, 2014).
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private static final long MIX_1 = 0xBF58_476D_1CE4_E5B9L;
  private static final long MIX_2 = 0x94D0_49BB_1331_11EBL;

  private final double[] ink = new double[PIXELS];

  /// Draws a line that may swell: each pixel takes ink by its distance from it, and keeps the most
  /// it got.
  ///
  /// @param softness over how many pixels its edge fades
  /// @param strength the most ink
  void line(
      double x0,
      double y0,
      double radius0,
      double x1,
      double y1,
      double radius1,
      double softness,
      double strength) {
    double reach = StrictMath.max(radius0, radius1) + softness / 2;
    int left = pixel(StrictMath.min(x0, x1) - reach);
    int right = pixel(StrictMath.max(x0, x1) + reach);
    int top = pixel(StrictMath.min(y0, y1) - reach);
    int bottom = pixel(StrictMath.max(y0, y1) + reach);
    double wide = x1 - x0;
    double high = y1 - y0;
    double square = wide * wide + high * high;
    double inverse = square > 0 ? 1 / square : 0;
    double sharpness = 1 / softness;
    for (int row = top; row <= bottom; row++) {
      double y = row + 0.5 - y0;
      for (int column = left; column <= right; column++) {
        double x = column + 0.5 - x0;
        double t = StrictMath.clamp((x * wide + y * high) * inverse, 0.0, 1.0);
        double dx = x - t * wide;
        double dy = y - t * high;
        double away = dx * dx + dy * dy;
        if (away >= reach * reach) {
          continue;
        }
        double radius = radius0 + t * (radius1 - radius0);
        double inside = (radius - StrictMath.sqrt(away)) * sharpness + 0.5;
        double depth = StrictMath.clamp(inside, 0.0, 1.0);
        double covered = strength * depth * depth * (3 - 2 * depth);
        int at = row * SIZE + column;
        ink[at] = StrictMath.max(ink[at], covered);
      }
    }
  }

  private static int pixel(double coordinate) {
    return StrictMath.clamp((long) StrictMath.floor(coordinate), 0, SIZE - 1);
  }

  /// Writes the picture as bytes, with noise.
  void develop(Hand hand, Draw draw, byte[] pixels, int from) {
    double most = 255 * hand.darkness();
    double noise = hand.noise() / BYTES_DEVIATION;
    // One word of the slow, strong generator begins a fast one: it makes 784 numbers a picture.
    long state = (long) draw.bits() << 32 | (draw.bits() & 0xFFFF_FFFFL);
    long word = 0;
    for (int i = 0; i < PIXELS; i++) {
      if ((i & 1) == 0) {
        state += GOLDEN;
        word = mix(state);
      }
      int sum = byteOf(word, 0) + byteOf(word, 8) + byteOf(word, 16) + byteOf(word, 24);
      word >>>= 32;
      double value = most * ink[i] + noise * (sum - BYTES_MEAN);
      pixels[from + i] = (byte) StrictMath.clamp((long) StrictMath.floor(value + 0.5), 0, 255);
    }
  }

  private static int byteOf(long word, int shift) {
    return (int) (word >>> shift) & 0xff;
  }

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * MIX_1;
    z = (z ^ (z >>> 27)) * MIX_2;
    return z ^ (z >>> 31);
  }
}
