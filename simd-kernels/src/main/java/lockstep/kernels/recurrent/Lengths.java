package lockstep.kernels.recurrent;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// Reads the lengths of sequences: an int for each row of a batch, or none at all.
final class Lengths {

  private Lengths() {}

  /// Whether `row` still has a step number `time`; where there are no lengths it has.
  static boolean live(long lengths, int row, int time) {
    return lengths == 0
        || time
            < SEGMENT.get(
                JAVA_INT_UNALIGNED, (lengths + (long) row * Integer.BYTES) & ADDRESS_MASK);
  }
}
