package lockstep.kernels.attention;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.Lanes.FLOAT;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// One row, one vector wide, of which the first `columns` lanes count: no other is read or written.
/// See {@link Product} for the arguments.
final class Tile1x1 {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Tile1x1() {}

  /// `C ← A·B`: C is only written.
  static void fresh(long a, long aStep, long b, long bStep, int depth, long c, int columns) {
    VectorMask<Float> inside = FLOAT.indexInRange(0, columns);
    var s0a = FloatVector.zero(FLOAT);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER, inside);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      a += aStep;
      b += bStep;
    }
    s0a.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER, inside);
  }

  /// `C ← C + A·B`: the chains go on from what C holds.
  static void onto(long a, long aStep, long b, long bStep, int depth, long c, int columns) {
    VectorMask<Float> inside = FLOAT.indexInRange(0, columns);
    var s0a = fromMemorySegment(FLOAT, SEGMENT, c & ADDRESS_MASK, ORDER, inside);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER, inside);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      a += aStep;
      b += bStep;
    }
    s0a.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER, inside);
  }
}
