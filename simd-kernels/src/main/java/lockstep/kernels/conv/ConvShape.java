package lockstep.kernels.conv;

/// The shape of a convolution of images.
///
/// | tensor | layout |
/// |---|---|
/// | x, dx | `[batch, height, width, inChannels]` |
/// | weights, their gradient | `[windowH, windowW, inChannels / groups, outChannels]` |
/// | bias, its gradient | `[outChannels]` |
/// | y, dy | `[batch, outHeight, outWidth, outChannels]` |
///
/// `y[n, oy, ox, k] = Σ x[n, oy·strideH + ky·dilationH − padTop, ox·strideW + kx·dilationW −
/// padLeft, c] · weights[ky, kx, c, k]` over the window and the input channels of k's group. Taps
/// that fall into the padding are left out.
///
/// @param batch images
/// @param height rows of an image
/// @param width columns of an image
/// @param inChannels channels of x
/// @param outChannels channels of y
/// @param windowH rows of the window
/// @param windowW columns of the window
/// @param strideH rows from one window to the next
/// @param strideW columns from one window to the next
/// @param dilationH rows from one tap to the next
/// @param dilationW columns from one tap to the next
/// @param padTop rows of padding above
/// @param padBottom rows of padding below
/// @param padLeft columns of padding to the left
/// @param padRight columns of padding to the right
/// @param groups parts into which both kinds of channels are cut: part g of y sees part g of x
public record ConvShape(
    int batch,
    int height,
    int width,
    int inChannels,
    int outChannels,
    int windowH,
    int windowW,
    int strideH,
    int strideW,
    int dilationH,
    int dilationW,
    int padTop,
    int padBottom,
    int padLeft,
    int padRight,
    int groups) {

  /// Checks sizes, that groups divide the channels and that the window fits the padded image.
  public ConvShape {
    requireAtLeast("batch", 0, batch);
    requireAtLeast("height", 1, height);
    requireAtLeast("width", 1, width);
    requireAtLeast("inChannels", 1, inChannels);
    requireAtLeast("outChannels", 1, outChannels);
    requireAtLeast("windowH", 1, windowH);
    requireAtLeast("windowW", 1, windowW);
    requireAtLeast("strideH", 1, strideH);
    requireAtLeast("strideW", 1, strideW);
    requireAtLeast("dilationH", 1, dilationH);
    requireAtLeast("dilationW", 1, dilationW);
    requireAtLeast("padTop", 0, padTop);
    requireAtLeast("padBottom", 0, padBottom);
    requireAtLeast("padLeft", 0, padLeft);
    requireAtLeast("padRight", 0, padRight);
    requireAtLeast("groups", 1, groups);
    requireDivides("inChannels", inChannels, groups);
    requireDivides("outChannels", outChannels, groups);
    requireFits("height", windowH, dilationH, (long) height + padTop + padBottom);
    requireFits("width", windowW, dilationW, (long) width + padLeft + padRight);
  }

  /// {@return a convolution whose window, stride and padding are the same in both directions}
  public static ConvShape of(
      int batch,
      int height,
      int width,
      int inChannels,
      int outChannels,
      int window,
      int stride,
      int padding) {
    return new ConvShape(
        batch,
        height,
        width,
        inChannels,
        outChannels,
        window,
        window,
        stride,
        stride,
        1,
        1,
        padding,
        padding,
        padding,
        padding,
        1);
  }

  /// {@return a convolution that is padded so that y has ⌈size / stride⌉ rows and columns, an odd
  /// row or column of padding coming last}
  public static ConvShape same(
      int batch, int height, int width, int inChannels, int outChannels, int window, int stride) {
    int rows = samePadding(height, window, stride);
    int columns = samePadding(width, window, stride);
    return new ConvShape(
        batch,
        height,
        width,
        inChannels,
        outChannels,
        window,
        window,
        stride,
        stride,
        1,
        1,
        rows / 2,
        rows - rows / 2,
        columns / 2,
        columns - columns / 2,
        1);
  }

  /// {@return a convolution of each channel with a window of its own: as many groups as channels}
  public static ConvShape depthwise(
      int batch, int height, int width, int channels, int window, int stride, int padding) {
    return of(batch, height, width, channels, channels, window, stride, padding).grouped(channels);
  }

  /// {@return a convolution of sequences `[batch, length, channels]`: images of height 1}
  public static ConvShape sequence(
      int batch,
      int length,
      int inChannels,
      int outChannels,
      int window,
      int stride,
      int dilation,
      int padBefore,
      int padAfter) {
    return new ConvShape(
        batch,
        1,
        length,
        inChannels,
        outChannels,
        1,
        window,
        1,
        stride,
        1,
        dilation,
        0,
        0,
        padBefore,
        padAfter,
        1);
  }

  /// {@return this convolution in so many groups}
  public ConvShape grouped(int count) {
    return new ConvShape(
        batch,
        height,
        width,
        inChannels,
        outChannels,
        windowH,
        windowW,
        strideH,
        strideW,
        dilationH,
        dilationW,
        padTop,
        padBottom,
        padLeft,
        padRight,
        count);
  }

  /// {@return this convolution of so many images}
  public ConvShape ofBatch(int images) {
    return new ConvShape(
        images,
        height,
        width,
        inChannels,
        outChannels,
        windowH,
        windowW,
        strideH,
        strideW,
        dilationH,
        dilationW,
        padTop,
        padBottom,
        padLeft,
        padRight,
        groups);
  }

  /// {@return this convolution with its taps so far apart}
  public ConvShape dilated(int rows, int columns) {
    return new ConvShape(
        batch,
        height,
        width,
        inChannels,
        outChannels,
        windowH,
        windowW,
        strideH,
        strideW,
        rows,
        columns,
        padTop,
        padBottom,
        padLeft,
        padRight,
        groups);
  }

  /// {@return rows of y}
  public int outHeight() {
    return (int) (((long) height + padTop + padBottom - extent(windowH, dilationH)) / strideH + 1);
  }

  /// {@return columns of y}
  public int outWidth() {
    return (int) (((long) width + padLeft + padRight - extent(windowW, dilationW)) / strideW + 1);
  }

  /// {@return input channels that one output channel sees}
  public int groupInChannels() {
    return inChannels / groups;
  }

  /// {@return output channels of one group}
  public int groupOutChannels() {
    return outChannels / groups;
  }

  /// {@return whether each channel has a window of its own}
  public boolean isDepthwise() {
    return groups == inChannels && groups == outChannels;
  }

  /// {@return floats of x}
  public long inFloats() {
    return (long) batch * height * width * inChannels;
  }

  /// {@return floats of y}
  public long outFloats() {
    return (long) batch * outHeight() * outWidth() * outChannels;
  }

  /// {@return floats of the weights}
  public long weightFloats() {
    return (long) windowH * windowW * groupInChannels() * outChannels;
  }

  /// {@return the floating-point operations of one direction, taps in the padding counted too, as
  /// is the custom}
  public double operations() {
    return 2.0 * outFloats() * windowH * windowW * groupInChannels();
  }

  private static int samePadding(int size, int window, int stride) {
    requireAtLeast("stride", 1, stride);
    int out = (size + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + window - size);
  }

  private static long extent(int window, int dilation) {
    return (long) (window - 1) * dilation + 1;
  }

  private static void requireAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " or more, got " + value + ".");
    }
  }

  private static void requireDivides(String name, int channels, int groups) {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "groups: expected a divisor of the " + channels + " " + name + ", got " + groups + ".");
    }
  }

  private static void requireFits(String name, int window, int dilation, long padded) {
    long extent = extent(window, dilation);
    if (extent > padded) {
      throw new IllegalArgumentException(
          "window: expected at most the padded "
              + name
              + " of "
              + padded
              + ", got an extent of "
              + extent
              + ". Pad more, or take a smaller window or dilation.");
    }
    if (padded > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + ": expected less than 2³¹ with its padding, got " + padded + ".");
    }
  }
}
