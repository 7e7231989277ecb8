package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// {@link Normal} element by element.
final class NormalReference {

  private NormalReference() {}

  static void fill(
      long seed, long stream, long firstIndex, float mean, float deviation, long out, int count) {
    for (int i = 0; i < count; i++) {
      int word = Philox.word(seed, stream, firstIndex + i);
      long at = out + (long) i * Float.BYTES;
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, at & ADDRESS_MASK, Normal.value(word, mean, deviation));
    }
  }
}
