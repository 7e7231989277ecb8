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

/// Up to 13 rows of C, two vectors wide: 26 sums, two vectors of B and one of A: 29 of 32
/// registers.
///
/// Each element of C is one chain in the order of depth. Three things keep C2 from spilling sums
/// (`jmh/lab`, 4): a loop that it does not see as counted, pointers that are masked once and not at
/// every access, and the addresses of C in variables that live through it. Two steps share the
/// loop's end and its addresses, a fifth of the instructions; it may end after each, which keeps C2
/// from loading both first (`jmh/lab`, 28).
///
/// The JDK's methods are called directly: past its limit of nodes C2 inlines no method of ours, and
/// boxes every vector that is passed (`jmh/lab`, 3).
final class Tile13x2 extends Tile {

  static final int ROWS = 13;

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
  Tile13x2() {}

  @Override
  public void run(long a, long b, int depth, long from, long fromRow, long c, long cRow) {
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
    var s6a =
        USED > 6
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 6 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s6b = zero(FLOAT);
    var s7a =
        USED > 7
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 7 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s7b = zero(FLOAT);
    var s8a =
        USED > 8
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 8 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s8b = zero(FLOAT);
    var s9a =
        USED > 9
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 9 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s9b = zero(FLOAT);
    var s10a =
        USED > 10
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 10 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s10b = zero(FLOAT);
    var s11a =
        USED > 11
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 11 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s11b = zero(FLOAT);
    var s12a =
        USED > 12
            ? fromMemorySegment(FLOAT, SEGMENT, (from + 12 * fromRow) & ADDRESS_MASK, ORDER)
            : zero(FLOAT);
    var s12b = zero(FLOAT);
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
    if (USED > 6) {
      s6b = fromMemorySegment(FLOAT, SEGMENT, (from + 6 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7b = fromMemorySegment(FLOAT, SEGMENT, (from + 7 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 8) {
      s8b = fromMemorySegment(FLOAT, SEGMENT, (from + 8 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 9) {
      s9b = fromMemorySegment(FLOAT, SEGMENT, (from + 9 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 10) {
      s10b =
          fromMemorySegment(FLOAT, SEGMENT, (from + 10 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 11) {
      s11b =
          fromMemorySegment(FLOAT, SEGMENT, (from + 11 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 12) {
      s12b =
          fromMemorySegment(FLOAT, SEGMENT, (from + 12 * fromRow + VECTOR) & ADDRESS_MASK, ORDER);
    }
    long end = b + depth * NEXT;
    long end1 = end - 1 * NEXT;
    long pa = a - 2 * STEP;
    for (long pb = b; pb != end; pb += 2 * NEXT) {
      pa += 2 * STEP;
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
      if (USED > 5) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 5 * ROW));
        s5a = x.fma(y0a, s5a);
        s5b = x.fma(y0b, s5b);
      }
      if (USED > 6) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 6 * ROW));
        s6a = x.fma(y0a, s6a);
        s6b = x.fma(y0b, s6b);
      }
      if (USED > 7) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 7 * ROW));
        s7a = x.fma(y0a, s7a);
        s7b = x.fma(y0b, s7b);
      }
      if (USED > 8) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 8 * ROW));
        s8a = x.fma(y0a, s8a);
        s8b = x.fma(y0b, s8b);
      }
      if (USED > 9) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 9 * ROW));
        s9a = x.fma(y0a, s9a);
        s9b = x.fma(y0b, s9b);
      }
      if (USED > 10) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 10 * ROW));
        s10a = x.fma(y0a, s10a);
        s10b = x.fma(y0b, s10b);
      }
      if (USED > 11) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 11 * ROW));
        s11a = x.fma(y0a, s11a);
        s11b = x.fma(y0b, s11b);
      }
      if (USED > 12) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 12 * ROW));
        s12a = x.fma(y0a, s12a);
        s12b = x.fma(y0b, s12b);
      }
      if (pb == end1) {
        break;
      }
      var y1a = fromMemorySegment(FLOAT, SEGMENT, qb + 1 * NEXT, ORDER);
      var y1b = fromMemorySegment(FLOAT, SEGMENT, qb + 1 * NEXT + VECTOR, ORDER);
      var x1 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP));
      s0a = x1.fma(y1a, s0a);
      s0b = x1.fma(y1b, s0b);
      if (USED > 1) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 1 * ROW));
        s1a = x.fma(y1a, s1a);
        s1b = x.fma(y1b, s1b);
      }
      if (USED > 2) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 2 * ROW));
        s2a = x.fma(y1a, s2a);
        s2b = x.fma(y1b, s2b);
      }
      if (USED > 3) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 3 * ROW));
        s3a = x.fma(y1a, s3a);
        s3b = x.fma(y1b, s3b);
      }
      if (USED > 4) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 4 * ROW));
        s4a = x.fma(y1a, s4a);
        s4b = x.fma(y1b, s4b);
      }
      if (USED > 5) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 5 * ROW));
        s5a = x.fma(y1a, s5a);
        s5b = x.fma(y1b, s5b);
      }
      if (USED > 6) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 6 * ROW));
        s6a = x.fma(y1a, s6a);
        s6b = x.fma(y1b, s6b);
      }
      if (USED > 7) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 7 * ROW));
        s7a = x.fma(y1a, s7a);
        s7b = x.fma(y1b, s7b);
      }
      if (USED > 8) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 8 * ROW));
        s8a = x.fma(y1a, s8a);
        s8b = x.fma(y1b, s8b);
      }
      if (USED > 9) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 9 * ROW));
        s9a = x.fma(y1a, s9a);
        s9b = x.fma(y1b, s9b);
      }
      if (USED > 10) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 10 * ROW));
        s10a = x.fma(y1a, s10a);
        s10b = x.fma(y1b, s10b);
      }
      if (USED > 11) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 11 * ROW));
        s11a = x.fma(y1a, s11a);
        s11b = x.fma(y1b, s11b);
      }
      if (USED > 12) {
        var x = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * STEP + 12 * ROW));
        s12a = x.fma(y1a, s12a);
        s12b = x.fma(y1b, s12b);
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
    if (USED > 6) {
      s6b.intoMemorySegment(SEGMENT, (c6 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7b.intoMemorySegment(SEGMENT, (c7 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 8) {
      s8b.intoMemorySegment(SEGMENT, (c8 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 9) {
      s9b.intoMemorySegment(SEGMENT, (c9 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 10) {
      s10b.intoMemorySegment(SEGMENT, (c10 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 11) {
      s11b.intoMemorySegment(SEGMENT, (c11 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    if (USED > 12) {
      s12b.intoMemorySegment(SEGMENT, (c12 + VECTOR) & ADDRESS_MASK, ORDER);
    }
  }
}
