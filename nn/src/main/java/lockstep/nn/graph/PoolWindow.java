package lockstep.nn.graph;

import lockstep.kernels.pool.AdaptivePoolShape;
import lockstep.kernels.pool.PoolShape;
import lockstep.kernels.pool.Pooling;

/// Where pooling looks.
public sealed interface PoolWindow {

  /// {@return this pooling of images of that size}
  ///
  /// @throws IllegalArgumentException if the window does not fit
  Pooling over(int batch, int height, int width, int channels);

  /// A window that slides; see {@link PoolShape}.
  record Sliding(
      int height,
      int width,
      int strideH,
      int strideW,
      int padTop,
      int padBottom,
      int padLeft,
      int padRight,
      boolean roundUp,
      boolean countPadding)
      implements PoolWindow {

    @Override
    public Pooling over(int batch, int imageHeight, int imageWidth, int channels) {
      return new PoolShape(
          batch,
          imageHeight,
          imageWidth,
          channels,
          height,
          width,
          strideH,
          strideW,
          padTop,
          padBottom,
          padLeft,
          padRight,
          roundUp,
          countPadding);
    }
  }

  /// Windows that make an image of a given size; see {@link AdaptivePoolShape}.
  record Adaptive(int outHeight, int outWidth) implements PoolWindow {

    @Override
    public Pooling over(int batch, int height, int width, int channels) {
      return new AdaptivePoolShape(batch, height, width, channels, outHeight, outWidth);
    }
  }

  /// {@return a square window with the same stride and padding in both directions}
  static PoolWindow square(int window, int stride, int padding) {
    return new Sliding(
        window, window, stride, stride, padding, padding, padding, padding, false, true);
  }
}
