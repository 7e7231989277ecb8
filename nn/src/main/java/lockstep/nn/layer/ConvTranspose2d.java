package lockstep.nn.layer;

import lockstep.kernels.gemm.Epilogue;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// The mirror of a convolution: each pixel paints a window, so that images grow.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | weight | `[window, window, out, C]` |
/// | bias | `[out]` |
/// | y | `[N, H', W', out]` |
///
/// `H' = (H − 1)·stride − padding at both ends + window + more`, and `H·stride + more` for {@link
/// Padding.Same}; W' likewise.
///
/// @param out channels of y
/// @param window rows and columns of the window
/// @param stride pixels of y from one window to the next
/// @param padding what is cut off around y
/// @param more rows and columns that y has below and to the right, fewer than the stride: several
///   sizes of y would give one of x
/// @param bias whether there is one
public record ConvTranspose2d(int out, int window, int stride, Padding padding, int more, Bias bias)
    implements Layer {

  /// Checks the settings.
  public ConvTranspose2d {
    Require.atLeast("ConvTranspose2d.out", 1, out);
    Require.atLeast("ConvTranspose2d.window", 1, window);
    Require.atLeast("ConvTranspose2d.stride", 1, stride);
    Require.atLeast("ConvTranspose2d.more", 0, more);
    if (more >= stride) {
      throw new IllegalArgumentException(
          "ConvTranspose2d.more: expected less than the stride of "
              + stride
              + ", got "
              + more
              + ".");
    }
  }

  /// With a bias.
  public ConvTranspose2d(int out, int window, int stride, Padding padding) {
    this(out, window, stride, padding, 0, Bias.ADDED);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape images = x.shape();
    g.expect(images.rank() == 4, "ConvTranspose2d", "images [N, H, W, C]", x, "Reshape it.");
    int height = grown(images.size(1));
    int width = grown(images.size(2));
    g.expect(
        height > 0 && width > 0,
        "ConvTranspose2d",
        "images that are larger than what the padding cuts off",
        x,
        "Pad less.");
    Initializer uniform = Initializer.lecun(window * window * out);
    Value weight = g.parameter("weight", Shape.of(window, window, out, images.size(3)), uniform);
    Padding.Ends rows = padding.along(height, window, stride);
    Padding.Ends columns = padding.along(width, window, stride);
    var mirrored =
        new ConvWindow(
            window,
            window,
            stride,
            stride,
            1,
            1,
            rows.before(),
            rows.after(),
            columns.before(),
            columns.after(),
            1);
    Value y =
        g.apply(new ProductOp.ConvTranspose(mirrored, height, width, Epilogue.NONE), x, weight);
    return switch (bias) {
      case ADDED -> g.add(y, g.parameter("bias", Shape.of(out), uniform));
      case NONE -> y;
    };
  }

  private int grown(int size) {
    return more
        + switch (padding) {
          case Padding.Valid _ -> (size - 1) * stride + window;
          case Padding.Each(var amount) -> (size - 1) * stride - 2 * amount + window;
          case Padding.Same _ -> size * stride;
        };
  }
}
