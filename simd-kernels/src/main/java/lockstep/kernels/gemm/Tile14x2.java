package lockstep.kernels.gemm;

import static lockstep.kernels.access.Floats.broadcast;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The inner loop of the product: 14 rows of C, two vectors wide.
///
/// A is packed as `[depth][14]`, `aStep` bytes from one step of depth to the next; B as `[depth][2
/// vectors]`, `bStep` bytes apart; rows of C lie `rowBytes` apart. Twenty-eight sums, two vectors
/// of B and one of A: thirty-one of the thirty-two registers of AVX-512 and NEON. Each element of C
/// is one chain of fused multiply-adds in the order of depth, whatever the width of the vectors.
///
/// The steps are arguments, although they never differ, so that C2 does not know the loop's stride
/// and leaves it as it is: unrolled, it loads the vectors of four steps at once and spills half the
/// sums (`jmh/lab`, 2). The methods are longer than what C2 inlines into a hot caller, and must
/// stay so (`jmh/lab`, 1).
final class Tile14x2 {

  static final int ROWS = 14;

  private static final int BYTES = Lanes.COUNT * Float.BYTES;

  private Tile14x2() {}

  /// `C ← A·B`: C is only written.
  static void fresh(long a, long aStep, long b, long bStep, int depth, long c, long rowBytes) {
    long c0 = c;
    long c1 = c + rowBytes;
    long c2 = c + 2 * rowBytes;
    long c3 = c + 3 * rowBytes;
    long c4 = c + 4 * rowBytes;
    long c5 = c + 5 * rowBytes;
    long c6 = c + 6 * rowBytes;
    long c7 = c + 7 * rowBytes;
    long c8 = c + 8 * rowBytes;
    long c9 = c + 9 * rowBytes;
    long c10 = c + 10 * rowBytes;
    long c11 = c + 11 * rowBytes;
    long c12 = c + 12 * rowBytes;
    long c13 = c + 13 * rowBytes;
    var s0a = FloatVector.zero(Lanes.FLOAT);
    var s0b = FloatVector.zero(Lanes.FLOAT);
    var s1a = FloatVector.zero(Lanes.FLOAT);
    var s1b = FloatVector.zero(Lanes.FLOAT);
    var s2a = FloatVector.zero(Lanes.FLOAT);
    var s2b = FloatVector.zero(Lanes.FLOAT);
    var s3a = FloatVector.zero(Lanes.FLOAT);
    var s3b = FloatVector.zero(Lanes.FLOAT);
    var s4a = FloatVector.zero(Lanes.FLOAT);
    var s4b = FloatVector.zero(Lanes.FLOAT);
    var s5a = FloatVector.zero(Lanes.FLOAT);
    var s5b = FloatVector.zero(Lanes.FLOAT);
    var s6a = FloatVector.zero(Lanes.FLOAT);
    var s6b = FloatVector.zero(Lanes.FLOAT);
    var s7a = FloatVector.zero(Lanes.FLOAT);
    var s7b = FloatVector.zero(Lanes.FLOAT);
    var s8a = FloatVector.zero(Lanes.FLOAT);
    var s8b = FloatVector.zero(Lanes.FLOAT);
    var s9a = FloatVector.zero(Lanes.FLOAT);
    var s9b = FloatVector.zero(Lanes.FLOAT);
    var s10a = FloatVector.zero(Lanes.FLOAT);
    var s10b = FloatVector.zero(Lanes.FLOAT);
    var s11a = FloatVector.zero(Lanes.FLOAT);
    var s11b = FloatVector.zero(Lanes.FLOAT);
    var s12a = FloatVector.zero(Lanes.FLOAT);
    var s12b = FloatVector.zero(Lanes.FLOAT);
    var s13a = FloatVector.zero(Lanes.FLOAT);
    var s13b = FloatVector.zero(Lanes.FLOAT);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = load(b);
      var b1 = load(b + BYTES);
      var x0 = broadcast(a);
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      var x1 = broadcast(a + 4);
      s1a = x1.fma(b0, s1a);
      s1b = x1.fma(b1, s1b);
      var x2 = broadcast(a + 8);
      s2a = x2.fma(b0, s2a);
      s2b = x2.fma(b1, s2b);
      var x3 = broadcast(a + 12);
      s3a = x3.fma(b0, s3a);
      s3b = x3.fma(b1, s3b);
      var x4 = broadcast(a + 16);
      s4a = x4.fma(b0, s4a);
      s4b = x4.fma(b1, s4b);
      var x5 = broadcast(a + 20);
      s5a = x5.fma(b0, s5a);
      s5b = x5.fma(b1, s5b);
      var x6 = broadcast(a + 24);
      s6a = x6.fma(b0, s6a);
      s6b = x6.fma(b1, s6b);
      var x7 = broadcast(a + 28);
      s7a = x7.fma(b0, s7a);
      s7b = x7.fma(b1, s7b);
      var x8 = broadcast(a + 32);
      s8a = x8.fma(b0, s8a);
      s8b = x8.fma(b1, s8b);
      var x9 = broadcast(a + 36);
      s9a = x9.fma(b0, s9a);
      s9b = x9.fma(b1, s9b);
      var x10 = broadcast(a + 40);
      s10a = x10.fma(b0, s10a);
      s10b = x10.fma(b1, s10b);
      var x11 = broadcast(a + 44);
      s11a = x11.fma(b0, s11a);
      s11b = x11.fma(b1, s11b);
      var x12 = broadcast(a + 48);
      s12a = x12.fma(b0, s12a);
      s12b = x12.fma(b1, s12b);
      var x13 = broadcast(a + 52);
      s13a = x13.fma(b0, s13a);
      s13b = x13.fma(b1, s13b);
      a += aStep;
      b += bStep;
    }
    store(c0, s0a);
    store(c0 + BYTES, s0b);
    store(c1, s1a);
    store(c1 + BYTES, s1b);
    store(c2, s2a);
    store(c2 + BYTES, s2b);
    store(c3, s3a);
    store(c3 + BYTES, s3b);
    store(c4, s4a);
    store(c4 + BYTES, s4b);
    store(c5, s5a);
    store(c5 + BYTES, s5b);
    store(c6, s6a);
    store(c6 + BYTES, s6b);
    store(c7, s7a);
    store(c7 + BYTES, s7b);
    store(c8, s8a);
    store(c8 + BYTES, s8b);
    store(c9, s9a);
    store(c9 + BYTES, s9b);
    store(c10, s10a);
    store(c10 + BYTES, s10b);
    store(c11, s11a);
    store(c11 + BYTES, s11b);
    store(c12, s12a);
    store(c12 + BYTES, s12b);
    store(c13, s13a);
    store(c13 + BYTES, s13b);
  }

  /// `C ← C + A·B`: the chains go on from what C holds.
  static void onto(long a, long aStep, long b, long bStep, int depth, long c, long rowBytes) {
    long c0 = c;
    long c1 = c + rowBytes;
    long c2 = c + 2 * rowBytes;
    long c3 = c + 3 * rowBytes;
    long c4 = c + 4 * rowBytes;
    long c5 = c + 5 * rowBytes;
    long c6 = c + 6 * rowBytes;
    long c7 = c + 7 * rowBytes;
    long c8 = c + 8 * rowBytes;
    long c9 = c + 9 * rowBytes;
    long c10 = c + 10 * rowBytes;
    long c11 = c + 11 * rowBytes;
    long c12 = c + 12 * rowBytes;
    long c13 = c + 13 * rowBytes;
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
    var s6a = load(c6);
    var s6b = load(c6 + BYTES);
    var s7a = load(c7);
    var s7b = load(c7 + BYTES);
    var s8a = load(c8);
    var s8b = load(c8 + BYTES);
    var s9a = load(c9);
    var s9b = load(c9 + BYTES);
    var s10a = load(c10);
    var s10b = load(c10 + BYTES);
    var s11a = load(c11);
    var s11b = load(c11 + BYTES);
    var s12a = load(c12);
    var s12b = load(c12 + BYTES);
    var s13a = load(c13);
    var s13b = load(c13 + BYTES);
    long end = b + depth * bStep;
    while (b < end) {
      var b0 = load(b);
      var b1 = load(b + BYTES);
      var x0 = broadcast(a);
      s0a = x0.fma(b0, s0a);
      s0b = x0.fma(b1, s0b);
      var x1 = broadcast(a + 4);
      s1a = x1.fma(b0, s1a);
      s1b = x1.fma(b1, s1b);
      var x2 = broadcast(a + 8);
      s2a = x2.fma(b0, s2a);
      s2b = x2.fma(b1, s2b);
      var x3 = broadcast(a + 12);
      s3a = x3.fma(b0, s3a);
      s3b = x3.fma(b1, s3b);
      var x4 = broadcast(a + 16);
      s4a = x4.fma(b0, s4a);
      s4b = x4.fma(b1, s4b);
      var x5 = broadcast(a + 20);
      s5a = x5.fma(b0, s5a);
      s5b = x5.fma(b1, s5b);
      var x6 = broadcast(a + 24);
      s6a = x6.fma(b0, s6a);
      s6b = x6.fma(b1, s6b);
      var x7 = broadcast(a + 28);
      s7a = x7.fma(b0, s7a);
      s7b = x7.fma(b1, s7b);
      var x8 = broadcast(a + 32);
      s8a = x8.fma(b0, s8a);
      s8b = x8.fma(b1, s8b);
      var x9 = broadcast(a + 36);
      s9a = x9.fma(b0, s9a);
      s9b = x9.fma(b1, s9b);
      var x10 = broadcast(a + 40);
      s10a = x10.fma(b0, s10a);
      s10b = x10.fma(b1, s10b);
      var x11 = broadcast(a + 44);
      s11a = x11.fma(b0, s11a);
      s11b = x11.fma(b1, s11b);
      var x12 = broadcast(a + 48);
      s12a = x12.fma(b0, s12a);
      s12b = x12.fma(b1, s12b);
      var x13 = broadcast(a + 52);
      s13a = x13.fma(b0, s13a);
      s13b = x13.fma(b1, s13b);
      a += aStep;
      b += bStep;
    }
    store(c0, s0a);
    store(c0 + BYTES, s0b);
    store(c1, s1a);
    store(c1 + BYTES, s1b);
    store(c2, s2a);
    store(c2 + BYTES, s2b);
    store(c3, s3a);
    store(c3 + BYTES, s3b);
    store(c4, s4a);
    store(c4 + BYTES, s4b);
    store(c5, s5a);
    store(c5 + BYTES, s5b);
    store(c6, s6a);
    store(c6 + BYTES, s6b);
    store(c7, s7a);
    store(c7 + BYTES, s7b);
    store(c8, s8a);
    store(c8 + BYTES, s8b);
    store(c9, s9a);
    store(c9 + BYTES, s9b);
    store(c10, s10a);
    store(c10 + BYTES, s10b);
    store(c11, s11a);
    store(c11 + BYTES, s11b);
    store(c12, s12a);
    store(c12 + BYTES, s12b);
    store(c13, s13a);
    store(c13 + BYTES, s13b);
  }
}
