package lockstep.kernels.conv;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.broadcast;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Rows of sums one vector wide, of which only the first `lanes` elements exist.
///
/// `c[p] += Σ a[p·aRow + i·aOuter + j·aMiddle + l·aInner] · b[i·bOuter + j·bMiddle + l·bInner]`
/// over i, j, l in order, where p counts the rows, a is a number, and b and c are such vectors. All
/// steps are bytes; `bInner` is positive. Each element of c is one chain of fused multiply-adds,
/// which goes on from what c holds.
///
/// The innermost loop is not counted, so that C2 does not unroll it: it would load the vectors of
/// several steps at once and spill the sums (`jmh/lab`, 2).
final class MaskedTile {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private MaskedTile() {}

  static void rows8(
      long a,
      long aRow,
      long aOuter,
      long aMiddle,
      long aInner,
      long b,
      long bOuter,
      long bMiddle,
      long bInner,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int lanes) {
    var mask = Lanes.FLOAT.indexInRange(0, lanes);
    long c0 = c;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long c5 = c + 5 * cRow;
    long c6 = c + 6 * cRow;
    long c7 = c + 7 * cRow;
    long a1 = aRow;
    long a2 = 2 * aRow;
    long a3 = 3 * aRow;
    long a4 = 4 * aRow;
    long a5 = 5 * aRow;
    long a6 = 6 * aRow;
    long a7 = 7 * aRow;
    var s0a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c0 & ADDRESS_MASK, ORDER, mask);
    var s1a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c1 & ADDRESS_MASK, ORDER, mask);
    var s2a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c2 & ADDRESS_MASK, ORDER, mask);
    var s3a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c3 & ADDRESS_MASK, ORDER, mask);
    var s4a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c4 & ADDRESS_MASK, ORDER, mask);
    var s5a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c5 & ADDRESS_MASK, ORDER, mask);
    var s6a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c6 & ADDRESS_MASK, ORDER, mask);
    var s7a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c7 & ADDRESS_MASK, ORDER, mask);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 =
              FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, bj & ADDRESS_MASK, ORDER, mask);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          var x2 = broadcast(aj + a2);
          s2a = x2.fma(b0, s2a);
          var x3 = broadcast(aj + a3);
          s3a = x3.fma(b0, s3a);
          var x4 = broadcast(aj + a4);
          s4a = x4.fma(b0, s4a);
          var x5 = broadcast(aj + a5);
          s5a = x5.fma(b0, s5a);
          var x6 = broadcast(aj + a6);
          s6a = x6.fma(b0, s6a);
          var x7 = broadcast(aj + a7);
          s7a = x7.fma(b0, s7a);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER, mask);
    s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER, mask);
    s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER, mask);
    s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER, mask);
    s4a.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER, mask);
    s5a.intoMemorySegment(SEGMENT, c5 & ADDRESS_MASK, ORDER, mask);
    s6a.intoMemorySegment(SEGMENT, c6 & ADDRESS_MASK, ORDER, mask);
    s7a.intoMemorySegment(SEGMENT, c7 & ADDRESS_MASK, ORDER, mask);
  }

  static void rows4(
      long a,
      long aRow,
      long aOuter,
      long aMiddle,
      long aInner,
      long b,
      long bOuter,
      long bMiddle,
      long bInner,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int lanes) {
    var mask = Lanes.FLOAT.indexInRange(0, lanes);
    long c0 = c;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long a1 = aRow;
    long a2 = 2 * aRow;
    long a3 = 3 * aRow;
    var s0a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c0 & ADDRESS_MASK, ORDER, mask);
    var s1a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c1 & ADDRESS_MASK, ORDER, mask);
    var s2a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c2 & ADDRESS_MASK, ORDER, mask);
    var s3a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c3 & ADDRESS_MASK, ORDER, mask);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 =
              FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, bj & ADDRESS_MASK, ORDER, mask);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          var x2 = broadcast(aj + a2);
          s2a = x2.fma(b0, s2a);
          var x3 = broadcast(aj + a3);
          s3a = x3.fma(b0, s3a);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER, mask);
    s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER, mask);
    s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER, mask);
    s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER, mask);
  }

  static void rows1(
      long a,
      long aRow,
      long aOuter,
      long aMiddle,
      long aInner,
      long b,
      long bOuter,
      long bMiddle,
      long bInner,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int lanes) {
    var mask = Lanes.FLOAT.indexInRange(0, lanes);
    long c0 = c;
    var s0a = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c0 & ADDRESS_MASK, ORDER, mask);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 =
              FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, bj & ADDRESS_MASK, ORDER, mask);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER, mask);
  }
}
