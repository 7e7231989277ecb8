package lockstep.kernels.pool;

import lockstep.kernels.access.Floats;

/// What [MaxPool] and [MaxPoolGradient] compute, element by element.
public final class MaxPoolReference {

  private MaxPoolReference() {}

  /// As [MaxPool#run].
  public static void run(Pooling shape, long in, long out, long indices) {
    Windows rows = Windows.rows(shape);
    Windows columns = Windows.columns(shape);
    long at = 0;
    for (int n = 0; n < shape.batch(); n++) {
      for (int oy = 0; oy < shape.outHeight(); oy++) {
        for (int ox = 0; ox < shape.outWidth(); ox++) {
          for (int c = 0; c < shape.channels(); c++) {
            float best = Float.NEGATIVE_INFINITY;
            int place = rows.first[oy] * shape.width() + columns.first[ox];
            for (int y = rows.first[oy]; y < rows.end[oy]; y++) {
              for (int x = columns.first[ox]; x < columns.end[ox]; x++) {
                float v = Floats.get(in + element(shape, n, y * shape.width() + x, c));
                if (v > best || Float.isNaN(v)) {
                  best = v;
                  place = y * shape.width() + x;
                }
              }
            }
            Floats.set(out + at, best);
            Floats.set(indices + at, Float.intBitsToFloat(place));
            at += Float.BYTES;
          }
        }
      }
    }
  }

  /// As [MaxPoolGradient#run]: the outputs in order give to their winners.
  public static void gradient(Pooling shape, long gradient, long indices, long out) {
    for (long i = 0; i < shape.inputSize(); i++) {
      Floats.set(out + i * Float.BYTES, 0);
    }
    long at = 0;
    for (int n = 0; n < shape.batch(); n++) {
      for (int o = 0; o < shape.outHeight() * shape.outWidth(); o++) {
        for (int c = 0; c < shape.channels(); c++) {
          int place = Float.floatToRawIntBits(Floats.get(indices + at));
          long to = out + element(shape, n, place, c);
          Floats.set(to, Floats.get(to) + Floats.get(gradient + at));
          at += Float.BYTES;
        }
      }
    }
  }

  private static long element(Pooling shape, int image, int place, int channel) {
    long pixel = (long) image * shape.height() * shape.width() + place;
    return (pixel * shape.channels() + channel) * Float.BYTES;
  }
}
