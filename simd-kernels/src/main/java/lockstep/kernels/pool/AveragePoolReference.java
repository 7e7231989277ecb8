package lockstep.kernels.pool;

import lockstep.kernels.access.Floats;

/// What [AveragePool] and [AveragePoolGradient] compute, element by element.
public final class AveragePoolReference {

  private AveragePoolReference() {}

  /// As [AveragePool#run].
  public static void run(Pooling shape, long in, long out) {
    Windows rows = Windows.rows(shape);
    Windows columns = Windows.columns(shape);
    long at = out;
    for (int n = 0; n < shape.batch(); n++) {
      for (int oy = 0; oy < shape.outHeight(); oy++) {
        for (int ox = 0; ox < shape.outWidth(); ox++) {
          for (int c = 0; c < shape.channels(); c++) {
            float sum = 0;
            for (int y = rows.first[oy]; y < rows.end[oy]; y++) {
              for (int x = columns.first[ox]; x < columns.end[ox]; x++) {
                sum += Floats.get(in + element(shape, n, y, x, c));
              }
            }
            Floats.set(at, sum / count(rows, oy, columns, ox));
            at += Float.BYTES;
          }
        }
      }
    }
  }

  /// As [AveragePoolGradient#run]: the outputs in order give to all elements of their windows.
  public static void gradient(Pooling shape, long gradient, long out) {
    Windows rows = Windows.rows(shape);
    Windows columns = Windows.columns(shape);
    for (long i = 0; i < shape.inputSize(); i++) {
      Floats.set(out + i * Float.BYTES, 0);
    }
    long at = gradient;
    for (int n = 0; n < shape.batch(); n++) {
      for (int oy = 0; oy < shape.outHeight(); oy++) {
        for (int ox = 0; ox < shape.outWidth(); ox++) {
          for (int c = 0; c < shape.channels(); c++) {
            float part = Floats.get(at) / count(rows, oy, columns, ox);
            for (int y = rows.first[oy]; y < rows.end[oy]; y++) {
              for (int x = columns.first[ox]; x < columns.end[ox]; x++) {
                long to = out + element(shape, n, y, x, c);
                Floats.set(to, Floats.get(to) + part);
              }
            }
            at += Float.BYTES;
          }
        }
      }
    }
  }

  private static float count(Windows rows, int y, Windows columns, int x) {
    return (float) ((long) rows.counted[y] * columns.counted[x]);
  }

  private static long element(Pooling shape, int image, int y, int x, int channel) {
    long pixel = ((long) image * shape.height() + y) * shape.width() + x;
    return (pixel * shape.channels() + channel) * Float.BYTES;
  }
}
