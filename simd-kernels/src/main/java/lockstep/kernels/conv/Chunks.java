package lockstep.kernels.conv;

/// How the images of a batch are cut into chunks, over which the gradient of the weights is summed
/// apart: by the shape alone, so that no number of threads changes a bit.
///
/// A chunk is whole images with at least 1024 pixels of y between them; there are at most 32, and
/// no more than hold 64 MiB of partial results.
final class Chunks {

  private static final int LEAST_PIXELS = 1024;
  private static final int MOST = 32;
  private static final long MOST_FLOATS = 16L << 20;

  private Chunks() {}

  /// How many chunks; 1 for an empty batch.
  static int count(ConvShape shape) {
    int images = images(shape);
    return Math.max(1, (shape.batch() + images - 1) / images);
  }

  /// The first image of a chunk, or the end of the one before.
  static int first(ConvShape shape, int chunk) {
    return (int) Math.min(shape.batch(), (long) chunk * images(shape));
  }

  private static int images(ConvShape shape) {
    long pixels = (long) shape.outHeight() * shape.outWidth();
    long most = Math.clamp(MOST_FLOATS / shape.weightFloats(), 1, MOST);
    long images = Math.max((LEAST_PIXELS + pixels - 1) / pixels, (shape.batch() + most - 1) / most);
    return Math.clamp(images, 1, Math.max(1, shape.batch()));
  }
}
