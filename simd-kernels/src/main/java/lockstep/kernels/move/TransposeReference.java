package lockstep.kernels.move;

/// What [Transpose] computes, element by element.
public final class TransposeReference {

  private TransposeReference() {}

  /// As [Transpose#run].
  public static void run(int[] sizes, int[] permutation, long in, long out) {
    int rank = sizes.length;
    int[] outSizes = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      outSizes[axis] = sizes[permutation[axis]];
    }
    int[] outIndex = new int[rank];
    int[] inIndex = new int[rank];
    for (long i = 0; i < Sizes.product(outSizes); i++) {
      Sizes.index(i, outSizes, outIndex);
      for (int axis = 0; axis < rank; axis++) {
        inIndex[permutation[axis]] = outIndex[axis];
      }
      Words.copy(in + Sizes.bytes(Sizes.number(inIndex, sizes)), out + Sizes.bytes(i));
    }
  }
}
