package lockstep.kernels.pool;

/// The sizes of a pooling and where its windows lie.
///
/// | what | as stored |
/// |---|---|
/// | input, its gradient | `batch × height × width × channels` |
/// | output, its gradient, indices | `batch × outHeight × outWidth × channels` |
public sealed interface Pooling permits PoolShape, AdaptivePoolShape {

  /// {@return how many images}
  int batch();

  /// {@return rows of an image}
  int height();

  /// {@return columns of an image}
  int width();

  /// {@return channels of a pixel}
  int channels();

  /// {@return rows of the output}
  int outHeight();

  /// {@return columns of the output}
  int outWidth();

  /// {@return how many floats the input has}
  default long inputSize() {
    return (long) batch() * height() * width() * channels();
  }

  /// {@return how many floats the output has}
  default long outputSize() {
    return (long) batch() * outHeight() * outWidth() * channels();
  }
}
