package lockstep.kernels.conv;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.broadcast;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import java.nio.ByteOrder;
import lockstep.kernels.Lanes;

/// Rows of sums two vectors wide.
///
/// `c[p] += Σ a[p·aRow + i·aOuter + j·aMiddle + l·aInner] · b[i·bOuter + j·bMiddle + l·bInner]`
/// over i, j, l in order, where p counts the rows, a is a number, and b and c are pairs of vectors.
/// All steps are bytes; `bInner` is positive. Each element of c is one chain of fused
/// multiply-adds, which goes on from what c holds.
///
/// The innermost loop is not counted, so that C2 does not unroll it: it would load the vectors of
/// several steps at once and spill the sums (`jmh/lab`, 2).
final class PairTile {

  // The stores of the largest tiles are the JDK's: after so many nodes C2 inlines no method of
  // ours, and would make objects of the sums.
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int BYTES = Lanes.COUNT * Float.BYTES;

  private PairTile() {}

  static void rows6(
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
      long cRow) {
    long c0 = c;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long c5 = c + 5 * cRow;
    long a1 = aRow;
    long a2 = 2 * aRow;
    long a3 = 3 * aRow;
    long a4 = 4 * aRow;
    long a5 = 5 * aRow;
    var s0a = load(c0);
    var s0b = load(c0 + BYTES);
    var s1a = load(c1);
    var s1b = load(c1 + BYTES);
    var s2a = load(c2);
    var s2b = load(c2 + BYTES);
    var s3a = load(c3);
    var s3b = load(c3 + BYTES);
    var s4a = load(c4);
    var s4b = load(c4 + BYTES);
    var s5a = load(c5);
    var s5b = load(c5 + BYTES);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 = load(bj);
          var b1 = load(bj + BYTES);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          s0b = x0.fma(b1, s0b);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          s1b = x1.fma(b1, s1b);
          var x2 = broadcast(aj + a2);
          s2a = x2.fma(b0, s2a);
          s2b = x2.fma(b1, s2b);
          var x3 = broadcast(aj + a3);
          s3a = x3.fma(b0, s3a);
          s3b = x3.fma(b1, s3b);
          var x4 = broadcast(aj + a4);
          s4a = x4.fma(b0, s4a);
          s4b = x4.fma(b1, s4b);
          var x5 = broadcast(aj + a5);
          s5a = x5.fma(b0, s5a);
          s5b = x5.fma(b1, s5b);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c0 + BYTES) & ADDRESS_MASK, ORDER);
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

  static void rows5(
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
      long cRow) {
    long c0 = c;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long c4 = c + 4 * cRow;
    long a1 = aRow;
    long a2 = 2 * aRow;
    long a3 = 3 * aRow;
    long a4 = 4 * aRow;
    var s0a = load(c0);
    var s0b = load(c0 + BYTES);
    var s1a = load(c1);
    var s1b = load(c1 + BYTES);
    var s2a = load(c2);
    var s2b = load(c2 + BYTES);
    var s3a = load(c3);
    var s3b = load(c3 + BYTES);
    var s4a = load(c4);
    var s4b = load(c4 + BYTES);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 = load(bj);
          var b1 = load(bj + BYTES);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          s0b = x0.fma(b1, s0b);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          s1b = x1.fma(b1, s1b);
          var x2 = broadcast(aj + a2);
          s2a = x2.fma(b0, s2a);
          s2b = x2.fma(b1, s2b);
          var x3 = broadcast(aj + a3);
          s3a = x3.fma(b0, s3a);
          s3b = x3.fma(b1, s3b);
          var x4 = broadcast(aj + a4);
          s4a = x4.fma(b0, s4a);
          s4b = x4.fma(b1, s4b);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c0 + BYTES) & ADDRESS_MASK, ORDER);
    s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
    s1b.intoMemorySegment(SEGMENT, (c1 + BYTES) & ADDRESS_MASK, ORDER);
    s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
    s2b.intoMemorySegment(SEGMENT, (c2 + BYTES) & ADDRESS_MASK, ORDER);
    s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
    s3b.intoMemorySegment(SEGMENT, (c3 + BYTES) & ADDRESS_MASK, ORDER);
    s4a.intoMemorySegment(SEGMENT, c4 & ADDRESS_MASK, ORDER);
    s4b.intoMemorySegment(SEGMENT, (c4 + BYTES) & ADDRESS_MASK, ORDER);
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
      long cRow) {
    long c0 = c;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    long a1 = aRow;
    long a2 = 2 * aRow;
    long a3 = 3 * aRow;
    var s0a = load(c0);
    var s0b = load(c0 + BYTES);
    var s1a = load(c1);
    var s1b = load(c1 + BYTES);
    var s2a = load(c2);
    var s2b = load(c2 + BYTES);
    var s3a = load(c3);
    var s3b = load(c3 + BYTES);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 = load(bj);
          var b1 = load(bj + BYTES);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          s0b = x0.fma(b1, s0b);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          s1b = x1.fma(b1, s1b);
          var x2 = broadcast(aj + a2);
          s2a = x2.fma(b0, s2a);
          s2b = x2.fma(b1, s2b);
          var x3 = broadcast(aj + a3);
          s3a = x3.fma(b0, s3a);
          s3b = x3.fma(b1, s3b);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    store(c0, s0a);
    store(c0 + BYTES, s0b);
    store(c1, s1a);
    store(c1 + BYTES, s1b);
    store(c2, s2a);
    store(c2 + BYTES, s2b);
    store(c3, s3a);
    store(c3 + BYTES, s3b);
  }

  static void rows3(
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
      long cRow) {
    long c0 = c;
    long c1 = c + cRow;
    long c2 = c + 2 * cRow;
    long a1 = aRow;
    long a2 = 2 * aRow;
    var s0a = load(c0);
    var s0b = load(c0 + BYTES);
    var s1a = load(c1);
    var s1b = load(c1 + BYTES);
    var s2a = load(c2);
    var s2b = load(c2 + BYTES);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 = load(bj);
          var b1 = load(bj + BYTES);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          s0b = x0.fma(b1, s0b);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          s1b = x1.fma(b1, s1b);
          var x2 = broadcast(aj + a2);
          s2a = x2.fma(b0, s2a);
          s2b = x2.fma(b1, s2b);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    store(c0, s0a);
    store(c0 + BYTES, s0b);
    store(c1, s1a);
    store(c1 + BYTES, s1b);
    store(c2, s2a);
    store(c2 + BYTES, s2b);
  }

  static void rows2(
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
      long cRow) {
    long c0 = c;
    long c1 = c + cRow;
    long a1 = aRow;
    var s0a = load(c0);
    var s0b = load(c0 + BYTES);
    var s1a = load(c1);
    var s1b = load(c1 + BYTES);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 = load(bj);
          var b1 = load(bj + BYTES);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          s0b = x0.fma(b1, s0b);
          var x1 = broadcast(aj + a1);
          s1a = x1.fma(b0, s1a);
          s1b = x1.fma(b1, s1b);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    store(c0, s0a);
    store(c0 + BYTES, s0b);
    store(c1, s1a);
    store(c1 + BYTES, s1b);
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
      long cRow) {
    long c0 = c;
    var s0a = load(c0);
    var s0b = load(c0 + BYTES);
    for (int i = 0; i < outer; i++) {
      long ai = a;
      long bi = b;
      for (int j = 0; j < middle; j++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var b0 = load(bj);
          var b1 = load(bj + BYTES);
          var x0 = broadcast(aj);
          s0a = x0.fma(b0, s0a);
          s0b = x0.fma(b1, s0b);
          aj += aInner;
          bj += bInner;
        }
        ai += aMiddle;
        bi += bMiddle;
      }
      a += aOuter;
      b += bOuter;
    }
    store(c0, s0a);
    store(c0 + BYTES, s0b);
  }
}
