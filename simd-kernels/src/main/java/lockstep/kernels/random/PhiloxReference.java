package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// {@link PhiloxVector} word by word.
final class PhiloxReference {

  private PhiloxReference() {}

  static void words(long seed, long stream, long firstIndex, long out, int count) {
    for (int i = 0; i < count; i++) {
      long at = out + (long) i * Integer.BYTES;
      SEGMENT.set(JAVA_INT_UNALIGNED, at & ADDRESS_MASK, Philox.word(seed, stream, firstIndex + i));
    }
  }
}
