package lockstep.kernels.pool;

/// Windows that divide an image into a given number of rows and columns: output row o takes the
/// input rows from ⌊o · height / outHeight⌋ up to, not including, ⌈(o + 1) · height / outHeight⌉.
/// Neighbours may share a row.
///
/// @param batch how many images
/// @param height rows of an image
/// @param width columns of an image
/// @param channels channels of a pixel
/// @param outHeight rows of the output
/// @param outWidth columns of the output
public record AdaptivePoolShape(
    int batch, int height, int width, int channels, int outHeight, int outWidth)
    implements Pooling {

  /// Checks the sizes.
  public AdaptivePoolShape {
    PoolShape.requireAtLeast("batch", batch, 0);
    PoolShape.requireAtLeast("height", height, 1);
    PoolShape.requireAtLeast("width", width, 1);
    PoolShape.requireAtLeast("channels", channels, 0);
    PoolShape.requireAtLeast("outHeight", outHeight, 1);
    PoolShape.requireAtLeast("outWidth", outWidth, 1);
  }

  /// {@return one window over the whole of each image}
  public static AdaptivePoolShape global(int batch, int height, int width, int channels) {
    return new AdaptivePoolShape(batch, height, width, channels, 1, 1);
  }
}
