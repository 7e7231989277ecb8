package lockstep.kernels.move;

import java.util.Arrays;
import lockstep.kernels.Parallel;

/// The axes of a tensor in another order: axis `a` of the output is axis `permutation[a]` of the
/// input.
///
/// The bits are those of [TransposeReference]. The output may not overlap the input. One object
/// serves one caller at a time.
public final class Transpose {

  private final StridedCopy copy;

  private Transpose(StridedCopy copy) {
    this.copy = copy;
  }

  /// {@return the transpose of a tensor of `sizes`}
  public static Transpose of(int[] sizes, int[] permutation) {
    Sizes.require("sizes", sizes);
    requirePermutation(permutation, sizes.length);
    long[] strides = Sizes.strides(sizes);
    int[] out = new int[sizes.length];
    long[] in = new long[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      out[axis] = sizes[permutation[axis]];
      in[axis] = strides[permutation[axis]];
    }
    return new Transpose(new StridedCopy(out, in, Sizes.strides(out)));
  }

  /// {@return the transpose of `batch` matrices of `rows × columns`}
  public static Transpose matrices(int batch, int rows, int columns) {
    return of(new int[] {batch, rows, columns}, new int[] {0, 2, 1});
  }

  /// Writes the transpose to `out`.
  public void run(Parallel parallel, long in, long out) {
    copy.run(parallel, in, out);
  }

  static void requirePermutation(int[] permutation, int rank) {
    Sizes.requireRank("permutation", permutation, rank);
    boolean[] seen = new boolean[rank];
    for (int axis : permutation) {
      if (axis < 0 || axis >= rank || seen[axis]) {
        throw new IllegalArgumentException(
            "permutation: expected each axis from 0 to "
                + (rank - 1)
                + " once, got "
                + Arrays.toString(permutation)
                + ".");
      }
      seen[axis] = true;
    }
  }
}
