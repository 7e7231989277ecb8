package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.Value;

/// The average of each square window of each channel.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | y | `[N, H', W', C]`, sizes as of {@link Conv2d} |
///
/// @param window rows and columns of the window
/// @param stride pixels from one window to the next
/// @param padding what surrounds the images
/// @param border whether padding counts
public record AveragePool2d(int window, int stride, Padding padding, Border border)
    implements Layer {

  /// Whether padding counts.
  public enum Border {
    /// As zeros.
    COUNTED,
    /// Not at all: windows at the border are averages of fewer pixels.
    LEFT_OUT
  }

  /// Checks the settings.
  public AveragePool2d {
    Require.atLeast("AveragePool2d.window", 1, window);
    Require.atLeast("AveragePool2d.stride", 1, stride);
  }

  /// Windows side by side.
  public AveragePool2d(int window) {
    this(window, window, new Padding.Valid(), Border.COUNTED);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() == 4, "AveragePool2d", "images [N, H, W, C]", x, "Reshape it.");
    boolean counts = border == Border.COUNTED;
    return g.apply(
        new PoolOp.AveragePool(MaxPool2d.over(x.shape(), window, stride, padding, counts)), x);
  }
}
