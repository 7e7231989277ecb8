package lockstep.kernels.map;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// What [CastMap] computes, one element at a time: the specification, and the tail of its loops.
public final class CastReference {

  private CastReference() {}

  /// {@return the bits of the result, from those of the argument}
  public static int apply(Cast cast, int bits) {
    return switch (cast) {
      case FLOAT_TO_INT -> (int) Float.intBitsToFloat(bits);
      case INT_TO_FLOAT -> Float.floatToRawIntBits((float) bits);
      case FLOAT_TO_MASK -> mask(Float.intBitsToFloat(bits) != 0);
      case INT_TO_MASK -> mask(bits != 0);
    };
  }

  /// As [CastMap#run], with the same promises.
  public static void apply(Cast cast, long in, long out, int count) {
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Integer.BYTES;
      int bits = SEGMENT.get(JAVA_INT_UNALIGNED, (in + offset) & ADDRESS_MASK);
      SEGMENT.set(JAVA_INT_UNALIGNED, (out + offset) & ADDRESS_MASK, apply(cast, bits));
    }
  }

  private static int mask(boolean truth) {
    return Float.floatToRawIntBits(truth ? 1 : 0);
  }
}
