package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// Some of the elements of each axis, in steps forward or backward.
///
/// The bits are those of [SliceReference]. The output may not overlap the input. One object serves
/// one caller at a time.
public final class Slice {

  private final long first;
  private final StridedCopy copy;

  private Slice(SliceShape shape) {
    first = shape.firstByte();
    copy = new StridedCopy(shape.counts, shape.strides(), Sizes.strides(shape.counts));
  }

  /// {@return the slice of that shape}
  public static Slice of(SliceShape shape) {
    return new Slice(shape);
  }

  /// Writes the slice to `out`.
  public void run(Parallel parallel, long in, long out) {
    copy.run(parallel, in + first, out);
  }
}
