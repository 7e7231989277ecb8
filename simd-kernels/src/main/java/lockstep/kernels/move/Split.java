package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// A tensor cut into parts along one axis: what [Concat] joins.
///
/// The bits are those of [ConcatReference#split]. The outputs may not overlap the input. One object
/// serves one caller at a time.
public final class Split {

  private final long[] offsets;
  private final StridedCopy[] copies;

  private Split(long[] offsets, StridedCopy[] copies) {
    this.offsets = offsets;
    this.copies = copies;
  }

  /// {@return the cut along `axis`}
  ///
  /// @param sizes the sizes of the tensor; `sizes[axis]` is the sum of `parts`
  /// @param parts the size of each part along `axis`
  public static Split of(int[] sizes, int axis, int[] parts) {
    long[] offsets = Concat.offsets(sizes, axis, parts);
    long sum = 0;
    for (int part : parts) {
      sum += part;
    }
    if (sum != sizes[axis]) {
      throw new IllegalArgumentException(
          "parts: expected a sum of "
              + sizes[axis]
              + ", the size of axis "
              + axis
              + ", got "
              + sum
              + ".");
    }
    return new Split(offsets, Concat.copies(sizes, axis, parts, false));
  }

  /// Writes each part to its place.
  ///
  /// @param outs the address of each part
  public void run(Parallel parallel, long in, long[] outs) {
    for (int part = 0; part < copies.length; part++) {
      copies[part].run(parallel, in + offsets[part], outs[part]);
    }
  }
}
