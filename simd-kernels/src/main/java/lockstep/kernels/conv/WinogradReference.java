package lockstep.kernels.conv;

import java.util.function.UnaryOperator;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// [Winograd] as plain loops: the specification of its bits.
///
/// For each square of 2 × 2 results, from row and column 0 on: `Aᵀ [Σ (G g Gᵀ) · (Bᵀ d B)] A`,
/// where d are the pixels that it sees, 4 × 4 or 6 × 6, with zeros for the padding, and g is the
/// window, 3 × 3 or 5 × 5. The sum goes over the channels, in order, from 0, by fused multiply-add,
/// at each of the positions, as many as pixels. Every transform is applied to columns first, then
/// to rows; what it does to one is in [WinogradLines].
final class WinogradReference {

  /// A weight from one channel of what comes in to one of the results.
  @FunctionalInterface
  private interface Window {
    float at(int row, int column, int from, int to);
  }

  private WinogradReference() {}

  static void forward(
      ConvShape s, Activation activation, long x, long weights, long bias, long residual, long y) {
    int size = s.windowH();
    Window window =
        (row, column, from, to) ->
            at(
                weights,
                (((long) row * size + column) * s.inChannels() + from) * s.outChannels() + to);
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    sums(s.batch(), size, x, xShape, s.padTop(), s.padLeft(), window, y, yShape);
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
    int size = s.windowH();
    int last = size - 1;
    Window window =
        (row, column, from, to) ->
            at(
                weights,
                (((last - row) * (long) size + last - column) * s.inChannels() + to)
                        * s.outChannels()
                    + from);
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    sums(s.batch(), size, dy, yShape, last - s.padTop(), last - s.padLeft(), window, dx, xShape);
  }

  static void weightGradient(ConvShape s, long x, long dy, long dweights) {
    int taps = s.windowH() * s.windowW();
    for (int c = 0; c < s.inChannels(); c++) {
      for (int k = 0; k < s.outChannels(); k++) {
        float[] total = new float[taps];
        for (int chunk = 0; chunk < Chunks.count(s); chunk++) {
          float[] sums = chunkSums(s, chunk, c, k, x, dy);
          float[] part = twice(WinogradLines::windowGradient, s.windowH() + 1, sums);
          for (int tap = 0; tap < taps; tap++) {
            total[tap] = chunk == 0 ? part[tap] : total[tap] + part[tap];
          }
        }
        for (int tap = 0; tap < taps; tap++) {
          long at = ((long) tap * s.inChannels() + c) * s.outChannels() + k;
          Floats.set(dweights + at * Float.BYTES, total[tap]);
        }
      }
    }
  }

  private static float[] chunkSums(ConvShape s, int chunk, int c, int k, long x, long dy) {
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    int side = s.windowH() + 1;
    float[] sums = new float[side * side];
    for (int n = Chunks.first(s, chunk); n < Chunks.first(s, chunk + 1); n++) {
      for (int row = 0; row < s.outHeight(); row += 2) {
        for (int column = 0; column < s.outWidth(); column += 2) {
          float[] seen = part(x, xShape, n, row - s.padTop(), column - s.padLeft(), c, side);
          float[] pixels = twice(WinogradLines::pixels, side, seen);
          float[] gradients = part(dy, yShape, n, row, column, k, 2);
          float[] results = twice(e -> WinogradLines.resultGradients(e, side), 2, gradients);
          for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.fma(pixels[i], results[i], sums[i]);
          }
        }
      }
    }
    return sums;
  }

  /// Shapes are height, width and channels.
  private static void sums(
      int batch,
      int size,
      long source,
      long[] sourceShape,
      int padTop,
      int padLeft,
      Window window,
      long target,
      long[] targetShape) {
    int depth = (int) sourceShape[2];
    int channels = (int) targetShape[2];
    int side = size + 1;
    float[][][] weights = new float[depth][channels][];
    for (int from = 0; from < depth; from++) {
      for (int to = 0; to < channels; to++) {
        float[] taps = new float[size * size];
        for (int tap = 0; tap < taps.length; tap++) {
          taps[tap] = window.at(tap / size, tap % size, from, to);
        }
        weights[from][to] = twice(WinogradLines::weights, size, taps);
      }
    }
    for (int n = 0; n < batch; n++) {
      for (int y = 0; y < targetShape[0]; y += 2) {
        for (int x = 0; x < targetShape[1]; x += 2) {
          float[][] pixels = new float[depth][];
          for (int from = 0; from < depth; from++) {
            float[] seen = part(source, sourceShape, n, y - padTop, x - padLeft, from, side);
            pixels[from] = twice(WinogradLines::pixels, side, seen);
          }
          for (int to = 0; to < channels; to++) {
            float[] sums = new float[side * side];
            for (int from = 0; from < depth; from++) {
              for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.fma(pixels[from][i], weights[from][to][i], sums[i]);
              }
            }
            write(twice(WinogradLines::results, side, sums), target, targetShape, n, y, x, to);
          }
        }
      }
    }
  }

  /// Transforms each column of a square, then each row of what that gives.
  ///
  /// @param side rows and columns of the square
  private static float[] twice(UnaryOperator<float[]> line, int side, float[] square) {
    float[][] columns = new float[side][];
    for (int k = 0; k < side; k++) {
      float[] column = new float[side];
      for (int i = 0; i < side; i++) {
        column[i] = square[i * side + k];
      }
      columns[k] = line.apply(column);
    }
    int to = columns[0].length;
    float[] all = new float[to * to];
    for (int i = 0; i < to; i++) {
      float[] row = new float[side];
      for (int k = 0; k < side; k++) {
        row[k] = columns[k][i];
      }
      System.arraycopy(line.apply(row), 0, all, i * to, to);
    }
    return all;
  }

  /// A square of one channel, with zeros outside of the image.
  private static float[] part(
      long tensor, long[] shape, int n, int y, int x, int channel, int side) {
    float[] all = new float[side * side];
    for (int i = 0; i < all.length; i++) {
      int row = y + i / side;
      int column = x + i % side;
      all[i] = inside(shape, row, column) ? at(tensor, index(shape, n, row, column, channel)) : 0;
    }
    return all;
  }

  private static void write(
      float[] results, long target, long[] shape, int n, int y, int x, int channel) {
    for (int i = 0; i < 4; i++) {
      int row = y + i / 2;
      int column = x + i % 2;
      if (inside(shape, row, column)) {
        Floats.set(target + index(shape, n, row, column, channel) * Float.BYTES, results[i]);
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
