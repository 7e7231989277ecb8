package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// The largest of each square window of each channel; padding never wins.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | y | `[N, H', W', C]`, sizes as of {@link Conv2d} |
///
/// @param window rows and columns of the window
/// @param stride pixels from one window to the next
/// @param padding what surrounds the images
public record MaxPool2d(int window, int stride, Padding padding) implements Layer {

  /// Checks the settings.
  public MaxPool2d {
    Require.atLeast("MaxPool2d.window", 1, window);
    Require.atLeast("MaxPool2d.stride", 1, stride);
  }

  /// Windows side by side.
  public MaxPool2d(int window) {
    this(window, window, new Padding.Valid());
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() == 4, "MaxPool2d", "images [N, H, W, C]", x, "Reshape it.");
    return g.apply(new PoolOp.MaxPool(over(x.shape(), window, stride, padding, true)), x);
  }

  /// A window over images of that shape.
  static PoolWindow over(
      Shape images, int window, int stride, Padding padding, boolean countPadding) {
    Padding.Ends rows = padding.along(images.size(1), window, stride);
    Padding.Ends columns = padding.along(images.size(2), window, stride);
    return new PoolWindow.Sliding(
        window,
        window,
        stride,
        stride,
        rows.before(),
        rows.after(),
        columns.before(),
        columns.after(),
        false,
        countPadding);
  }
}
