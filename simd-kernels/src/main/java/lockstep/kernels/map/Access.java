package lockstep.kernels.map;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// Vectors at raw addresses.
final class Access {

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Access() {}

  /// Where float `index` of those at an address is.
  static long at(long address, int index) {
    return (address + (long) index * Float.BYTES) & ADDRESS_MASK;
  }

  /// Float `index` of those at an address, and the ones after it.
  static FloatVector load(long address, int index) {
    return FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(address, index), ORDER);
  }

  static void store(long address, int index, FloatVector vector) {
    vector.intoMemorySegment(SEGMENT, at(address, index), ORDER);
  }

  /// As [#load(long, int)], where `inside`; 0 elsewhere.
  static FloatVector load(long address, int index, VectorMask<Float> inside) {
    return FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(address, index), ORDER, inside);
  }

  static void store(long address, int index, FloatVector vector, VectorMask<Float> inside) {
    vector.intoMemorySegment(SEGMENT, at(address, index), ORDER, inside);
  }
}
