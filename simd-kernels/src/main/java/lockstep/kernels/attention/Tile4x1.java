package lockstep.kernels.attention;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.Lanes.FLOAT;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorMask;

/// Four rows, one vector wide, of which the first `columns` lanes count: no other is read or
/// written. For the vector that pairs leave over. Of eight rows C2 makes objects. See {@link
/// Product} for the arguments.
final class Tile4x1 {

  static final int ROWS = 4;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Tile4x1() {}

  /// `C ← F + A·B`.
  ///
  /// @param from address of F: C itself, or zeros
  /// @param fromRow bytes from a row of F to the next; 0 repeats one row
  static void run(
      long a,
      long aRow,
      long aStep,
      long b,
      long bStep,
      int depth,
      long from,
      long fromRow,
      long c,
      long cRow,
      int columns) {
    VectorMask<Float> inside = FLOAT.indexInRange(0, columns);
    long r2 = 2 * aRow;
    long r3 = 3 * aRow;
    long c1 = c + 1 * cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    var s0 = fromMemorySegment(FLOAT, SEGMENT, from & ADDRESS_MASK, ORDER, inside);
    var s1 = fromMemorySegment(FLOAT, SEGMENT, (from + fromRow) & ADDRESS_MASK, ORDER, inside);
    var s2 = fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow) & ADDRESS_MASK, ORDER, inside);
    var s3 = fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow) & ADDRESS_MASK, ORDER, inside);
    long end = b + depth * bStep;
    while (b < end) {
      var y = fromMemorySegment(FLOAT, SEGMENT, b & ADDRESS_MASK, ORDER, inside);
      s0 = broadcast(FLOAT, SEGMENT.get(ONE, a & ADDRESS_MASK)).fma(y, s0);
      s1 = broadcast(FLOAT, SEGMENT.get(ONE, (a + aRow) & ADDRESS_MASK)).fma(y, s1);
      s2 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r2) & ADDRESS_MASK)).fma(y, s2);
      s3 = broadcast(FLOAT, SEGMENT.get(ONE, (a + r3) & ADDRESS_MASK)).fma(y, s3);
      a += aStep;
      b += bStep;
    }
    s0.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER, inside);
    s1.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER, inside);
    s2.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER, inside);
    s3.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER, inside);
  }
}
