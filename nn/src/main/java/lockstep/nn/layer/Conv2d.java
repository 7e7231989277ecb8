package lockstep.nn.layer;

import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// A convolution of images with a square window.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | weight | `[window, window, C / groups, out]` |
/// | bias | `[out]` |
/// | y | `[N, H', W', out]` |
///
/// `H' = ⌊(H + padding at both ends − dilation·(window − 1) − 1) / stride⌋ + 1`, which for {@link
/// Padding.Same} is `⌈H / stride⌉`; W' likewise.
///
/// @param out channels of y
/// @param window rows and columns of the window
/// @param stride pixels from one window to the next
/// @param padding what surrounds the images
/// @param dilation pixels from one tap of the window to the next
/// @param groups parts into which channels are cut: part g of y sees part g of x only
/// @param bias whether there is one
public record Conv2d(
    int out, int window, int stride, Padding padding, int dilation, int groups, Bias bias)
    implements Layer {

  /// Checks the settings.
  public Conv2d {
    Require.atLeast("Conv2d.out", 1, out);
    Require.atLeast("Conv2d.window", 1, window);
    Require.atLeast("Conv2d.stride", 1, stride);
    Require.atLeast("Conv2d.dilation", 1, dilation);
    Require.atLeast("Conv2d.groups", 1, groups);
  }

  /// At every pixel where the window fits, with a bias.
  public Conv2d(int out, int window) {
    this(out, window, 1, new Padding.Valid(), 1, 1, Bias.ADDED);
  }

  /// {@return this convolution with that stride}
  public Conv2d withStride(int pixels) {
    return new Conv2d(out, window, pixels, padding, dilation, groups, bias);
  }

  /// {@return this convolution with so many zeros on each side}
  public Conv2d padded(int pixels) {
    return padded(new Padding.Each(pixels));
  }

  /// {@return this convolution with {@link Padding.Same}}
  public Conv2d same() {
    return padded(new Padding.Same());
  }

  /// {@return this convolution with that padding}
  public Conv2d padded(Padding other) {
    return new Conv2d(out, window, stride, other, dilation, groups, bias);
  }

  /// {@return this convolution with its taps so far apart}
  public Conv2d dilated(int pixels) {
    return new Conv2d(out, window, stride, padding, pixels, groups, bias);
  }

  /// {@return this convolution in so many groups}
  public Conv2d grouped(int count) {
    return new Conv2d(out, window, stride, padding, dilation, count, bias);
  }

  /// {@return this convolution without a bias, as before a normalisation}
  public Conv2d withoutBias() {
    return new Conv2d(out, window, stride, padding, dilation, groups, Bias.NONE);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape images = x.shape();
    g.expect(images.rank() == 4, "Conv2d", "images [N, H, W, C]", x, "Reshape it.");
    int channels = images.size(3);
    g.expect(
        channels % groups == 0,
        "Conv2d",
        "channels that " + groups + " groups divide",
        x,
        "Choose another number of groups.");
    int fanIn = window * window * (channels / groups);
    Value weight =
        g.parameter(
            "weight", Shape.of(window, window, channels / groups, out), Initializer.lecun(fanIn));
    Value y = g.conv2d(x, weight, over(images.size(1), images.size(2)));
    return switch (bias) {
      case ADDED -> g.add(y, g.parameter("bias", Shape.of(out), Initializer.lecun(fanIn)));
      case NONE -> y;
    };
  }

  private ConvWindow over(int height, int width) {
    int extent = dilation * (window - 1) + 1;
    Padding.Ends rows = padding.along(height, extent, stride);
    Padding.Ends columns = padding.along(width, extent, stride);
    return new ConvWindow(
        window,
        window,
        stride,
        stride,
        dilation,
        dilation,
        rows.before(),
        rows.after(),
        columns.before(),
        columns.after(),
        groups);
  }
}
