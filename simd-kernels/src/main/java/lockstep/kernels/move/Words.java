package lockstep.kernels.move;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.ValueLayout;

/// Words of 32 bits at raw addresses: as ints, so that no NaN changes on the way.
final class Words {

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private Words() {}

  static int get(long address) {
    return SEGMENT.get(INT, address & ADDRESS_MASK);
  }

  static void set(long address, int word) {
    SEGMENT.set(INT, address & ADDRESS_MASK, word);
  }

  static void copy(long from, long to) {
    set(to, get(from));
  }
}
