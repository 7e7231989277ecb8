package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// A convolution of each channel with a window of its own: a {@link Conv2d} in as many groups as x
/// has channels.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | weight | `[window, window, 1, C]` |
/// | bias | `[C]` |
/// | y | `[N, H', W', C]` |
///
/// @param window rows and columns of the window
/// @param stride pixels from one window to the next
/// @param padding what surrounds the images
/// @param bias whether there is one
public record DepthwiseConv2d(int window, int stride, Padding padding, Bias bias) implements Layer {

  /// Checks the settings.
  public DepthwiseConv2d {
    Require.atLeast("DepthwiseConv2d.window", 1, window);
    Require.atLeast("DepthwiseConv2d.stride", 1, stride);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() == 4, "DepthwiseConv2d", "images [N, H, W, C]", x, "Reshape it.");
    int channels = x.shape().size(3);
    return new Conv2d(channels, window, stride, padding, 1, channels, bias).lower(g, x);
  }
}
