package lockstep.kernels.move;

import lockstep.kernels.access.Floats;

/// What [Resize] and [ResizeGradient] compute, element by element.
public final class ResizeReference {

  private ResizeReference() {}

  /// As [Resize#run].
  public static void run(ResizeShape shape, long in, long out) {
    var rows = new Samples(shape.mode(), shape.height(), shape.outHeight());
    var columns = new Samples(shape.mode(), shape.width(), shape.outWidth());
    long to = out;
    for (int n = 0; n < shape.batch(); n++) {
      for (int y = 0; y < shape.outHeight(); y++) {
        for (int x = 0; x < shape.outWidth(); x++) {
          for (int c = 0; c < shape.channels(); c++) {
            long p00 = in + element(shape, n, rows.low[y], columns.low[x], c);
            if (shape.mode() == ResizeMode.NEAREST) {
              Words.copy(p00, to);
            } else {
              float p01 = Floats.get(in + element(shape, n, rows.low[y], columns.high[x], c));
              float p10 = Floats.get(in + element(shape, n, rows.high[y], columns.low[x], c));
              float p11 = Floats.get(in + element(shape, n, rows.high[y], columns.high[x], c));
              float w0 = columns.lowWeight[x];
              float w1 = columns.highWeight[x];
              float above = Math.fma(w1, p01, w0 * Floats.get(p00));
              float below = Math.fma(w1, p11, w0 * p10);
              Floats.set(to, Math.fma(rows.highWeight[y], below, rows.lowWeight[y] * above));
            }
            to += Float.BYTES;
          }
        }
      }
    }
  }

  /// As [ResizeGradient#run]: an element looks at all outputs in order.
  public static void gradient(ResizeShape shape, long gradient, long out) {
    var rows = new Samples(shape.mode(), shape.height(), shape.outHeight());
    var columns = new Samples(shape.mode(), shape.width(), shape.outWidth());
    for (int n = 0; n < shape.batch(); n++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          for (int c = 0; c < shape.channels(); c++) {
            float sum = 0;
            for (int oy = 0; oy < shape.outHeight(); oy++) {
              for (int ox = 0; ox < shape.outWidth(); ox++) {
                if (has(rows, oy, y) && has(columns, ox, x)) {
                  long from = (((long) n * shape.outHeight() + oy) * shape.outWidth() + ox);
                  float g = Floats.get(gradient + Sizes.bytes(from * shape.channels() + c));
                  sum = Math.fma(rows.weight(oy, y) * columns.weight(ox, x), g, sum);
                }
              }
            }
            Floats.set(out + element(shape, n, y, x, c), sum);
          }
        }
      }
    }
  }

  private static boolean has(Samples samples, int output, int element) {
    return samples.low[output] == element || samples.high[output] == element;
  }

  private static long element(ResizeShape shape, int image, int y, int x, int channel) {
    long pixel = ((long) image * shape.height() + y) * shape.width() + x;
    return Sizes.bytes(pixel * shape.channels() + channel);
  }
}
