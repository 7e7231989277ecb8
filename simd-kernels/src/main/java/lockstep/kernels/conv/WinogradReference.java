package lockstep.kernels.conv;

import java.util.function.UnaryOperator;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// [Winograd] as plain loops: the specification of its bits.
///
/// For each [square][WinogradSquare] of results, from row and column 0 on: `Aᵀ [Σ (G g Gᵀ) · (Bᵀ d
/// B)] A`, where d are the pixels that it sees, with zeros for the padding, and g is the window.
/// The sum goes over the channels, in order, from 0, by fused multiply-add, at each of the
/// positions, as many as pixels. Every transform is applied to columns first, then to rows; what it
/// does to one is in [WinogradLines].
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
    var lines = WinogradLines.of(Winograd.ofResults(s));
    sums(s.batch(), lines, x, xShape, s.padTop(), s.padLeft(), window, y, yShape);
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
    var lines = WinogradLines.of(Winograd.ofInput(s));
    sums(s.batch(), lines, dy, yShape, last - s.padTop(), last - s.padLeft(), window, dx, xShape);
  }

  static void weightGradient(ConvShape s, long x, long dy, long dweights) {
    var lines = WinogradLines.of(Winograd.ofWeightGradient(s));
    int taps = s.windowH() * s.windowW();
    for (int c = 0; c < s.inChannels(); c++) {
      for (int k = 0; k < s.outChannels(); k++) {
        float[] total = new float[taps];
        for (int chunk = 0; chunk < Chunks.count(s); chunk++) {
          float[] sums = chunkSums(s, lines, chunk, c, k, x, dy);
          float[] part = twice(lines::windowGradient, lines.length(), sums);
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

  private static float[] chunkSums(
      ConvShape s, WinogradLines lines, int chunk, int c, int k, long x, long dy) {
    long[] yShape = {s.outHeight(), s.outWidth(), s.outChannels()};
    long[] xShape = {s.height(), s.width(), s.inChannels()};
    int side = lines.side();
    int length = lines.length();
    float[] sums = new float[length * length];
    for (int n = Chunks.first(s, chunk); n < Chunks.first(s, chunk + 1); n++) {
      for (int row = 0; row < s.outHeight(); row += side) {
        for (int column = 0; column < s.outWidth(); column += side) {
          float[] seen = part(x, xShape, n, row - s.padTop(), column - s.padLeft(), c, length);
          float[] pixels = twice(lines::pixels, length, seen);
          float[] gradients = part(dy, yShape, n, row, column, k, side);
          float[] results = twice(lines::resultGradients, side, gradients);
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
      WinogradLines lines,
      long source,
      long[] sourceShape,
      int padTop,
      int padLeft,
      Window window,
      long target,
      long[] targetShape) {
    int depth = (int) sourceShape[2];
    int channels = (int) targetShape[2];
    int size = lines.window();
    int side = lines.side();
    int length = lines.length();
    float[][][] weights = new float[depth][channels][];
    for (int from = 0; from < depth; from++) {
      for (int to = 0; to < channels; to++) {
        float[] taps = new float[size * size];
        for (int tap = 0; tap < taps.length; tap++) {
          taps[tap] = window.at(tap / size, tap % size, from, to);
        }
        weights[from][to] = twice(lines::weights, size, taps);
      }
    }
    for (int n = 0; n < batch; n++) {
      for (int y = 0; y < targetShape[0]; y += side) {
        for (int x = 0; x < targetShape[1]; x += side) {
          float[][] pixels = new float[depth][];
          for (int from = 0; from < depth; from++) {
            float[] seen = part(source, sourceShape, n, y - padTop, x - padLeft, from, length);
            pixels[from] = twice(lines::pixels, length, seen);
          }
          for (int to = 0; to < channels; to++) {
            float[] sums = new float[length * length];
            for (int from = 0; from < depth; from++) {
              for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.fma(pixels[from][i], weights[from][to][i], sums[i]);
              }
            }
            write(twice(lines::results, length, sums), side, target, targetShape, n, y, x, to);
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
      float[] results, int side, long target, long[] shape, int n, int y, int x, int channel) {
    for (int i = 0; i < results.length; i++) {
      int row = y + i / side;
      int column = x + i % side;
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
