package lockstep.kernels.conv;

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

/// [WindowTile] of up to 8 rows, two vectors wide.
///
/// The loop has the form of the product's tile: C2 does not see it as counted, and the addresses of
/// the sums live through it (`jmh/lab`, 4).
final class WindowTile8x2 extends WindowTile {

  static final int ROWS = 8;

  private static final Data DATA = Specialise.data(MethodHandles.lookup(), Data.class, Data::none);
  private static final VectorSpecies<Float> FLOAT = DATA.species();
  private static final int USED = DATA.rows();
  private static final long ROW = DATA.aRow();
  private static final long STEP = DATA.aInner();
  private static final long NEXT = DATA.bInner();
  private static final int VECTOR = FLOAT.vectorByteSize();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // Reached by reflection.
  WindowTile8x2() {}

  @Override
  public void run(
      long a,
      long aOuter,
      long aMiddle,
      long b,
      long bOuter,
      long bMiddle,
      int outer,
      int middle,
      int inner,
      long from,
      long fromRow,
      long c,
      long cRow) {
    long c0 = c;
    long c1 = c + 1 * cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long c5 = c + 5 * cRow;
    long c6 = c + 6 * cRow;
    long c7 = c + 7 * cRow;
    var s0a = fromMemorySegment(FLOAT, SEGMENT, from & ADDRESS_MASK, ORDER);
    var s0b = fromMemorySegment(FLOAT, SEGMENT, (from + VECTOR) & ADDRESS_MASK, ORDER);
    var s1a = zero(FLOAT);
    var s1b = zero(FLOAT);
    var s2a = zero(FLOAT);
    var s2b = zero(FLOAT);
    var s3a = zero(FLOAT);
    var s3b = zero(FLOAT);
    var s4a = zero(FLOAT);
    var s4b = zero(FLOAT);
    var s5a = zero(FLOAT);
    var s5b = zero(FLOAT);
    var s6a = zero(FLOAT);
    var s6b = zero(FLOAT);
    var s7a = zero(FLOAT);
    var s7b = zero(FLOAT);
    if (USED > 1) {
      s1a = fromMemorySegment(FLOAT, SEGMENT, (from + 1 * fromRow) & ADDRESS_MASK, ORDER);
      s1b = fromMemorySegment(FLOAT, SEGMENT, (from + 1 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2a = fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow) & ADDRESS_MASK, ORDER);
      s2b = fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3a = fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow) & ADDRESS_MASK, ORDER);
      s3b = fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4a = fromMemorySegment(FLOAT, SEGMENT, (from + 4 * fromRow) & ADDRESS_MASK, ORDER);
      s4b = fromMemorySegment(FLOAT, SEGMENT, (from + 4 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5a = fromMemorySegment(FLOAT, SEGMENT, (from + 5 * fromRow) & ADDRESS_MASK, ORDER);
      s5b = fromMemorySegment(FLOAT, SEGMENT, (from + 5 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 6) {
      s6a = fromMemorySegment(FLOAT, SEGMENT, (from + 6 * fromRow) & ADDRESS_MASK, ORDER);
      s6b = fromMemorySegment(FLOAT, SEGMENT, (from + 6 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7a = fromMemorySegment(FLOAT, SEGMENT, (from + 7 * fromRow) & ADDRESS_MASK, ORDER);
      s7b = fromMemorySegment(FLOAT, SEGMENT, (from + 7 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    // The window's three loops are one: what C2 keeps of each vector at the head of each loop added
    // up to 50 MB (`jmh/lab`, 12).
    int left = inner == 0 ? 0 : outer * middle;
    int j = 0;
    long aRow = a;
    long bRow = b;
    long pa = a - STEP;
    long pb = b;
    long end = b + inner * NEXT;
    while (left > 0) {
      pa += STEP;
      long qa = pa & ADDRESS_MASK;
      long qb = pb & ADDRESS_MASK;
      var ya = fromMemorySegment(FLOAT, SEGMENT, qb, ORDER);
      var yb = fromMemorySegment(FLOAT, SEGMENT, qb + VECTOR, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, qa));
      s0a = x0.fma(ya, s0a);
      s0b = x0.fma(yb, s0b);
      if (USED > 1) {
        var x1 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * ROW));
        s1a = x1.fma(ya, s1a);
        s1b = x1.fma(yb, s1b);
      }
      if (USED > 2) {
        var x2 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 2 * ROW));
        s2a = x2.fma(ya, s2a);
        s2b = x2.fma(yb, s2b);
      }
      if (USED > 3) {
        var x3 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 3 * ROW));
        s3a = x3.fma(ya, s3a);
        s3b = x3.fma(yb, s3b);
      }
      if (USED > 4) {
        var x4 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 4 * ROW));
        s4a = x4.fma(ya, s4a);
        s4b = x4.fma(yb, s4b);
      }
      if (USED > 5) {
        var x5 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 5 * ROW));
        s5a = x5.fma(ya, s5a);
        s5b = x5.fma(yb, s5b);
      }
      if (USED > 6) {
        var x6 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 6 * ROW));
        s6a = x6.fma(ya, s6a);
        s6b = x6.fma(yb, s6b);
      }
      if (USED > 7) {
        var x7 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 7 * ROW));
        s7a = x7.fma(ya, s7a);
        s7b = x7.fma(yb, s7b);
      }
      pb += NEXT;
      if (pb == end) {
        left--;
        j++;
        if (j == middle) {
          j = 0;
          aRow += aOuter;
          bRow += bOuter;
        }
        pa = aRow + j * aMiddle - STEP;
        pb = bRow + j * bMiddle;
        end = pb + inner * NEXT;
      }
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c0 + VECTOR) & ADDRESS_MASK, ORDER);
    if (USED > 1) {
      s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
      s1b.intoMemorySegment(SEGMENT, (c1 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
      s2b.intoMemorySegment(SEGMENT, (c2 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
      s3b.intoMemorySegment(SEGMENT, (c3 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4a.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER);
      s4b.intoMemorySegment(SEGMENT, (c4 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5a.intoMemorySegment(SEGMENT, c5 & ADDRESS_MASK, ORDER);
      s5b.intoMemorySegment(SEGMENT, (c5 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 6) {
      s6a.intoMemorySegment(SEGMENT, c6 & ADDRESS_MASK, ORDER);
      s6b.intoMemorySegment(SEGMENT, (c6 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7a.intoMemorySegment(SEGMENT, c7 & ADDRESS_MASK, ORDER);
      s7b.intoMemorySegment(SEGMENT, (c7 + VECTOR) & ADDRESS_MASK, ORDER);
    }
  }
}
