package lockstep.kernels.conv;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The gradient of one tap of a depthwise window over a rectangle of pixels.
///
/// `c[k] += Σ a[k + i·aOuter + j·aInner] · b[k + i·bOuter + j·bInner]` over rows i and pixels j in
/// order: a chain for each channel k, which goes on from what c holds. All steps are bytes;
/// `bInner` is positive.
final class DepthwiseWeights {

  private static final int BYTES = Lanes.COUNT * Float.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private DepthwiseWeights() {}

  static void onto(
      long a,
      long aOuter,
      long aInner,
      long b,
      long bOuter,
      long bInner,
      int outer,
      int inner,
      long c,
      int channels) {
    int k = 0;
    for (; k + 4 * Lanes.COUNT <= channels; k += 4 * Lanes.COUNT) {
      long at = (long) k * Float.BYTES;
      four(a + at, aOuter, aInner, b + at, bOuter, bInner, outer, inner, c + at);
    }
    for (; k < channels; k += Lanes.COUNT) {
      long at = (long) k * Float.BYTES;
      one(a + at, aOuter, aInner, b + at, bOuter, bInner, outer, inner, c + at, channels - k);
    }
  }

  /// Four vectors: as many chains hide the latency.
  private static void four(
      long a,
      long aOuter,
      long aInner,
      long b,
      long bOuter,
      long bInner,
      int outer,
      int inner,
      long c) {
    var s0 = load(c);
    var s1 = load(c + BYTES);
    var s2 = load(c + 2L * BYTES);
    var s3 = load(c + 3L * BYTES);
    for (int i = 0; i < outer; i++) {
      long aj = a;
      long bj = b;
      long end = bj + inner * bInner;
      while (bj < end) {
        s0 = load(aj).fma(load(bj), s0);
        s1 = load(aj + BYTES).fma(load(bj + BYTES), s1);
        s2 = load(aj + 2L * BYTES).fma(load(bj + 2L * BYTES), s2);
        s3 = load(aj + 3L * BYTES).fma(load(bj + 3L * BYTES), s3);
        aj += aInner;
        bj += bInner;
      }
      a += aOuter;
      b += bOuter;
    }
    store(c, s0);
    store(c + BYTES, s1);
    store(c + 2L * BYTES, s2);
    store(c + 3L * BYTES, s3);
  }

  /// One vector, of which `lanes` elements exist, or all where `lanes` is more.
  private static void one(
      long a,
      long aOuter,
      long aInner,
      long b,
      long bOuter,
      long bInner,
      int outer,
      int inner,
      long c,
      int lanes) {
    var mask = Lanes.FLOAT.indexInRange(0, lanes);
    var s = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, c & ADDRESS_MASK, ORDER, mask);
    for (int i = 0; i < outer; i++) {
      long aj = a;
      long bj = b;
      long end = bj + inner * bInner;
      while (bj < end) {
        var x = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, aj & ADDRESS_MASK, ORDER, mask);
        var y = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, bj & ADDRESS_MASK, ORDER, mask);
        s = x.fma(y, s);
        aj += aInner;
        bj += bInner;
      }
      a += aOuter;
      b += bOuter;
    }
    s.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER, mask);
  }
}
