package lockstep.kernels.reduce;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// What [Argmax] computes, one element at a time: the specification.
public final class ArgmaxReference {

  private ArgmaxReference() {}

  /// As [Argmax#run], with the same promises.
  public static void argmax(ArgmaxShape shape, long in, long out) {
    for (long o = 0; o < shape.outer(); o++) {
      for (long i = 0; i < shape.inner(); i++) {
        int place = 0;
        float largest = Scalars.get(in, o * shape.reduced() * shape.inner() + i);
        for (int r = 1; r < shape.reduced(); r++) {
          float x = Scalars.get(in, (o * shape.reduced() + r) * shape.inner() + i);
          if (x > largest || (Float.isNaN(x) && !Float.isNaN(largest))) {
            largest = x;
            place = r;
          }
        }
        long at = out + (o * shape.inner() + i) * Integer.BYTES;
        SEGMENT.set(JAVA_INT_UNALIGNED, at & ADDRESS_MASK, place);
      }
    }
  }
}
