package lockstep.kernels.pool;

/// Windows of one size that slide over a padded image.
///
/// Along each axis the output has ⌊(size + padding − window) / stride⌋ + 1 elements; rounding up
/// instead adds a last window that leaves the image, unless it would begin behind it.
///
/// @param batch how many images
/// @param height rows of an image
/// @param width columns of an image
/// @param channels channels of a pixel
/// @param windowH rows of a window
/// @param windowW columns of a window
/// @param strideH rows from one window to the next
/// @param strideW columns from one window to the next
/// @param padTop rows of padding before the image; likewise the other sides
/// @param padBottom see `padTop`
/// @param padLeft see `padTop`
/// @param padRight see `padTop`
/// @param roundUp whether the sizes of the output are rounded up, not down
/// @param countPadding whether an average divides by the padded elements of its window too (but
///   never by what rounding up put outside the padding)
public record PoolShape(
    int batch,
    int height,
    int width,
    int channels,
    int windowH,
    int windowW,
    int strideH,
    int strideW,
    int padTop,
    int padBottom,
    int padLeft,
    int padRight,
    boolean roundUp,
    boolean countPadding)
    implements Pooling {

  /// Checks that every window holds an element of the image.
  public PoolShape {
    requireAtLeast("batch", batch, 0);
    requireAtLeast("height", height, 1);
    requireAtLeast("width", width, 1);
    requireAtLeast("channels", channels, 0);
    requireAtLeast("windowH", windowH, 1);
    requireAtLeast("windowW", windowW, 1);
    requireAtLeast("strideH", strideH, 1);
    requireAtLeast("strideW", strideW, 1);
    requirePadding("padTop", padTop, windowH);
    requirePadding("padBottom", padBottom, windowH);
    requirePadding("padLeft", padLeft, windowW);
    requirePadding("padRight", padRight, windowW);
    requireAtLeast("outHeight", size(height, windowH, strideH, padTop, padBottom, roundUp), 1);
    requireAtLeast("outWidth", size(width, windowW, strideW, padLeft, padRight, roundUp), 1);
  }

  /// {@return square windows without padding that lie side by side}
  public static PoolShape tiled(int batch, int height, int width, int channels, int window) {
    return new PoolShape(
        batch, height, width, channels, window, window, window, window, 0, 0, 0, 0, false, true);
  }

  /// {@return square windows with the same padding on all sides}
  public static PoolShape square(
      int batch, int height, int width, int channels, int window, int stride, int padding) {
    return new PoolShape(
        batch, height, width, channels, window, window, stride, stride, padding, padding, padding,
        padding, false, true);
  }

  @Override
  public int outHeight() {
    return size(height, windowH, strideH, padTop, padBottom, roundUp);
  }

  @Override
  public int outWidth() {
    return size(width, windowW, strideW, padLeft, padRight, roundUp);
  }

  private static int size(int in, int window, int stride, int before, int after, boolean up) {
    int out = Math.floorDiv(in + before + after - window + (up ? stride - 1 : 0), stride) + 1;
    return up && (out - 1) * stride >= in + before ? out - 1 : out;
  }

  static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " or more, got " + value + ".");
    }
  }

  private static void requirePadding(String name, int padding, int window) {
    if (padding < 0 || padding >= window) {
      throw new IllegalArgumentException(
          name
              + ": expected 0 to "
              + (window - 1)
              + ", less than the window, got "
              + padding
              + ". Pad the image beforehand for more.");
    }
  }
}
