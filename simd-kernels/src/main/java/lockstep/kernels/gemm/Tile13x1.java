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

/// Up to 13 rows of C, one vector wide: 13 sums cover the latency of a fused multiply-add.
///
/// See {@link Tile13x2} for the form of its loop. With exactly 12 rows C2 spills sums all the same
/// (`jmh/lab`, 4), so {@link Blocks.Registers} makes no bands of 12.
final class Tile13x1 extends Tile {

  static final int ROWS = 13;

  private static final TileData DATA =
      Specialise.data(MethodHandles.lookup(), TileData.class, TileData::none);
  private static final VectorSpecies<Float> FLOAT = DATA.species();
  private static final int USED = DATA.rows();
  private static final long ROW = DATA.aRow();
  private static final long STEP = DATA.aStep();
  private static final long NEXT = DATA.bStep();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // Reached by reflection.
  Tile13x1() {}

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
    var s1 = zero(FLOAT);
    var s2 = zero(FLOAT);
    var s3 = zero(FLOAT);
    var s4 = zero(FLOAT);
    var s5 = zero(FLOAT);
    var s6 = zero(FLOAT);
    var s7 = zero(FLOAT);
    var s8 = zero(FLOAT);
    var s9 = zero(FLOAT);
    var s10 = zero(FLOAT);
    var s11 = zero(FLOAT);
    var s12 = zero(FLOAT);
    var s0 = fromMemorySegment(FLOAT, SEGMENT, (from + 0 * fromRow) & ADDRESS_MASK, ORDER);
    if (USED > 1) {
      s1 = fromMemorySegment(FLOAT, SEGMENT, (from + 1 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2 = fromMemorySegment(FLOAT, SEGMENT, (from + 2 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3 = fromMemorySegment(FLOAT, SEGMENT, (from + 3 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4 = fromMemorySegment(FLOAT, SEGMENT, (from + 4 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5 = fromMemorySegment(FLOAT, SEGMENT, (from + 5 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 6) {
      s6 = fromMemorySegment(FLOAT, SEGMENT, (from + 6 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7 = fromMemorySegment(FLOAT, SEGMENT, (from + 7 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 8) {
      s8 = fromMemorySegment(FLOAT, SEGMENT, (from + 8 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 9) {
      s9 = fromMemorySegment(FLOAT, SEGMENT, (from + 9 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 10) {
      s10 = fromMemorySegment(FLOAT, SEGMENT, (from + 10 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 11) {
      s11 = fromMemorySegment(FLOAT, SEGMENT, (from + 11 * fromRow) & ADDRESS_MASK, ORDER);
    }
    if (USED > 12) {
      s12 = fromMemorySegment(FLOAT, SEGMENT, (from + 12 * fromRow) & ADDRESS_MASK, ORDER);
    }
    long end = b + depth * NEXT;
    long pa = a - STEP;
    for (long pb = b; pb != end; pb += NEXT) {
      pa += STEP;
      long qa = pa & ADDRESS_MASK;
      long qb = pb & ADDRESS_MASK;
      var y = fromMemorySegment(FLOAT, SEGMENT, qb, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, qa));
      s0 = x0.fma(y, s0);
      if (USED > 1) {
        var x1 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * ROW));
        s1 = x1.fma(y, s1);
      }
      if (USED > 2) {
        var x2 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 2 * ROW));
        s2 = x2.fma(y, s2);
      }
      if (USED > 3) {
        var x3 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 3 * ROW));
        s3 = x3.fma(y, s3);
      }
      if (USED > 4) {
        var x4 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 4 * ROW));
        s4 = x4.fma(y, s4);
      }
      if (USED > 5) {
        var x5 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 5 * ROW));
        s5 = x5.fma(y, s5);
      }
      if (USED > 6) {
        var x6 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 6 * ROW));
        s6 = x6.fma(y, s6);
      }
      if (USED > 7) {
        var x7 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 7 * ROW));
        s7 = x7.fma(y, s7);
      }
      if (USED > 8) {
        var x8 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 8 * ROW));
        s8 = x8.fma(y, s8);
      }
      if (USED > 9) {
        var x9 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 9 * ROW));
        s9 = x9.fma(y, s9);
      }
      if (USED > 10) {
        var x10 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 10 * ROW));
        s10 = x10.fma(y, s10);
      }
      if (USED > 11) {
        var x11 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 11 * ROW));
        s11 = x11.fma(y, s11);
      }
      if (USED > 12) {
        var x12 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 12 * ROW));
        s12 = x12.fma(y, s12);
      }
    }
    s0.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER);
    if (USED > 1) {
      s1.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
    }
    if (USED > 2) {
      s2.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
    }
    if (USED > 3) {
      s3.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
    }
    if (USED > 4) {
      s4.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER);
    }
    if (USED > 5) {
      s5.intoMemorySegment(SEGMENT, c5 & ADDRESS_MASK, ORDER);
    }
    if (USED > 6) {
      s6.intoMemorySegment(SEGMENT, c6 & ADDRESS_MASK, ORDER);
    }
    if (USED > 7) {
      s7.intoMemorySegment(SEGMENT, c7 & ADDRESS_MASK, ORDER);
    }
    if (USED > 8) {
      s8.intoMemorySegment(SEGMENT, c8 & ADDRESS_MASK, ORDER);
    }
    if (USED > 9) {
      s9.intoMemorySegment(SEGMENT, c9 & ADDRESS_MASK, ORDER);
    }
    if (USED > 10) {
      s10.intoMemorySegment(SEGMENT, c10 & ADDRESS_MASK, ORDER);
    }
    if (USED > 11) {
      s11.intoMemorySegment(SEGMENT, c11 & ADDRESS_MASK, ORDER);
    }
    if (USED > 12) {
      s12.intoMemorySegment(SEGMENT, c12 & ADDRESS_MASK, ORDER);
    }
  }
}
