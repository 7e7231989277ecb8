package lockstep.kernels.move;

/// The shape of a change of an image's size, `batch × height × width × channels`.
///
/// @param batch how many images
/// @param height rows of an image
/// @param width columns of an image
/// @param channels channels of a pixel
/// @param outHeight rows of the resized image
/// @param outWidth columns of the resized image
/// @param mode where its elements lie
public record ResizeShape(
    int batch, int height, int width, int channels, int outHeight, int outWidth, ResizeMode mode) {

  /// Checks the sizes.
  public ResizeShape {
    Sizes.requireAtLeast("batch", batch, 0);
    Sizes.requireAtLeast("height", height, 1);
    Sizes.requireAtLeast("width", width, 1);
    Sizes.requireAtLeast("channels", channels, 0);
    Sizes.requireAtLeast("outHeight", outHeight, 1);
    Sizes.requireAtLeast("outWidth", outWidth, 1);
  }

  /// {@return how many floats the images have}
  public long inputSize() {
    return (long) batch * height * width * channels;
  }

  /// {@return how many floats the resized images have}
  public long outputSize() {
    return (long) batch * outHeight * outWidth * channels;
  }
}
