package lockstep.kernels.access;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// The last vector of a row, of which only some lanes count.
public final class Edge {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Edge() {}

  /// {@return the lanes `inside` of the vector at `address`, and 0 in the others}
  public static FloatVector load(long address, VectorMask<Float> inside) {
    return FloatVector.fromMemorySegment(
        Lanes.FLOAT, SEGMENT, address & ADDRESS_MASK, ORDER, inside);
  }

  /// Writes the lanes `inside`, and nothing else.
  public static void store(long address, FloatVector vector, VectorMask<Float> inside) {
    vector.intoMemorySegment(SEGMENT, address & ADDRESS_MASK, ORDER, inside);
  }
}
