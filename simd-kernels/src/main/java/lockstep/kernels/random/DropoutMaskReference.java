package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// {@link DropoutMask} element by element.
final class DropoutMaskReference {

  private DropoutMaskReference() {}

  static void fill(
      long seed, long stream, long firstIndex, float probability, long out, int count) {
    int threshold = DropoutMask.threshold(probability);
    float scale = DropoutMask.scale(probability);
    for (int i = 0; i < count; i++) {
      int word = Philox.word(seed, stream, firstIndex + i);
      long at = (out + (long) i * Float.BYTES) & ADDRESS_MASK;
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, at, DropoutMask.value(word, threshold, scale));
    }
  }

  static void apply(
      long seed, long stream, long firstIndex, float probability, long in, long out, int count) {
    fill(seed, stream, firstIndex, probability, out, count);
    for (int i = 0; i < count; i++) {
      long to = (out + (long) i * Float.BYTES) & ADDRESS_MASK;
      float x = SEGMENT.get(JAVA_FLOAT_UNALIGNED, (in + (long) i * Float.BYTES) & ADDRESS_MASK);
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, to, x * SEGMENT.get(JAVA_FLOAT_UNALIGNED, to));
    }
  }
}
