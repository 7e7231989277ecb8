package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// {@link Uniform} element by element.
final class UniformReference {

  private UniformReference() {}

  static void fill(
      long seed, long stream, long firstIndex, float low, float high, long out, int count) {
    for (int i = 0; i < count; i++) {
      int word = Philox.word(seed, stream, firstIndex + i);
      long at = out + (long) i * Float.BYTES;
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, at & ADDRESS_MASK, Uniform.value(word, low, high));
    }
  }
}
