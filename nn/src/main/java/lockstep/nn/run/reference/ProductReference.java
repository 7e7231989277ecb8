package lockstep.nn.run.reference;

import lockstep.kernels.conv.ConvShape;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Activation;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.tensor.Shape;

/// The meaning of {@link ProductOp}.
final class ProductReference {

  /// What a tap of a convolution does: element `x` of the images, `w` of the weights, `y` of the
  /// result.
  @FunctionalInterface
  private interface Tap {
    void at(int x, int w, int y);
  }

  private ProductReference() {}

  static void run(ProductOp op, Operands at) {
    switch (op) {
      case ProductOp.MatMul(var transA, var transB, var epilogue) -> {
        matMul(transA, transB, at);
        finish(epilogue, at);
      }
      case ProductOp.Conv2d(var window, var epilogue) -> {
        double[] x = at.in(0).values();
        double[] weights = at.in(1).values();
        double[] y = at.out(0).values();
        taps(
            window.over(at.in(0).shape(), at.out(0).shape().size(3)),
            (i, w, o) -> y[o] += x[i] * weights[w]);
        finish(epilogue, at);
      }
      case ProductOp.ConvTranspose(var window, _, _, var epilogue) -> {
        double[] y = at.in(0).values();
        double[] weights = at.in(1).values();
        double[] x = at.out(0).values();
        taps(
            window.over(at.out(0).shape(), at.in(0).shape().size(3)),
            (i, w, o) -> x[i] += y[o] * weights[w]);
        finish(epilogue, at);
      }
      case ProductOp.ConvWeightGradient(var window, var bias) -> {
        double[] x = at.in(0).values();
        double[] dy = at.in(1).values();
        double[] weights = at.out(0).values();
        int channels = at.in(1).shape().size(3);
        taps(window.over(at.in(0).shape(), channels), (i, w, o) -> weights[w] += x[i] * dy[o]);
        if (bias != Epilogue.Bias.NONE) {
          for (int i = 0; i < dy.length; i++) {
            at.out(1).values()[i % channels] += dy[i];
          }
        }
      }
    }
  }

  private static void matMul(boolean transA, boolean transB, Operands at) {
    Shape a = at.in(0).shape();
    Shape b = at.in(1).shape();
    Shape c = at.out(0).shape();
    int m = c.size(-2);
    int n = c.size(-1);
    int k = a.size(transA ? -2 : -1);
    int count = c.product(0, c.rank() - 2);
    for (int item = 0; item < count; item++) {
      int ofB = b.rank() == 2 ? 0 : item;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int p = 0; p < k; p++) {
            double left = at.in(0).get(item * m * k + (transA ? p * m + i : i * k + p));
            double right = at.in(1).get(ofB * k * n + (transB ? j * k + p : p * n + j));
            sum += left * right;
          }
          at.out(0).values()[(item * m + i) * n + j] = sum;
        }
      }
    }
  }

  /// Visits every pair of an element of the images and a tap of the window that meet in an element
  /// of the result; taps in the padding meet nothing.
  private static void taps(ConvShape s, Tap tap) {
    for (int image = 0; image < s.batch(); image++) {
      for (int oy = 0; oy < s.outHeight(); oy++) {
        for (int ox = 0; ox < s.outWidth(); ox++) {
          for (int ky = 0; ky < s.windowH(); ky++) {
            for (int kx = 0; kx < s.windowW(); kx++) {
              int row = oy * s.strideH() + ky * s.dilationH() - s.padTop();
              int column = ox * s.strideW() + kx * s.dilationW() - s.padLeft();
              if (row >= 0 && row < s.height() && column >= 0 && column < s.width()) {
                int pixel = (image * s.height() + row) * s.width() + column;
                int out = (image * s.outHeight() + oy) * s.outWidth() + ox;
                channels(s, pixel, ky * s.windowW() + kx, out, tap);
              }
            }
          }
        }
      }
    }
  }

  private static void channels(ConvShape s, int pixel, int place, int out, Tap tap) {
    int ins = s.groupInChannels();
    for (int k = 0; k < s.outChannels(); k++) {
      int group = k / s.groupOutChannels();
      for (int c = 0; c < ins; c++) {
        tap.at(
            pixel * s.inChannels() + group * ins + c,
            (place * ins + c) * s.outChannels() + k,
            out * s.outChannels() + k);
      }
    }
  }

  private static void finish(Epilogue epilogue, Operands at) {
    double[] y = at.out(0).values();
    Shape shape = at.out(0).shape();
    int columns = shape.size(-1);
    int rows = shape.size(-2);
    int next = 2;
    if (epilogue.bias() != Epilogue.Bias.NONE) {
      Doubles bias = at.in(next++);
      boolean perRow = epilogue.bias() == Epilogue.Bias.PER_ROW;
      for (int i = 0; i < y.length; i++) {
        y[i] += bias.get(perRow ? i / columns % rows : i % columns);
      }
    }
    if (epilogue.residual() == Epilogue.Residual.ADD) {
      for (int i = 0; i < y.length; i++) {
        y[i] += at.in(next).get(i);
      }
    }
    Activation activation = epilogue.activation();
    for (int i = 0; i < y.length; i++) {
      y[i] =
          activation.unary().isPresent()
              ? MapReference.apply(activation.unary().get(), y[i])
              : y[i];
    }
  }
}
