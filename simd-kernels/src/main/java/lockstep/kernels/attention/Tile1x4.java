package lockstep.kernels.attention;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.Lanes.FLOAT;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// One row, four vectors wide: for the rows that tiles leave over, and for a single query. See
/// {@link Product} for the arguments.
final class Tile1x4 {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int BYTES = Lanes.COUNT * Float.BYTES;

  private Tile1x4() {}

  /// `C ← A·B`: C is only written.
  static void fresh(long a, long aStep, long b, long bStep, int depth, long c) {
    var s0a = FloatVector.zero(FLOAT);
    var s0b = FloatVector.zero(FLOAT);
    var s0c = FloatVector.zero(FLOAT);
    var s0d = FloatVector.zero(FLOAT);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER);
      var b1 = fromMemorySegment(FLOAT, SEGMENT, (b + BYTES) & ADDRESS_MASK, ORDER);
      var b2 = fromMemorySegment(FLOAT, SEGMENT, (b + 2L * BYTES) & ADDRESS_MASK, ORDER);
      var b3 = fromMemorySegment(FLOAT, SEGMENT, (b + 3L * BYTES) & ADDRESS_MASK, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      s0c = x0.fma(b2, s0c);
      s0d = x0.fma(b3, s0d);
      a += aStep;
      b += bStep;
    }
    s0a.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c + BYTES) & ADDRESS_MASK, ORDER);
    s0c.intoMemorySegment(SEGMENT, (c + 2L * BYTES) & ADDRESS_MASK, ORDER);
    s0d.intoMemorySegment(SEGMENT, (c + 3L * BYTES) & ADDRESS_MASK, ORDER);
  }

  /// `C ← C + A·B`: the chains go on from what C holds.
  static void onto(long a, long aStep, long b, long bStep, int depth, long c) {
    var s0a = fromMemorySegment(FLOAT, SEGMENT, c & ADDRESS_MASK, ORDER);
    var s0b = fromMemorySegment(FLOAT, SEGMENT, (c + BYTES) & ADDRESS_MASK, ORDER);
    var s0c = fromMemorySegment(FLOAT, SEGMENT, (c + 2L * BYTES) & ADDRESS_MASK, ORDER);
    var s0d = fromMemorySegment(FLOAT, SEGMENT, (c + 3L * BYTES) & ADDRESS_MASK, ORDER);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER);
      var b1 = fromMemorySegment(FLOAT, SEGMENT, (b + BYTES) & ADDRESS_MASK, ORDER);
      var b2 = fromMemorySegment(FLOAT, SEGMENT, (b + 2L * BYTES) & ADDRESS_MASK, ORDER);
      var b3 = fromMemorySegment(FLOAT, SEGMENT, (b + 3L * BYTES) & ADDRESS_MASK, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      s0c = x0.fma(b2, s0c);
      s0d = x0.fma(b3, s0d);
      a += aStep;
      b += bStep;
    }
    s0a.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c + BYTES) & ADDRESS_MASK, ORDER);
    s0c.intoMemorySegment(SEGMENT, (c + 2L * BYTES) & ADDRESS_MASK, ORDER);
    s0d.intoMemorySegment(SEGMENT, (c + 3L * BYTES) & ADDRESS_MASK, ORDER);
  }
}
