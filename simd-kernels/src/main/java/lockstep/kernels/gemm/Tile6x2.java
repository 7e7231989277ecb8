package lockstep.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.FloatVector.zero;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Specialise;

/// Up to 6 rows of C, two vectors wide: 12 sums, two vectors of B and one of A: 15 of 16 registers.
///
/// See {@link Tile13x2} for the form of its loop.
///
/// The JDK's methods are called directly: past its limit of nodes C2 inlines no method of ours, and
/// boxes every vector that is passed (`jmh/lab`, 3).
final class Tile6x2 implements Tile {

  static final int ROWS = 6;

  private static final TileData DATA =
      Specialise.data(MethodHandles.lookup(), TileData.class, TileData::none);
  private static final VectorSpecies<Float> FLOAT = DATA.species();
  private static final int USED = DATA.rows();
  private static final long ROW = DATA.aRow();
  private static final long STEP = DATA.aStep();
  private static final long NEXT = DATA.bStep();
  private static final int VECTOR = FLOAT.vectorByteSize();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // Reached by reflection.
  Tile6x2() {}

  @Override
  public void run(long a, long b, int depth, long from, long fromRow, long c, long cRow) {
    long c0 = c;
    long c1 = c + 1 * cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long c5 = c + 5 * cRow;
    var s0a = fromMemorySegment(FLOAT, SEGMENT, (from + 0 * fromRow) & ADDRESS_MASK, ORDER);
    var s1a =
        USED > 1
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 1 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s1b = zero(FLOAT);
    var s2a =
        USED > 2
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s2b = zero(FLOAT);
    var s3a =
        USED > 3
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s3b = zero(FLOAT);
    var s4a =
        USED > 4
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 4 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s4b = zero(FLOAT);
    var s5a =
        USED > 5
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 5 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s5b = zero(FLOAT);
    var s0b =
        fromMemorySegment(FLOAT, SEGMENT, (from + 0 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    if (USED > 1) {
      s1b = fromMemorySegment(FLOAT, SEGMENT, (from + 1 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2b = fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3b = fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4b = fromMemorySegment(FLOAT, SEGMENT, (from + 4 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5b = fromMemorySegment(FLOAT, SEGMENT, (from + 5 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    long end = b + depth * NEXT;
    long pa = a - STEP;
    for (long pb = b; pb != end; pb += NEXT) {
      pa += STEP;
      var b0 = fromMemorySegment(FLOAT, SEGMENT, pb & ADDRESS_MASK, ORDER);
      var b1 = fromMemorySegment(FLOAT, SEGMENT, (pb + VECTOR) & ADDRESS_MASK, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, pa & ADDRESS_MASK));
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      if (USED > 1) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, (pa + 1 * ROW) & ADDRESS_MASK));
        s1a = x.fma(b0, s1a);
        s1b = x.fma(b1, s1b);
      }
      if (USED > 2) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, (pa + 2 * ROW) & ADDRESS_MASK));
        s2a = x.fma(b0, s2a);
        s2b = x.fma(b1, s2b);
      }
      if (USED > 3) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, (pa + 3 * ROW) & ADDRESS_MASK));
        s3a = x.fma(b0, s3a);
        s3b = x.fma(b1, s3b);
      }
      if (USED > 4) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, (pa + 4 * ROW) & ADDRESS_MASK));
        s4a = x.fma(b0, s4a);
        s4b = x.fma(b1, s4b);
      }
      if (USED > 5) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, (pa + 5 * ROW) & ADDRESS_MASK));
        s5a = x.fma(b0, s5a);
        s5b = x.fma(b1, s5b);
      }
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER);
    if (USED > 1) {
      s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4a.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5a.intoMemorySegment(SEGMENT, c5 & ADDRESS_MASK, ORDER);
    }
    s0b.intoMemorySegment(SEGMENT, (c0 + VECTOR) & ADDRESS_MASK, ORDER);
    if (USED > 1) {
      s1b.intoMemorySegment(SEGMENT, (c1 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2b.intoMemorySegment(SEGMENT, (c2 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3b.intoMemorySegment(SEGMENT, (c3 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4b.intoMemorySegment(SEGMENT, (c4 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5b.intoMemorySegment(SEGMENT, (c5 + VECTOR) & ADDRESS_MASK, ORDER);
    }
  }
}
