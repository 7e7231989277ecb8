package lockstep.kernels.conv;

import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// [Winograd] as plain loops: the specification of its bits.
///
/// For each square of 2 × 2 results, from row and column 0 on: `Aᵀ [Σ (G g Gᵀ) · (Bᵀ d B)] A`,
/// where d are the 4 × 4 pixels that it sees, with zeros for the padding, and g is the 3 × 3
/// window. The sum goes over the channels, in order, from 0, by fused multiply-add, at each of the
/// 16 positions. Every transform is applied to columns first, then to rows.
final class WinogradReference {

  private static final int POSITIONS = 16;

  /// A weight from one channel of what comes in to one of the results.
  @FunctionalInterface
  private interface Window {
    float at(int row, int column, int from, int to);
  }

  private WinogradReference() {}

  static void forward(
      ConvShape s, Activation activation, long x, long weights, long bias, long residual, long y) {
    Window window =
        (row, column, from, to) ->
            at(weights, ((row * 3L + column) * s.inChannels() + from) * s.outChannels() + to);
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    sums(s.batch(), x, xShape, s.padTop(), s.padLeft(), window, y, yShape);
    for (long i = 0; i < s.outFloats(); i++) {
      float sum = at(y, i);
      if (bias != 0) {
        sum += at(bias, i % s.outChannels());
      }
      if (residual != 0) {
        sum += at(residual, i);
      }
      Floats.set(y + i * Float.BYTES, activation.apply(sum));
    }
  }

  /// The window turned about, over y padded by what is left of the window.
  static void inputGradient(ConvShape s, long dy, long weights, long dx) {
    Window window =
        (row, column, from, to) ->
            at(
                weights,
                (((2 - row) * 3L + 2 - column) * s.inChannels() + to) * s.outChannels() + from);
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    sums(s.batch(), dy, yShape, 2 - s.padTop(), 2 - s.padLeft(), window, dx, xShape);
  }

  static void weightGradient(ConvShape s, long x, long dy, long dweights) {
    for (int c = 0; c < s.inChannels(); c++) {
      for (int k = 0; k < s.outChannels(); k++) {
        float[] total = new float[9];
        for (int chunk = 0; chunk < Chunks.count(s); chunk++) {
          float[] part = ofSums(chunkSums(s, chunk, c, k, x, dy));
          for (int tap = 0; tap < 9; tap++) {
            total[tap] = chunk == 0 ? part[tap] : total[tap] + part[tap];
          }
        }
        for (int tap = 0; tap < 9; tap++) {
          long at = ((long) tap * s.inChannels() + c) * s.outChannels() + k;
          Floats.set(dweights + at * Float.BYTES, total[tap]);
        }
      }
    }
  }

  private static float[] chunkSums(ConvShape s, int chunk, int c, int k, long x, long dy) {
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    float[] sums = new float[POSITIONS];
    for (int n = Chunks.first(s, chunk); n < Chunks.first(s, chunk + 1); n++) {
      for (int row = 0; row < s.outHeight(); row += 2) {
        for (int column = 0; column < s.outWidth(); column += 2) {
          float[] pixels = ofPixels(x, xShape, n, row - s.padTop(), column - s.padLeft(), c);
          float[] results = ofResults(dy, yShape, n, row, column, k);
          for (int i = 0; i < POSITIONS; i++) {
            sums[i] = Math.fma(pixels[i], results[i], sums[i]);
          }
        }
      }
    }
    return sums;
  }

  /// `A e Aᵀ`.
  private static float[] ofResults(long dy, long[] shape, int n, int y, int x, int channel) {
    float[][] columns = new float[4][2];
    for (int k = 0; k < 2; k++) {
      float[] e = new float[2];
      for (int i = 0; i < 2; i++) {
        e[i] = inside(shape, y + i, x + k) ? at(dy, index(shape, n, y + i, x + k, channel)) : 0;
      }
      float[] t = back(e[0], e[1]);
      for (int i = 0; i < 4; i++) {
        columns[i][k] = t[i];
      }
    }
    float[] all = new float[POSITIONS];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(back(columns[i][0], columns[i][1]), 0, all, 4 * i, 4);
    }
    return all;
  }

  /// `A e`, but for the sign of the last: the sums have it too.
  private static float[] back(float e0, float e1) {
    return new float[] {e0, e0 + e1, e0 - e1, e1};
  }

  /// `Gᵀ u G`.
  private static float[] ofSums(float[] u) {
    float[][] columns = new float[3][4];
    for (int k = 0; k < 4; k++) {
      float[] t = gather(u[k], u[4 + k], u[8 + k], u[12 + k]);
      for (int i = 0; i < 3; i++) {
        columns[i][k] = t[i];
      }
    }
    float[] all = new float[9];
    for (int i = 0; i < 3; i++) {
      float[] c = columns[i];
      System.arraycopy(gather(c[0], c[1], c[2], c[3]), 0, all, 3 * i, 3);
    }
    return all;
  }

  /// `Gᵀ u`, the last of u with the other sign.
  private static float[] gather(float u0, float u1, float u2, float u3) {
    float half = (u1 + u2) * 0.5f;
    return new float[] {u0 + half, (u1 - u2) * 0.5f, half - u3};
  }

  /// Shapes are height, width and channels.
  private static void sums(
      int batch,
      long source,
      long[] sourceShape,
      int padTop,
      int padLeft,
      Window window,
      long target,
      long[] targetShape) {
    int depth = (int) sourceShape[2];
    int channels = (int) targetShape[2];
    float[][][] weights = new float[depth][channels][];
    for (int from = 0; from < depth; from++) {
      for (int to = 0; to < channels; to++) {
        weights[from][to] = ofWindow(window, from, to);
      }
    }
    for (int n = 0; n < batch; n++) {
      for (int y = 0; y < targetShape[0]; y += 2) {
        for (int x = 0; x < targetShape[1]; x += 2) {
          float[][] pixels = new float[depth][];
          for (int from = 0; from < depth; from++) {
            pixels[from] = ofPixels(source, sourceShape, n, y - padTop, x - padLeft, from);
          }
          for (int to = 0; to < channels; to++) {
            float[] sums = new float[POSITIONS];
            for (int from = 0; from < depth; from++) {
              for (int i = 0; i < POSITIONS; i++) {
                sums[i] = Math.fma(pixels[from][i], weights[from][to][i], sums[i]);
              }
            }
            write(sums, target, targetShape, n, y, x, to);
          }
        }
      }
    }
  }

  /// `G g Gᵀ`.
  private static float[] ofWindow(Window window, int from, int to) {
    float[][] columns = new float[4][3];
    for (int k = 0; k < 3; k++) {
      float[] g =
          spread(window.at(0, k, from, to), window.at(1, k, from, to), window.at(2, k, from, to));
      for (int i = 0; i < 4; i++) {
        columns[i][k] = g[i];
      }
    }
    float[] all = new float[POSITIONS];
    for (int i = 0; i < 4; i++) {
      float[] row = spread(columns[i][0], columns[i][1], columns[i][2]);
      System.arraycopy(row, 0, all, 4 * i, 4);
    }
    return all;
  }

  /// `G g`.
  private static float[] spread(float g0, float g1, float g2) {
    float outer = g0 + g2;
    return new float[] {g0, (outer + g1) * 0.5f, (outer - g1) * 0.5f, g2};
  }

  /// `Bᵀ d B`.
  private static float[] ofPixels(long source, long[] shape, int n, int y, int x, int channel) {
    float[][] columns = new float[4][4];
    for (int k = 0; k < 4; k++) {
      float[] d = new float[4];
      for (int i = 0; i < 4; i++) {
        d[i] = inside(shape, y + i, x + k) ? at(source, index(shape, n, y + i, x + k, channel)) : 0;
      }
      float[] t = differ(d[0], d[1], d[2], d[3]);
      for (int i = 0; i < 4; i++) {
        columns[i][k] = t[i];
      }
    }
    float[] all = new float[POSITIONS];
    for (int i = 0; i < 4; i++) {
      float[] row = differ(columns[i][0], columns[i][1], columns[i][2], columns[i][3]);
      System.arraycopy(row, 0, all, 4 * i, 4);
    }
    return all;
  }

  /// `Bᵀ d`.
  private static float[] differ(float d0, float d1, float d2, float d3) {
    return new float[] {d0 - d2, d1 + d2, d2 - d1, d1 - d3};
  }

  /// `Aᵀ m A`.
  private static void write(
      float[] m, long target, long[] shape, int n, int y, int x, int channel) {
    for (int i = 0; i < 2 && y + i < shape[0]; i++) {
      float[] column = new float[4];
      for (int k = 0; k < 4; k++) {
        column[k] = i == 0 ? m[k] + m[4 + k] + m[8 + k] : m[4 + k] - m[8 + k] - m[12 + k];
      }
      for (int k = 0; k < 2 && x + k < shape[1]; k++) {
        float sum = k == 0 ? column[0] + column[1] + column[2] : column[1] - column[2] - column[3];
        Floats.set(target + index(shape, n, y + i, x + k, channel) * Float.BYTES, sum);
      }
    }
  }

  private static boolean inside(long[] shape, int y, int x) {
    return y >= 0 && y < shape[0] && x >= 0 && x < shape[1];
  }

  private static long index(long[] shape, int n, int y, int x, int channel) {
    return ((n * shape[0] + y) * shape[1] + x) * shape[2] + channel;
  }

  private static float at(long tensor, long index) {
    return Floats.get(tensor + index * Float.BYTES);
  }
}
