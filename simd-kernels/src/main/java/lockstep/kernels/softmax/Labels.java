package lockstep.kernels.softmax;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.ValueLayout;
import lockstep.kernels.access.Floats;

/// Labels and the weights of their classes.
final class Labels {

  /// The address of class weights where all classes weigh 1.
  static final long NO_WEIGHTS = 0;

  private Labels() {}

  static int get(long labels, int row) {
    return SEGMENT.get(
        ValueLayout.JAVA_INT_UNALIGNED, (labels + (long) row * Integer.BYTES) & ADDRESS_MASK);
  }

  static float weight(long weights, int label) {
    return weights == NO_WEIGHTS ? 1 : Floats.get(weights + (long) label * Float.BYTES);
  }
}
