package lockstep.kernels.conv;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;
import org.jspecify.annotations.Nullable;

/// The gradient of a convolution's input, `dx[n, iy, ix, c] = Σ dy[…, k] · weights[ky, kx, c, k]`
/// over the windows that contain the pixel, bound to its shape.
///
/// The bits are those of [ConvReference#inputGradient], for any number of threads and any width of
/// vectors. dx overlaps no other operand. One object serves one caller at a time.
public final class ConvInputGradient {

  private final ConvShape shape;
  private final WindowWay way;

  /// Where there are few channels: instead of it.
  private final @Nullable InputProducts products;

  private ConvInputGradient(ConvShape shape, Activation activation) {
    this.shape = shape;
    way = WindowWay.backward(shape, activation);
    products = InputProducts.suit(shape) ? new InputProducts(shape, activation) : null;
  }

  /// {@return the gradient for the convolution of that shape}
  public static ConvInputGradient of(ConvShape shape) {
    return new ConvInputGradient(shape, Activation.NONE);
  }

  /// As the sums of a transposed convolution, which go on.
  static ConvInputGradient followedBy(ConvShape shape, Activation activation) {
    return new ConvInputGradient(shape, activation);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return products == null
        ? way.packedBytes() + way.scratchBytes(threads)
        : products.scratchBytes(threads);
  }

  /// Computes the gradient.
  ///
  /// @param dy address of the gradient of y; likewise `weights`, `dx`
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(Parallel parallel, long dy, long weights, long dx, long scratch) {
    run(parallel, dy, weights, ConvForward.ABSENT, ConvForward.ABSENT, dx, scratch);
  }

  void run(
      Parallel parallel, long dy, long weights, long bias, long residual, long dx, long scratch) {
    if (products != null) {
      products.run(parallel, dy, weights, bias, residual, dx, scratch);
    } else if (shape.batch() > 0) {
      long packed = way.pack(parallel, weights, scratch);
      way.run(parallel, dy, packed, bias, residual, dx, scratch + way.packedBytes());
    }
  }
}
