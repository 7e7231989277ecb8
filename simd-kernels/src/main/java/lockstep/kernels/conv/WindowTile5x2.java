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

/// [WindowTile] of up to 5 rows, two vectors wide: with the vectors of b and of a they take sixteen
/// registers.
///
/// See [WindowTile8x2] for the form of its loop. Two steps share its end and their addresses: where
/// the other thread of a core is busy too, what is not a multiply-add costs as much as one. Four
/// would be faster still, but a network has dozens of these tiles, and C2 takes twice as long for
/// each (`jmh/lab`, 20). The window may end after either step, which keeps C2 from loading both
/// first.
final class WindowTile5x2 extends WindowTile {

  static final int ROWS = 5;

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
  WindowTile5x2() {}

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
    // The window's three loops are one: what C2 keeps of each vector at the head of each loop added
    // up to 50 MB (`jmh/lab`, 12).
    int left = inner == 0 ? 0 : outer * middle;
    int j = 0;
    long aRow = a;
    long bRow = b;
    long pa = a;
    long pb = b;
    long end = b + inner * NEXT;
    while (left > 0) {
      long qa = pa & ADDRESS_MASK;
      long qb = pb & ADDRESS_MASK;
      var y0a = fromMemorySegment(FLOAT, SEGMENT, qb, ORDER);
      var y0b = fromMemorySegment(FLOAT, SEGMENT, qb + VECTOR, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, qa));
      s0a = x0.fma(y0a, s0a);
      s0b = x0.fma(y0b, s0b);
      if (USED > 1) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * ROW));
        s1a = x.fma(y0a, s1a);
        s1b = x.fma(y0b, s1b);
      }
      if (USED > 2) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 2 * ROW));
        s2a = x.fma(y0a, s2a);
        s2b = x.fma(y0b, s2b);
      }
      if (USED > 3) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 3 * ROW));
        s3a = x.fma(y0a, s3a);
        s3b = x.fma(y0b, s3b);
      }
      if (USED > 4) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 4 * ROW));
        s4a = x.fma(y0a, s4a);
        s4b = x.fma(y0b, s4b);
      }
      if (pb + NEXT != end) {
        var y1a = fromMemorySegment(FLOAT, SEGMENT, qb + NEXT, ORDER);
        var y1b = fromMemorySegment(FLOAT, SEGMENT, qb + NEXT + VECTOR, ORDER);
        var x1 = broadcast(FLOAT, SEGMENT.get(ONE, qa + STEP));
        s0a = x1.fma(y1a, s0a);
        s0b = x1.fma(y1b, s0b);
        if (USED > 1) {
          var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + STEP + 1 * ROW));
          s1a = x.fma(y1a, s1a);
          s1b = x.fma(y1b, s1b);
        }
        if (USED > 2) {
          var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + STEP + 2 * ROW));
          s2a = x.fma(y1a, s2a);
          s2b = x.fma(y1b, s2b);
        }
        if (USED > 3) {
          var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + STEP + 3 * ROW));
          s3a = x.fma(y1a, s3a);
          s3b = x.fma(y1b, s3b);
        }
        if (USED > 4) {
          var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + STEP + 4 * ROW));
          s4a = x.fma(y1a, s4a);
          s4b = x.fma(y1b, s4b);
        }
      }
      pa += 2 * STEP;
      pb += 2 * NEXT;
      if (pb >= end) {
        left--;
        j++;
        if (j == middle) {
          j = 0;
          aRow += aOuter;
          bRow += bOuter;
        }
        pa = aRow + j * aMiddle;
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
  }
}
