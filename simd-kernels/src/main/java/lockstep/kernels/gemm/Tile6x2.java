package lockstep.kernels.gemm;

import static lockstep.kernels.access.Floats.broadcast;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The inner loop of the product: 6 rows of C, two vectors wide.
///
/// A is packed as `[depth][6]`, `aStep` bytes from one step of depth to the next; B as `[depth][2
/// vectors]`, `bStep` bytes apart; rows of C lie `rowBytes` apart. Twelve sums, two vectors of B
/// and one of A: fifteen of the sixteen registers of AVX2. Each element of C is one chain of fused
/// multiply-adds in the order of depth, whatever the width of the vectors.
///
/// The steps are arguments, although they never differ, so that C2 does not know the loop's stride
/// and leaves it as it is: unrolled, it loads the vectors of four steps at once and spills half the
/// sums (`jmh/lab`, 2). The methods are longer than what C2 inlines into a hot caller, and must
/// stay so (`jmh/lab`, 1).
final class Tile6x2 {

  static final int ROWS = 6;

  private static final int BYTES = Lanes.COUNT * Float.BYTES;

  private Tile6x2() {}

  /// `C ← A·B`: C is only written.
  static void fresh(long a, long aStep, long b, long bStep, int depth, long c, long rowBytes) {
    long c0 = c;
    long c1 = c + rowBytes;
    long c2 = c + 2 * rowBytes;
    long c3 = c + 3 * rowBytes;
    long c4 = c + 4 * rowBytes;
    long c5 = c + 5 * rowBytes;
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
  }

  /// `C ← C + A·B`: the chains go on from what C holds.
  static void onto(long a, long aStep, long b, long bStep, int depth, long c, long rowBytes) {
    long c0 = c;
    long c1 = c + rowBytes;
    long c2 = c + 2 * rowBytes;
    long c3 = c + 3 * rowBytes;
    long c4 = c + 4 * rowBytes;
    long c5 = c + 5 * rowBytes;
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
  }
}
