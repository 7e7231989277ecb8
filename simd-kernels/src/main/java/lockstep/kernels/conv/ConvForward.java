package lockstep.kernels.conv;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// A convolution `y = activation(conv(x, weights) + bias + residual)`, bound to its shape.
///
/// The bits are those of [ConvReference#forward], for any number of threads and any width of
/// vectors. y overlaps no other operand. One object serves one caller at a time: a run keeps its
/// addresses here, so that it allocates nothing.
public final class ConvForward {

  /// The address of a bias or residual that is not there.
  public static final long ABSENT = 0;

  private final ConvShape shape;
  private final WindowWay way;

  private ConvForward(ConvShape shape, Activation activation) {
    this.shape = shape;
    way = WindowWay.forward(shape, activation);
  }

  /// {@return the convolution of that shape, followed by a function of each element}
  public static ConvForward of(ConvShape shape, Activation activation) {
    return new ConvForward(shape, activation);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return packedBytes() + packedScratchBytes(threads);
  }

  /// Runs the convolution.
  ///
  /// @param x address of x; likewise `weights`, `y`
  /// @param bias address of the bias, or [#ABSENT]
  /// @param residual address of what is added to y before the activation, of y's layout, or
  ///   [#ABSENT]
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel, long x, long weights, long bias, long residual, long y, long scratch) {
    if (shape.batch() > 0) {
      long packed = way.pack(parallel, weights, scratch);
      way.run(parallel, x, packed, bias, residual, y, scratch + packedBytes());
    }
  }

  /// {@return the bytes of packed weights, which serve any number of runs; 0 if they are read as
  /// they are}
  public long packedBytes() {
    return way.packedBytes();
  }

  /// Packs the weights, if {@link #packedBytes()} is not 0: a step of its own where many runs share
  /// them.
  ///
  /// @param packed address of so many bytes
  public void pack(Parallel parallel, long weights, long packed) {
    way.pack(parallel, weights, packed);
  }

  /// {@return the bytes of scratch memory that a run with packed weights needs}
  public long packedScratchBytes(int threads) {
    return way.scratchBytes(threads);
  }

  /// Runs the convolution, as {@link #run} does and with the same bits.
  ///
  /// @param packed address of the packed weights; of the weights, if {@link #packedBytes()} is 0
  /// @param scratch address of {@link #packedScratchBytes(int)} bytes that nobody else uses
  ///   meanwhile
  public void runPacked(
      Parallel parallel, long x, long packed, long bias, long residual, long y, long scratch) {
    if (shape.batch() > 0) {
      way.run(parallel, x, packed, bias, residual, y, scratch);
    }
  }
}
