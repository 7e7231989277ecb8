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

/// Six rows, two vectors wide, for what is left over by {@link Tile6x4}. See {@link Product} for
/// the arguments.
final class Tile6x2 {

  static final int ROWS = 6;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int BYTES = Lanes.COUNT * Float.BYTES;

  private Tile6x2() {}

  /// `C ← A·B`: C is only written.
  static void fresh(
      long a, long aRow, long aStep, long b, long bStep, int depth, long c, long cRow) {
    long r1 = aRow;
    long r2 = 2 * aRow;
    long r3 = 3 * aRow;
    long r4 = 4 * aRow;
    long r5 = 5 * aRow;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long c5 = c + 5 * cRow;
    var s0a = FloatVector.zero(FLOAT);
    var s0b = FloatVector.zero(FLOAT);
    var s1a = FloatVector.zero(FLOAT);
    var s1b = FloatVector.zero(FLOAT);
    var s2a = FloatVector.zero(FLOAT);
    var s2b = FloatVector.zero(FLOAT);
    var s3a = FloatVector.zero(FLOAT);
    var s3b = FloatVector.zero(FLOAT);
    var s4a = FloatVector.zero(FLOAT);
    var s4b = FloatVector.zero(FLOAT);
    var s5a = FloatVector.zero(FLOAT);
    var s5b = FloatVector.zero(FLOAT);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER);
      var b1 = fromMemorySegment(FLOAT, SEGMENT, (b + BYTES) & ADDRESS_MASK, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      var x1 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r1) & ADDRESS_MASK));
      s1a = x1.fma(b0, s1a);
      s1b = x1.fma(b1, s1b);
      var x2 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r2) & ADDRESS_MASK));
      s2a = x2.fma(b0, s2a);
      s2b = x2.fma(b1, s2b);
      var x3 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r3) & ADDRESS_MASK));
      s3a = x3.fma(b0, s3a);
      s3b = x3.fma(b1, s3b);
      var x4 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r4) & ADDRESS_MASK));
      s4a = x4.fma(b0, s4a);
      s4b = x4.fma(b1, s4b);
      var x5 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r5) & ADDRESS_MASK));
      s5a = x5.fma(b0, s5a);
      s5b = x5.fma(b1, s5b);
      a += aStep;
      b += bStep;
    }
    s0a.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c + BYTES) & ADDRESS_MASK, ORDER);
    s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
    s1b.intoMemorySegment(SEGMENT, (c1 + BYTES) & ADDRESS_MASK, ORDER);
    s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
    s2b.intoMemorySegment(SEGMENT, (c2 + BYTES) & ADDRESS_MASK, ORDER);
    s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
    s3b.intoMemorySegment(SEGMENT, (c3 + BYTES) & ADDRESS_MASK, ORDER);
    s4a.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER);
    s4b.intoMemorySegment(SEGMENT, (c4 + BYTES) & ADDRESS_MASK, ORDER);
    s5a.intoMemorySegment(SEGMENT, c5 & ADDRESS_MASK, ORDER);
    s5b.intoMemorySegment(SEGMENT, (c5 + BYTES) & ADDRESS_MASK, ORDER);
  }

  /// `C ← C + A·B`: the chains go on from what C holds.
  static void onto(
      long a, long aRow, long aStep, long b, long bStep, int depth, long c, long cRow) {
    long r1 = aRow;
    long r2 = 2 * aRow;
    long r3 = 3 * aRow;
    long r4 = 4 * aRow;
    long r5 = 5 * aRow;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long c5 = c + 5 * cRow;
    var s0a = fromMemorySegment(FLOAT, SEGMENT, c & ADDRESS_MASK, ORDER);
    var s0b = fromMemorySegment(FLOAT, SEGMENT, (c + BYTES) & ADDRESS_MASK, ORDER);
    var s1a = fromMemorySegment(FLOAT, SEGMENT, c1 & ADDRESS_MASK, ORDER);
    var s1b = fromMemorySegment(FLOAT, SEGMENT, (c1 + BYTES) & ADDRESS_MASK, ORDER);
    var s2a = fromMemorySegment(FLOAT, SEGMENT, c2 & ADDRESS_MASK, ORDER);
    var s2b = fromMemorySegment(FLOAT, SEGMENT, (c2 + BYTES) & ADDRESS_MASK, ORDER);
    var s3a = fromMemorySegment(FLOAT, SEGMENT, c3 & ADDRESS_MASK, ORDER);
    var s3b = fromMemorySegment(FLOAT, SEGMENT, (c3 + BYTES) & ADDRESS_MASK, ORDER);
    var s4a = fromMemorySegment(FLOAT, SEGMENT, c4 & ADDRESS_MASK, ORDER);
    var s4b = fromMemorySegment(FLOAT, SEGMENT, (c4 + BYTES) & ADDRESS_MASK, ORDER);
    var s5a = fromMemorySegment(FLOAT, SEGMENT, c5 & ADDRESS_MASK, ORDER);
    var s5b = fromMemorySegment(FLOAT, SEGMENT, (c5 + BYTES) & ADDRESS_MASK, ORDER);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER);
      var b1 = fromMemorySegment(FLOAT, SEGMENT, (b + BYTES) & ADDRESS_MASK, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      var x1 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r1) & ADDRESS_MASK));
      s1a = x1.fma(b0, s1a);
      s1b = x1.fma(b1, s1b);
      var x2 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r2) & ADDRESS_MASK));
      s2a = x2.fma(b0, s2a);
      s2b = x2.fma(b1, s2b);
      var x3 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r3) & ADDRESS_MASK));
      s3a = x3.fma(b0, s3a);
      s3b = x3.fma(b1, s3b);
      var x4 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r4) & ADDRESS_MASK));
      s4a = x4.fma(b0, s4a);
      s4b = x4.fma(b1, s4b);
      var x5 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r5) & ADDRESS_MASK));
      s5a = x5.fma(b0, s5a);
      s5b = x5.fma(b1, s5b);
      a += aStep;
      b += bStep;
    }
    s0a.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c + BYTES) & ADDRESS_MASK, ORDER);
    s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
    s1b.intoMemorySegment(SEGMENT, (c1 + BYTES) & ADDRESS_MASK, ORDER);
    s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
    s2b.intoMemorySegment(SEGMENT, (c2 + BYTES) & ADDRESS_MASK, ORDER);
    s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
    s3b.intoMemorySegment(SEGMENT, (c3 + BYTES) & ADDRESS_MASK, ORDER);
    s4a.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER);
    s4b.intoMemorySegment(SEGMENT, (c4 + BYTES) & ADDRESS_MASK, ORDER);
    s5a.intoMemorySegment(SEGMENT, c5 & ADDRESS_MASK, ORDER);
    s5b.intoMemorySegment(SEGMENT, (c5 + BYTES) & ADDRESS_MASK, ORDER);
  }
}
