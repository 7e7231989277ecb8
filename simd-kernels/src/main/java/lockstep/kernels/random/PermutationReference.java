package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// {@link Permutation} by swaps of the numbers in order.
final class PermutationReference {

  private PermutationReference() {}

  static void fill(long seed, long stream, long out, int n) {
    for (int i = 0; i < n; i++) {
      SEGMENT.set(JAVA_INT_UNALIGNED, at(out, i), i);
    }
    for (int i = 0; i < n; i++) {
      int word = Philox.word(seed, stream, i);
      int j = Permutation.bounded(seed, stream, i, word, i + 1);
      int item = SEGMENT.get(JAVA_INT_UNALIGNED, at(out, i));
      SEGMENT.set(JAVA_INT_UNALIGNED, at(out, i), SEGMENT.get(JAVA_INT_UNALIGNED, at(out, j)));
      SEGMENT.set(JAVA_INT_UNALIGNED, at(out, j), item);
    }
  }

  private static long at(long out, int i) {
    return (out + (long) i * Integer.BYTES) & ADDRESS_MASK;
  }
}
