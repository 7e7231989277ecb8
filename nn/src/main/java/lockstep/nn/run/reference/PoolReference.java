package lockstep.nn.run.reference;

import lockstep.kernels.pool.AdaptivePoolShape;
import lockstep.kernels.pool.PoolShape;
import lockstep.kernels.pool.Pooling;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.tensor.Shape;

/// The meaning of {@link PoolOp}. Indices are `row · width + column` in the image.
final class PoolReference {

  /// The part of an axis that one element of the result sees, cut to the image, and how many
  /// elements an average divides by.
  private record Span(int first, int end, int divisor) {}

  private PoolReference() {}

  static void run(PoolOp op, Operands at) {
    switch (op) {
      case PoolOp.MaxPool(var window) -> visit(window, at.in(0).shape(), at, Kind.MAX);
      case PoolOp.MaxPoolGradient(var window, _, _) ->
          visit(window, at.out(0).shape(), at, Kind.MAX_GRADIENT);
      case PoolOp.AveragePool(var window) -> visit(window, at.in(0).shape(), at, Kind.AVERAGE);
      case PoolOp.AveragePoolGradient(var window, _, _) ->
          visit(window, at.out(0).shape(), at, Kind.AVERAGE_GRADIENT);
    }
  }

  private enum Kind {
    MAX,
    MAX_GRADIENT,
    AVERAGE,
    AVERAGE_GRADIENT
  }

  private static void visit(PoolWindow window, Shape images, Operands at, Kind kind) {
    int height = images.size(1);
    int width = images.size(2);
    int channels = images.size(3);
    Pooling pooling = window.over(images.size(0), height, width, channels);
    int out = 0;
    for (int image = 0; image < images.size(0); image++) {
      int base = image * height * width * channels;
      for (int oy = 0; oy < pooling.outHeight(); oy++) {
        Span rows = rows(pooling, oy);
        for (int ox = 0; ox < pooling.outWidth(); ox++) {
          Span columns = columns(pooling, ox);
          for (int c = 0; c < channels; c++, out++) {
            window(kind, at, rows, columns, base + c, width, channels, out);
          }
        }
      }
    }
  }

  private static void window(
      Kind kind, Operands at, Span rows, Span columns, int base, int width, int channels, int out) {
    int divisor = rows.divisor * columns.divisor;
    switch (kind) {
      case MAX -> {
        int best = rows.first * width + columns.first;
        for (int y = rows.first; y < rows.end; y++) {
          for (int x = columns.first; x < columns.end; x++) {
            double value = at.in(0).get(base + (y * width + x) * channels);
            if (value > at.in(0).get(base + best * channels) || Double.isNaN(value)) {
              best = y * width + x;
            }
          }
        }
        at.out(0).values()[out] = at.in(0).get(base + best * channels);
        at.out(1).values()[out] = best;
      }
      case MAX_GRADIENT ->
          at.out(0).values()[base + at.in(1).integer(out) * channels] += at.in(0).get(out);
      case AVERAGE -> {
        double sum = 0;
        for (int y = rows.first; y < rows.end; y++) {
          for (int x = columns.first; x < columns.end; x++) {
            sum += at.in(0).get(base + (y * width + x) * channels);
          }
        }
        at.out(0).values()[out] = sum / divisor;
      }
      case AVERAGE_GRADIENT -> {
        for (int y = rows.first; y < rows.end; y++) {
          for (int x = columns.first; x < columns.end; x++) {
            at.out(0).values()[base + (y * width + x) * channels] += at.in(0).get(out) / divisor;
          }
        }
      }
    }
  }

  private static Span rows(Pooling pooling, int out) {
    return switch (pooling) {
      case PoolShape s ->
          sliding(out, s.height(), s.windowH(), s.strideH(), s.padTop(), s.padBottom(), s);
      case AdaptivePoolShape s -> adaptive(out, s.height(), s.outHeight());
    };
  }

  private static Span columns(Pooling pooling, int out) {
    return switch (pooling) {
      case PoolShape s ->
          sliding(out, s.width(), s.windowW(), s.strideW(), s.padLeft(), s.padRight(), s);
      case AdaptivePoolShape s -> adaptive(out, s.width(), s.outWidth());
    };
  }

  private static Span sliding(
      int out, int size, int window, int stride, int before, int after, PoolShape shape) {
    int start = out * stride - before;
    int first = Math.max(start, 0);
    int end = Math.min(start + window, size);
    int padded = Math.min(start + window, size + after) - start;
    return new Span(first, end, shape.countPadding() ? padded : end - first);
  }

  private static Span adaptive(int out, int size, int outSize) {
    int first = (int) ((long) out * size / outSize);
    int end = (int) (((long) (out + 1) * size + outSize - 1) / outSize);
    return new Span(first, end, end - first);
  }
}
