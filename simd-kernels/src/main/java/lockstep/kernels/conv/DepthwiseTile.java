package lockstep.kernels.conv;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Windows of a depthwise convolution, for neighbouring pixels at once.
///
/// `c[p, k] = Σ a[p, k + i·aOuter + j·aInner] · b[k + i·bOuter + j·bInner]` over the taps i, j in
/// order, a chain from 0 for each pixel p and channel k. All steps are bytes; `bInner` is positive.
/// Channels come before pixels, so that memory is read in order.
final class DepthwiseTile {

  static final int PIXELS = 8;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private DepthwiseTile() {}

  /// Eight pixels; `channels` is a multiple of the lanes.
  static void pixels8(
      long a,
      long aPixel,
      long aOuter,
      long aInner,
      long b,
      long bOuter,
      long bInner,
      int outer,
      int inner,
      long c,
      long cPixel,
      int channels) {
    long a1 = aPixel;
    long a2 = 2 * aPixel;
    long a3 = 3 * aPixel;
    long a4 = 4 * aPixel;
    long a5 = 5 * aPixel;
    long a6 = 6 * aPixel;
    long a7 = 7 * aPixel;
    for (int k = 0; k < channels; k += Lanes.COUNT) {
      var s0 = FloatVector.zero(Lanes.FLOAT);
      var s1 = FloatVector.zero(Lanes.FLOAT);
      var s2 = FloatVector.zero(Lanes.FLOAT);
      var s3 = FloatVector.zero(Lanes.FLOAT);
      var s4 = FloatVector.zero(Lanes.FLOAT);
      var s5 = FloatVector.zero(Lanes.FLOAT);
      var s6 = FloatVector.zero(Lanes.FLOAT);
      var s7 = FloatVector.zero(Lanes.FLOAT);
      long ai = a + (long) k * Float.BYTES;
      long bi = b + (long) k * Float.BYTES;
      for (int i = 0; i < outer; i++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var w = load(bj);
          s0 = load(aj).fma(w, s0);
          s1 = load(aj + a1).fma(w, s1);
          s2 = load(aj + a2).fma(w, s2);
          s3 = load(aj + a3).fma(w, s3);
          s4 = load(aj + a4).fma(w, s4);
          s5 = load(aj + a5).fma(w, s5);
          s6 = load(aj + a6).fma(w, s6);
          s7 = load(aj + a7).fma(w, s7);
          aj += aInner;
          bj += bInner;
        }
        ai += aOuter;
        bi += bOuter;
      }
      long ck = c + (long) k * Float.BYTES;
      store(ck, s0);
      store(ck + cPixel, s1);
      store(ck + 2 * cPixel, s2);
      store(ck + 3 * cPixel, s3);
      store(ck + 4 * cPixel, s4);
      store(ck + 5 * cPixel, s5);
      store(ck + 6 * cPixel, s6);
      store(ck + 7 * cPixel, s7);
    }
  }

  /// One pixel; `channels` is a multiple of the lanes.
  static void pixel(
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
    for (int k = 0; k < channels; k += Lanes.COUNT) {
      var s0 = FloatVector.zero(Lanes.FLOAT);
      long ai = a + (long) k * Float.BYTES;
      long bi = b + (long) k * Float.BYTES;
      for (int i = 0; i < outer; i++) {
        long aj = ai;
        long bj = bi;
        long end = bj + inner * bInner;
        while (bj < end) {
          var w = load(bj);
          s0 = load(aj).fma(w, s0);
          aj += aInner;
          bj += bInner;
        }
        ai += aOuter;
        bi += bOuter;
      }
      long ck = c + (long) k * Float.BYTES;
      store(ck, s0);
    }
  }

  /// One pixel of fewer channels than lanes.
  static void tail(
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
    var mask = Lanes.FLOAT.indexInRange(0, channels);
    var sum = FloatVector.zero(Lanes.FLOAT);
    for (int i = 0; i < outer; i++) {
      long aj = a;
      long bj = b;
      long end = bj + inner * bInner;
      while (bj < end) {
        var x = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, aj & ADDRESS_MASK, ORDER, mask);
        var w = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, bj & ADDRESS_MASK, ORDER, mask);
        sum = x.fma(w, sum);
        aj += aInner;
        bj += bInner;
      }
      a += aOuter;
      b += bOuter;
    }
    sum.intoMemorySegment(SEGMENT, c & ADDRESS_MASK, ORDER, mask);
  }
}
