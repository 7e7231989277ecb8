package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// The gradient of [Slice]: a slice put back into zeros. Also a tensor padded with zeros, between
/// its elements too.
///
/// The bits are those of [SliceReference#gradient]. The output may not overlap the input. One
/// object serves one caller at a time.
public final class SliceGradient {

  private final long first;
  private final boolean covers;
  private final Fill fill;
  private final StridedCopy copy;

  private SliceGradient(SliceShape shape) {
    first = shape.firstByte();
    covers = shape.outputSize() == shape.inputSize();
    fill = Fill.of(shape.inputSize());
    copy = new StridedCopy(shape.counts, Sizes.strides(shape.counts), shape.strides());
  }

  /// {@return the gradient of the slice of that shape}
  public static SliceGradient of(SliceShape shape) {
    return new SliceGradient(shape);
  }

  /// Writes the gradient of the whole tensor to `out`.
  ///
  /// @param gradient address of the gradient of the slice
  public void run(Parallel parallel, long gradient, long out) {
    if (!covers) {
      fill.run(parallel, 0, out);
    }
    copy.run(parallel, gradient, out + first);
  }
}
