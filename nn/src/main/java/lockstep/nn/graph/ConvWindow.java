package lockstep.nn.graph;

import lockstep.kernels.conv.ConvShape;
import lockstep.nn.tensor.Shape;

/// The geometry of a convolution that does not depend on images: see {@link ConvShape}.
public record ConvWindow(
    int height,
    int width,
    int strideH,
    int strideW,
    int dilationH,
    int dilationW,
    int padTop,
    int padBottom,
    int padLeft,
    int padRight,
    int groups) {

  /// {@return a square window with the same stride and padding in both directions}
  public static ConvWindow square(int window, int stride, int padding) {
    return new ConvWindow(
        window, window, stride, stride, 1, 1, padding, padding, padding, padding, 1);
  }

  /// {@return a window over sequences, images of height 1}
  public static ConvWindow sequence(int window, int stride, int dilation, int before, int after) {
    return new ConvWindow(1, window, 1, stride, 1, dilation, 0, 0, before, after, 1);
  }

  /// {@return this window in so many groups}
  public ConvWindow grouped(int count) {
    return new ConvWindow(
        height, width, strideH, strideW, dilationH, dilationW, padTop, padBottom, padLeft, padRight,
        count);
  }

  /// {@return the convolution of images `[N, H, W, C]` to so many channels}
  ///
  /// @throws IllegalArgumentException if they do not fit
  public ConvShape over(Shape images, int outChannels) {
    return new ConvShape(
        images.size(0),
        images.size(1),
        images.size(2),
        images.size(3),
        outChannels,
        height,
        width,
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
}
