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

/// [WindowTile] of up to 13 rows, one vector wide.
final class WindowTile13x1 extends WindowTile {

  static final int ROWS = 13;

  private static final Data DATA = Specialise.data(MethodHandles.lookup(), Data.class, Data::none);
  private static final VectorSpecies<Float> FLOAT = DATA.species();
  private static final int USED = DATA.rows();
  private static final long ROW = DATA.aRow();
  private static final long STEP = DATA.aInner();
  private static final long NEXT = DATA.bInner();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // Reached by reflection.
  WindowTile13x1() {}

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
    long c8 = c + 8 * cRow;
    long c9 = c + 9 * cRow;
    long c10 = c + 10 * cRow;
    long c11 = c + 11 * cRow;
    long c12 = c + 12 * cRow;
    var s0a = fromMemorySegment(FLOAT, SEGMENT, from & ADDRESS_MASK, ORDER);
    var s1a = zero(FLOAT);
    var s2a = zero(FLOAT);
    var s3a = zero(FLOAT);
    var s4a = zero(FLOAT);
    var s5a = zero(FLOAT);
    var s6a = zero(FLOAT);
    var s7a = zero(FLOAT);
    var s8a = zero(FLOAT);
    var s9a = zero(FLOAT);
    var s10a = zero(FLOAT);
    var s11a = zero(FLOAT);
    var s12a = zero(FLOAT);
    if (USED > 1) {
      s1a = fromMemorySegment(FLOAT, SEGMENT, (from + 1 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2a = fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3a = fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4a = fromMemorySegment(FLOAT, SEGMENT, (from + 4 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5a = fromMemorySegment(FLOAT, SEGMENT, (from + 5 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 6) {
      s6a = fromMemorySegment(FLOAT, SEGMENT, (from + 6 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7a = fromMemorySegment(FLOAT, SEGMENT, (from + 7 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 8) {
      s8a = fromMemorySegment(FLOAT, SEGMENT, (from + 8 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 9) {
      s9a = fromMemorySegment(FLOAT, SEGMENT, (from + 9 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 10) {
      s10a = fromMemorySegment(FLOAT, SEGMENT, (from + 10 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 11) {
      s11a = fromMemorySegment(FLOAT, SEGMENT, (from + 11 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 12) {
      s12a = fromMemorySegment(FLOAT, SEGMENT, (from + 12 * fromRow) & ADDRESS_MASK, ORDER);
    }
    // One loop for the window's three: see [WindowTile8x2].
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
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, qa));
      s0a = x0.fma(ya, s0a);
      if (USED > 1) {
        var x1 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * ROW));
        s1a = x1.fma(ya, s1a);
      }
      if (USED > 2) {
        var x2 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 2 * ROW));
        s2a = x2.fma(ya, s2a);
      }
      if (USED > 3) {
        var x3 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 3 * ROW));
        s3a = x3.fma(ya, s3a);
      }
      if (USED > 4) {
        var x4 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 4 * ROW));
        s4a = x4.fma(ya, s4a);
      }
      if (USED > 5) {
        var x5 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 5 * ROW));
        s5a = x5.fma(ya, s5a);
      }
      if (USED > 6) {
        var x6 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 6 * ROW));
        s6a = x6.fma(ya, s6a);
      }
      if (USED > 7) {
        var x7 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 7 * ROW));
        s7a = x7.fma(ya, s7a);
      }
      if (USED > 8) {
        var x8 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 8 * ROW));
        s8a = x8.fma(ya, s8a);
      }
      if (USED > 9) {
        var x9 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 9 * ROW));
        s9a = x9.fma(ya, s9a);
      }
      if (USED > 10) {
        var x10 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 10 * ROW));
        s10a = x10.fma(ya, s10a);
      }
      if (USED > 11) {
        var x11 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 11 * ROW));
        s11a = x11.fma(ya, s11a);
      }
      if (USED > 12) {
        var x12 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 12 * ROW));
        s12a = x12.fma(ya, s12a);
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
    if (USED > 6) {
      s6a.intoMemorySegment(SEGMENT, c6 & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7a.intoMemorySegment(SEGMENT, c7 & ADDRESS_MASK, ORDER);
    }
    if (USED > 8) {
      s8a.intoMemorySegment(SEGMENT, c8 & ADDRESS_MASK, ORDER);
    }
    if (USED > 9) {
      s9a.intoMemorySegment(SEGMENT, c9 & ADDRESS_MASK, ORDER);
    }
    if (USED > 10) {
      s10a.intoMemorySegment(SEGMENT, c10 & ADDRESS_MASK, ORDER);
    }
    if (USED > 11) {
      s11a.intoMemorySegment(SEGMENT, c11 & ADDRESS_MASK, ORDER);
    }
    if (USED > 12) {
      s12a.intoMemorySegment(SEGMENT, c12 & ADDRESS_MASK, ORDER);
    }
  }
}
