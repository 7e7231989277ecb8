package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// Tensors joined end to end along one axis.
///
/// The bits are those of [ConcatReference]. The output may not overlap the inputs. One object
/// serves one caller at a time.
public final class Concat {

  private final long[] offsets;
  private final StridedCopy[] copies;

  private Concat(long[] offsets, StridedCopy[] copies) {
    this.offsets = offsets;
    this.copies = copies;
  }

  /// {@return the join of tensors along `axis`}
  ///
  /// @param sizes the sizes of each tensor; what `sizes[axis]` is does not matter
  /// @param parts the size of each tensor along `axis`
  public static Concat of(int[] sizes, int axis, int[] parts) {
    return new Concat(offsets(sizes, axis, parts), copies(sizes, axis, parts, true));
  }

  /// Writes the joined tensor to `out`.
  ///
  /// @param ins the address of each part
  public void run(Parallel parallel, long[] ins, long out) {
    for (int part = 0; part < copies.length; part++) {
      copies[part].run(parallel, ins[part], out + offsets[part]);
    }
  }

  static long[] offsets(int[] sizes, int axis, int[] parts) {
    Sizes.require("sizes", sizes);
    Sizes.requireAxis(axis, sizes);
    Sizes.require("parts", parts);
    long inner = Sizes.product(sizes, axis + 1, sizes.length);
    long[] offsets = new long[parts.length];
    for (int part = 1; part < parts.length; part++) {
      offsets[part] = offsets[part - 1] + Sizes.bytes(parts[part - 1] * inner);
    }
    return offsets;
  }

  /// {@return for each part the copy into the whole, or out of it}
  static StridedCopy[] copies(int[] sizes, int axis, int[] parts, boolean joins) {
    int[] whole = sizes.clone();
    whole[axis] = 0;
    for (int part : parts) {
      whole[axis] += part;
    }
    long[] wholeStrides = Sizes.strides(whole);
    var copies = new StridedCopy[parts.length];
    for (int i = 0; i < parts.length; i++) {
      int[] part = sizes.clone();
      part[axis] = parts[i];
      long[] strides = Sizes.strides(part);
      copies[i] =
          joins
              ? new StridedCopy(part, strides, wholeStrides)
              : new StridedCopy(part, wholeStrides, strides);
    }
    return copies;
  }
}
